// SPDX-License-Identifier: MIT
//
// A filter as words that a person's settings keep, and that can be read: "origin:review stage:trial tag:two%20words used:never
// text:invoices". Unknown words are ignored, so that a newer program's filters are not lost on an older one.
#pragma once
#include "models/skillmodel.h"

namespace hsf::models {

QString filterWords(const SkillFilter &filter);
SkillFilter filterOf(const QString &words);
/// Any chip, menu or text at work.
bool isAtWork(const SkillFilter &filter);

QString lastUseWord(LastUse use); ///< "used this week" …, for a chip
QString verdictWord(Verdict verdict);

} // namespace hsf::models
