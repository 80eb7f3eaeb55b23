// SPDX-License-Identifier: MIT
//
// What origins, stages and states are called in the window, and moments as people say them. The names in files and on
// the command line are changes/'s and stay English.
#pragma once
#include "service/changesservice.h"

namespace hsf::models {

QString originWord(changes::Origin origin); ///< "you", "background review" …
QString stageWord(changes::Stage stage);
QString stateWord(changes::State state);
QString severityWord(skill::Severity severity);

/// "just now", "5 minutes ago", "yesterday, 14:02", "3 March 2026"; empty for an invalid time.
QString agoWords(const QDateTime &time, const QDateTime &now);
QString momentWords(const QDateTime &time); ///< date and time in full, for tooltips
QString sizeWords(qint64 bytes);

} // namespace hsf::models
