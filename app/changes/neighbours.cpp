// SPDX-License-Identifier: MIT
#include "changes/neighbours.h"
#include "changes/checks.h"
#include "changes/treepaths.h"
#include "library/skillreader.h"
#include "skill/overlap.h"

namespace hsf::changes {

namespace {
/// How alike descriptions must be for the texts to be compared, and with how many skills that is done.
constexpr skill::OverlapLimits worthReading{.content = 2, .trigger = 0.12, .mostOfOne = 20};
/// More than two names help nobody to decide.
constexpr qsizetype mostAdvice = 2;

bool isActive(const library::SkillEntry &entry)
{
    return !entry.archived && entry.source.isEmpty();
}

QStringList createdSkills(const ChangeSet &set)
{
    QStringList created;
    for (const FileChange &file : set.files) {
        if (!file.base && file.result && !file.skill.isEmpty() && file.path == skillFile(file.skill, skillDocument))
            created << file.skill;
    }
    return created;
}
} // namespace

skill::Findings overlapAdvice(const QString &skill, const skill::SkillFiles &files,
                              const library::LibrarySnapshot &library)
{
    skill::OverlapIndex outlines;
    for (const library::SkillEntry &entry : library.skills) {
        if (isActive(entry))
            outlines.addOutline(entry.id.toString(), entry.name, entry.description, {});
    }
    const QByteArray document = files.files.value(QStringLiteral("SKILL.md"));
    const skill::SkillFiles outline{
        {{QStringLiteral("SKILL.md"), document.first(skill::parseDocument(document).bodyOffset)}}, {}};
    QHash<QString, double> triggers;
    skill::OverlapIndex texts;
    for (const skill::OverlapPair &pair : outlines.neighbours(skill, outline, worthReading)) {
        triggers.insert(pair.b, pair.trigger);
        if (const library::SkillEntry *entry = library.find(pair.b)) {
            if (const auto read = library::readSkill(entry->folder))
                texts.add(pair.b, *read);
        }
    }
    const skill::OverlapLimits limits;
    skill::Findings advice;
    // How rare a word is, and so how much it counts for triggers, only the whole library tells.
    for (skill::OverlapPair pair : texts.neighbours(skill, files, {.content = 0, .trigger = 0, .mostOfOne = 20})) {
        pair.trigger = triggers.value(pair.b);
        const bool close = pair.jaccard >= limits.content || pair.trigger >= limits.trigger;
        if (close && advice.size() < mostAdvice)
            advice << skill::Finding{QStringLiteral("overlap"), skill::Severity::Advice, QStringLiteral("SKILL.md"), 0,
                                     skill::overlapSentence(pair)};
    }
    return advice;
}

skill::Findings Neighbours::adviceFor(const ChangeSet &set)
{
    const QStringList created = createdSkills(set);
    const bool seenBefore = set.author.origin == Origin::Imported || set.author.origin == Origin::Bundled
        || set.author.origin == Origin::Outside;
    if (created.isEmpty() || seenBefore || set.undoes)
        return {};
    const std::lock_guard lock(m_mutex);
    m_known = library::scanLibrary(m_folder, {}, m_known);
    skill::Findings advice;
    for (const QString &skill : created)
        advice += overlapAdvice(skill, withChanges({}, skill, set.files), *m_known);
    return advice;
}

} // namespace hsf::changes
