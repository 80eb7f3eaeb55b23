// SPDX-License-Identifier: MIT
//
// The language of all sentences: the person's where there is a translation, else English, whose file holds the plurals
// ("1 day", "2 days").
#pragma once

class QCoreApplication;

namespace hsf {

void installTranslations(QCoreApplication &app);

} // namespace hsf
