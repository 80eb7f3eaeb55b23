// SPDX-License-Identifier: MIT
//
// The translation context of this room's sentences.
#pragma once
#include <QCoreApplication>

namespace hsf::service {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::service::Words)
};

} // namespace hsf::service
