// SPDX-License-Identifier: MIT
//
// The translation context of this room's sentences.
#pragma once
#include <QCoreApplication>

namespace hsf::cli {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::cli::Words)
};

} // namespace hsf::cli
