// SPDX-License-Identifier: MIT
//
// The translation context of this room's sentences.
#pragma once
#include <QCoreApplication>

namespace hsf::review {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::review::Words)
};

} // namespace hsf::review
