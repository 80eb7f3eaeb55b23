// SPDX-License-Identifier: MIT
#include "ui/parts/translations.h"

#include <QApplication>
#include <QTranslator>

namespace hsf::ui {

void installTranslations(QApplication &app)
{
    auto *translator = new QTranslator(&app);
    const QString name = QStringLiteral("hermes-skill-factory"), folder = QStringLiteral(":/i18n");
    if (translator->load(QLocale(), name, QStringLiteral("_"), folder) || translator->load(name + QStringLiteral("_en"), folder))
        QApplication::installTranslator(translator);
}

} // namespace hsf::ui
