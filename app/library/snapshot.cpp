// SPDX-License-Identifier: MIT
#include "library/snapshot.h"
#include "base/text.h"
#include "library/skillfolders_p.h"
#include "library/skillreader.h"
#include "library/words_p.h"
#include "skill/document.h"

#include <QFile>
#include <QtConcurrentMap>
#include <QThreadPool>
#include <QTimeZone>

#include <fcntl.h>

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

/// The listing followed no link to this folder, so only a SKILL.md that is a link itself needs the careful way.
Result<QByteArray> readDocument(const QString &folder)
{
    const QString name = QStringLiteral("SKILL.md");
    const Descriptor file(
        ::open(QFile::encodeName(folder + u'/' + name).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat info = {};
    if (file.isOpen() && ::fstat(file.get(), &info) == 0 && S_ISREG(info.st_mode)) {
        if (const auto bytes = readAll(file.get(), info.st_size, readLimit))
            return *bytes;
    }
    return readSkillFile(folder, name, readLimit);
}

/// Reads SKILL.md once; everything else is already known from the listing.
Result<SkillEntry> entryOf(const FoundSkill &found)
{
    Result<skill::SkillId> id = skill::SkillId::parse(found.id);
    if (!id)
        return std::unexpected(id.error());
    const Result<QByteArray> bytes = readDocument(found.folder);
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
    entry.bodyTokens = estimatedTokens(QByteArrayView(*bytes).sliced(document.bodyOffset));
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
    // Front matter takes most of the time: all cores parse, this thread collects in order.
    QThreadPool pool;
    auto entries = QtConcurrent::mapped(&pool, folders, [known = knownFolders(previous)](const FoundSkill &found) {
        const SkillEntry *before = known.value(found.folder);
        const bool same = before && before->stamp == found.stamp && before->source == found.source
            && before->archived == found.archived;
        return std::optional(same ? Result<SkillEntry>(*before) : entryOf(found));
    });
    for (qsizetype i = 0; i < folders.size() && !(stopped && stopped()); ++i) {
        if (const Result<SkillEntry> entry = *entries.resultAt(int(i)))
            snapshot->skills.append(*entry);
        else
            snapshot->problems.append(Words::tr("%1: %2").arg(folders[i].folder, entry.error().message));
        if (progress)
            progress(int(i) + 1, int(folders.size()));
    }
    entries.cancel();
    entries.waitForFinished();
    std::ranges::stable_sort(snapshot->skills, {},
                             [](const SkillEntry &entry) -> const QString & { return entry.id.toString(); });
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
