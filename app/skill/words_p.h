// SPDX-License-Identifier: MIT
//
// The translation context of this room's sentences.
#pragma once
#include <QCoreApplication>

namespace hsf::skill {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::skill::Words)
};

} // namespace hsf::skill
