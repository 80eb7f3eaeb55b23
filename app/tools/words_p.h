// SPDX-License-Identifier: MIT
//
// The translation context of this room's sentences for people. What a model reads stays in English: it must not change
// with the language of the window.
#pragma once
#include <QCoreApplication>

namespace hsf::tools {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(hsf::tools::Words)
};

} // namespace hsf::tools
