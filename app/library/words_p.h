// SPDX-License-Identifier: MIT
//
// The translation context of this room's sentences.
#pragma once
#include <QCoreApplication>

namespace hsf::library {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::library::Words)
};

} // namespace hsf::library
