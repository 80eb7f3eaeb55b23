// SPDX-License-Identifier: MIT
//
// What the import's dialog says about plans and reports. Words that came from outside are escaped where text is rich.
#pragma once
#include "service/exchange.h"

namespace hsf::ui {

/// A title over a list, escaped; nothing when the list is empty.
QString listHtml(const QString &title, const QStringList &lines);

QString planWords(const changes::ImportPlan &plan); ///< the whole in a sentence or three
QString deedWords(const changes::ImportItem &item, const changes::ImportChoice &choice);
QString foundWords(const changes::ImportItem &item);
QString memoryWords(const changes::MemoryItem &item);
QString detailsHtml(const changes::ImportItem &item);

QString reportWords(const service::ImportReport &report);
/// Links: "skill:ID" and "set:ID".
QString reportHtml(const service::ImportReport &report);

} // namespace hsf::ui
