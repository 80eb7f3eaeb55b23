// SPDX-License-Identifier: MIT
//
// What a SetView says about a change set, as text and rich text. Words that came from outside are escaped.
#pragma once
#include "service/changesservice.h"
#include "ui/parts/chips.h"
#include "ui/parts/diffview.h"

namespace hsf::ui {

QList<FileDiff> fileDiffs(const QList<changes::FileChange> &files);
Tone stateTone(changes::State state);
QString aboutWords(const changes::ChangeSet &set); ///< target, model, time
QString evidenceHtml(const changes::ChangeSet &set); ///< links with the message's number; empty without evidence
QString findingsText(const changes::ChangeSet &set); ///< facts it sets, new capabilities, findings of the result

} // namespace hsf::ui
