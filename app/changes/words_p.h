// SPDX-License-Identifier: MIT
//
// The translation context of this room's sentences.
#pragma once
#include <QCoreApplication>

namespace hsf::changes {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::changes::Words)
};

} // namespace hsf::changes
