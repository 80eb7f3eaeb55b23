// SPDX-License-Identifier: MIT
#include "base/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace hsf {

void installTranslations(QCoreApplication &app)
{
    auto *translator = new QTranslator(&app);
    const QString name = QStringLiteral("hermes-skill-factory"), folder = QStringLiteral(":/i18n");
    if (translator->load(QLocale(), name, QStringLiteral("_"), folder) || translator->load(name + QStringLiteral("_en"), folder))
        QCoreApplication::installTranslator(translator);
}

} // namespace hsf
