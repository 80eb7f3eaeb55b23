// SPDX-License-Identifier: MIT
//
// What a check found, as a value: one sentence with a rule, a severity and a line.
#pragma once
#include <QList>
#include <QString>

namespace hsf::skill {

/// advice < warning < error come from lint; high and critical from the scan: high holds a change set, critical refuses it.
enum class Severity { Advice, Warning, Error, High, Critical };
QString severityName(Severity severity); ///< "advice" … "critical", as in the CLI's JSON

struct Finding {
    QString rule;      ///< stable id, for example "name-format"
    Severity severity = Severity::Advice;
    QString file;      ///< below the skill's folder, for example "SKILL.md"
    int line = 0;      ///< from 1; 0: the file as a whole
    QString message;   ///< one sentence
    bool operator==(const Finding &) const = default;
};

using Findings = QList<Finding>;
Severity worst(const Findings &findings); ///< Advice when there are none

} // namespace hsf::skill
