// SPDX-License-Identifier: MIT
//
// The parts of a change set that nobody searches for, as JSON in one column: author, findings, capabilities gained,
// what a person turned down.
//
//   {"author": {"origin": "review", "session": "…", "model": "…", "outcome": "worked",
//               "evidence": [{"message": 4, "quote": "…"}]},
//    "findings": [{"rule": "…", "severity": "high", "file": "SKILL.md", "line": 3, "message": "…"}],
//    "gained": {"tools": [], "scripts": [], "hosts": []},
//    "turned-down": [{"path": "skills/pdf-tables/SKILL.md", "skill": "pdf-tables", "accepted": "<base64>", "proposed": null}]}
#pragma once
#include "changes/changeset.h"

namespace hsf::changes {

QJsonObject detailsToJson(const ChangeSet &set);
void detailsFromJson(const QJsonObject &json, ChangeSet &set);

/// What the database knows of an applied set and its commit does not tell, as it goes along with the commit
/// (library::Writer::write): {"created": "…", "reason": "…", "why": "…", "details": {…}}.
QByteArray noteOf(const ChangeSet &set);
void takeNote(const QByteArray &note, ChangeSet &set);

} // namespace hsf::changes
