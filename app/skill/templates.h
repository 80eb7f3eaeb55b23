// SPDX-License-Identifier: MIT
//
// What a new skill may start from: texts that are data (resources/templates), with "{title}" and "{name}" where the new skill's
// own will stand.
//
//   templates/command.md                       title and about in front matter, below it the text of SKILL.md
//   templates/command/references/commands.md   a file that comes with it
#pragma once
#include <QByteArray>
#include <QMap>
#include <QString>

namespace hsf::skill {

struct SkillTemplate {
    QString id;                        ///< "command"
    QString title, about;
    QMap<QString, QByteArray> files;   ///< by path below the skill's folder; SKILL.md has no front matter yet
    bool operator==(const SkillTemplate &) const = default;
};

/// Those that are part of the program, in the order in which they are offered.
QList<SkillTemplate> skillTemplates();

/// The files of a new skill, ready to be written.
QMap<QString, QByteArray> filesFrom(const SkillTemplate &start, const QString &name, const QString &description);

} // namespace hsf::skill
