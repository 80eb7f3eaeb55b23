// SPDX-License-Identifier: MIT
//
// The translation context of this room's sentences.
#pragma once
#include <QCoreApplication>

namespace hsf::journal {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::journal::Words)
};

} // namespace hsf::journal
