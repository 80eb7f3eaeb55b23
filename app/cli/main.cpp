// SPDX-License-Identifier: MIT
//
// `skill-factory`, the program without a window.
#include "base/translations.h"
#include "cli/program.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("skill-factory"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HSF_VERSION));
    hsf::installTranslations(app);
    return hsf::cli::runProgram(QCoreApplication::arguments().mid(1));
}
