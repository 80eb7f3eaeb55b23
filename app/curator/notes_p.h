// SPDX-License-Identifier: MIT
//
// An auxiliary model's word on each managed skill: one request, read-only, answered in lines of JSON. Pure but for the request.
#pragma once
#include "curator/curator.h"

namespace hsf::curator {

/// What is asked; empty when no skill is managed.
QString notesPrompt(const QList<UsageFacts> &facts, const library::LibrarySnapshot &library, const QDateTime &now,
                    const QList<skill::OverlapPair> &overlaps = {});

/// {"skill": "pdf-tables", "verdict": "sharpen", "reason": "…"} a line; whatever else the model says around it is passed over, and so
/// are skills that are not in `known`, verdicts there are not, and a second note on a skill.
QList<Note> parseNotes(const QString &answer, const QSet<QString> &known);

/// Fills notes, notesProblem and usage.
void addNotes(Report &report, const QList<UsageFacts> &facts, const library::LibrarySnapshot &library, const QDateTime &now,
              llm::ModelClient &model, std::stop_token stop);

} // namespace hsf::curator
