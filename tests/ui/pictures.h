// SPDX-License-Identifier: MIT
//
// For eyes: with HSF_PICTURES=FOLDER in the environment tests keep what their widgets look like there, dark and light.
#pragma once
#include "ui/parts/theme.h"

#include <QApplication>
#include <QTest>
#include <QWidget>

namespace hsf::test {

/// FOLDER/`name`-dark.png and -light.png. Without a folder it does nothing, not even wait.
inline void look(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("HSF_PICTURES");
    if (folder.isEmpty())
        return;
    using Theme = AppearanceSettings::Theme;
    for (const auto &[theme, word] : {std::pair(Theme::Dark, "dark"), std::pair(Theme::Light, "light")}) {
        ui::applyTheme(*qApp, {.theme = theme});
        QTest::qWait(60); // what follows the theme, repaints
        widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, name, QLatin1StringView(word)));
    }
    ui::applyTheme(*qApp, {});
}

} // namespace hsf::test
