// SPDX-License-Identifier: MIT
//
// The window's language: the person's where there is a translation, else English, whose file holds the plurals.
#pragma once

class QApplication;

namespace hsf::ui {

void installTranslations(QApplication &app);

} // namespace hsf::ui
