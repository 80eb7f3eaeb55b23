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

} // namespace hsf::cli
