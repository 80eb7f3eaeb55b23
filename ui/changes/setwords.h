// SPDX-License-Identifier: MIT
//
// What a SetView says about a change set, as text and rich text. Words that came from outside are escaped.
#pragma once
#include "models/changesetmodel.h"
#include "ui/parts/chips.h"
#include "ui/parts/diffview.h"

namespace hsf::ui {

QList<FileDiff> fileDiffs(const QList<changes::FileChange> &files);
Tone stateTone(changes::State state);
Tone riskTone(models::Risk risk);
/// Target, model, time; of a waiting set also when it leaves the queue.
QString aboutWords(const changes::ChangeSet &set, int expiryDays);
QString evidenceHtml(const changes::ChangeSet &set); ///< links with the message's number; empty without evidence
QString findingsHtml(const changes::ChangeSet &set); ///< facts it sets, new capabilities, findings of the result
QString turnedDownHtml(const changes::ChangeSet &set); ///< a link to what was not accepted; empty when all was
/// Says that it is edited and what the checks made of it (null: not yet known), with a link that takes the edits back.
QString editedHtml(const changes::ChangeSet *checked);

} // namespace hsf::ui
