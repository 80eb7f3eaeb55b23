// SPDX-License-Identifier: MIT
#include "library/snapshot.h"
#include "base/text.h"
#include "library/skillfolders_p.h"
#include "library/skillreader.h"
#include "library/words_p.h"
#include "skill/document.h"

#include <QTimeZone>

namespace hsf::library {

namespace {

constexpr qint64 readLimit = 4 << 20;

using Known = QHash<QString, const SkillEntry *>;

Known knownFolders(const SnapshotPtr &previous)
{
    Known known;
    if (previous) {
        for (const SkillEntry &entry : previous->skills)
            known.insert(entry.folder, &entry);
    }
    return known;
}

QString catalogueLine(const SkillEntry &entry)
{
    return QStringLiteral("- %1: %2\n").arg(entry.id.toString(), entry.description);
}

void judge(SkillEntry &entry, const skill::Document &document)
{
    const auto count = [&](skill::Severity severity) {
        entry.worst = std::max(entry.worst, severity);
        entry.findings += severity >= skill::Severity::Error ? 1 : 0;
    };
    for (const skill::Finding &finding : document.problems)
        count(finding.severity);
    if (document.name() != entry.id.name())
        count(skill::Severity::Error);
    if (document.description().trimmed().isEmpty())
        count(skill::Severity::Error);
}

/// Reads SKILL.md once; everything else is already known from the listing.
Result<SkillEntry> entryOf(const FoundSkill &found)
{
    Result<skill::SkillId> id = skill::SkillId::parse(found.id);
    if (!id)
        return std::unexpected(id.error());
    const Result<QByteArray> bytes = readSkillFile(found.folder, QStringLiteral("SKILL.md"), readLimit);
    if (!bytes)
        return std::unexpected(bytes.error());
    const skill::Document document = skill::parseDocument(*bytes);
    SkillEntry entry{.id = *id};
    entry.name = document.name().isEmpty() ? id->name() : document.name();
    entry.description = document.description();
    entry.headings = document.headings();
    entry.folder = found.folder;
    entry.source = found.source;
    entry.archived = found.archived;
    entry.bytes = bytes->size();
    entry.fileCount = found.fileCount;
    entry.modified = QDateTime::fromMSecsSinceEpoch(found.newestMs, QTimeZone::UTC);
    entry.bodyTokens = estimatedTokens(document.body());
    entry.catalogueTokens = estimatedTokens(catalogueLine(entry));
    entry.stamp = found.stamp;
    judge(entry, document);
    return entry;
}

} // namespace

SnapshotPtr scanLibrary(const QString &root, const QStringList &sources, const SnapshotPtr &previous,
                        const std::function<bool()> &stopped, const std::function<void(int, int)> &progress)
{
    auto snapshot = std::make_shared<LibrarySnapshot>();
    snapshot->root = root;
    snapshot->generation = previous ? previous->generation + 1 : 1;
    SkillFinder finder(stopped);
    finder.find(root, {});
    for (const QString &source : sources)
        finder.find(source, source);
    snapshot->problems = finder.problems();
    const QList<FoundSkill> &folders = finder.skills();
    const Known known = knownFolders(previous);
    for (qsizetype i = 0; i < folders.size() && !(stopped && stopped()); ++i) {
        const FoundSkill &found = folders[i];
        const SkillEntry *before = known.value(found.folder);
        if (before && before->stamp == found.stamp && before->source == found.source && before->archived == found.archived)
            snapshot->skills.append(*before);
        else if (Result<SkillEntry> entry = entryOf(found))
            snapshot->skills.append(std::move(*entry));
        else
            snapshot->problems.append(Words::tr("%1: %2").arg(found.folder, entry.error().message));
        if (progress)
            progress(int(i) + 1, int(folders.size()));
    }
    std::ranges::stable_sort(snapshot->skills, {}, [](const SkillEntry &entry) -> const QString & { return entry.id.toString(); });
    return snapshot;
}

const SkillEntry *LibrarySnapshot::find(const QString &idOrName) const
{
    const SkillEntry *exact = nullptr;
    const SkillEntry *named = nullptr;
    int names = 0;
    // An active skill of the library before an archived one before a source's.
    const auto rank = [](const SkillEntry &entry) { return !entry.source.isEmpty() ? 2 : entry.archived ? 1 : 0; };
    for (const SkillEntry &entry : skills) {
        if (entry.id.toString() == idOrName && (!exact || rank(entry) < rank(*exact)))
            exact = &entry;
        if (rank(entry) == 0 && entry.id.name() == idOrName) {
            named = &entry;
            ++names;
        }
    }
    if (exact)
        return exact;
    return names == 1 ? named : nullptr;
}

} // namespace hsf::library
