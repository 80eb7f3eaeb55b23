// SPDX-License-Identifier: MIT
//
// The translation context of this room's sentences for people.
#pragma once
#include <QCoreApplication>

namespace hsf::agent {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::agent::Words)
};

} // namespace hsf::agent
