// SPDX-License-Identifier: MIT
//
// The translation context of sentences that belong to no class.
#pragma once
#include <QCoreApplication>

namespace hsf::ui {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::ui::Words)
};

} // namespace hsf::ui
