// SPDX-License-Identifier: MIT
//
// The translation context of this room's sentences.
#pragma once
#include <QCoreApplication>

namespace hsf::curator {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::curator::Words)
};

} // namespace hsf::curator
