// SPDX-License-Identifier: MIT
//
// The translation context of this room's sentences.
#pragma once
#include <QCoreApplication>

namespace hsf::storage {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::storage::Words)
};

} // namespace hsf::storage
