// SPDX-License-Identifier: MIT
//
// Findings of one skill as lines and as JSON, for lint and scan alike.
#pragma once
#include "cli/console.h"
#include "skill/fix.h"

namespace hsf::cli {

struct Checked {
    QString folder;
    QString name;
    skill::Findings findings;
    QStringList fixes = {};   ///< one a finding, empty where there is none; or no list at all
};

void sortByPlace(skill::Findings &findings);
QJsonObject json(const Checked &skill);
void print(Console &console, const Checked &skill);

/// What was found in many skills, for the exit code and the last line.
struct Told {
    int skills = 0;
    qsizetype bad = 0;   ///< findings of the severity asked for, or worse
    bool allRead = true;
};
/// Checks one skill after the other, tells each as soon as it was checked (as JSON: one list), and keeps nothing of it.
Told tellEach(Console &console, const QStringList &places, bool asJson, skill::Severity from,
              const std::function<Result<Checked>(const QString &folder)> &check);

} // namespace hsf::cli
