// SPDX-License-Identifier: MIT
#include "library/snapshot.h"

#include "base/text.h"
#include "library/skillfolders_p.h"
#include "library/skillreader.h"
#include "library/words_p.h"
#include "skill/summary.h"

#include <QFile>
#include <QHash>
#include <QSet>
#include <QThread>
#include <QTimeZone>

#include <algorithm>
#include <numeric>

#include <fcntl.h>

namespace hsf::library {

namespace {

constexpr qint64 readLimit = 4 << 20;
constexpr qint64 descriptionLimit = 64 << 10;
/// Times of files are as coarse as the system's tick: what was touched so shortly before a reading may change again
/// without a new time.
constexpr qint64 coarseMs = 100;

using Known = QHash<QString, const SkillEntry *>;

Known knownFolders(const SnapshotPtr &previous)
{
    Known known;
    if (previous) {
        known.reserve(previous->skills.size());
        for (const SkillEntry &entry : previous->skills) {
            if (entry.touchedMs < previous->startedMs - coarseMs)
                known.insert(entry.folder, &entry);
        }
    }
    return known;
}

/// "- id: description\n", without making it.
int catalogueTokensOf(const SkillEntry &entry)
{
    const auto utf8Size = [](QStringView text) {
        return std::accumulate(text.begin(), text.end(), qsizetype(0), [](qsizetype size, QChar c) {
            return size + (c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3);
        });
    };
    return int((utf8Size(entry.id.toString()) + utf8Size(entry.description) + 5 + 3) / 4);
}

void judge(SkillEntry &entry, const skill::Summary &summary)
{
    const auto ids = QStringView(entry.id.toString());
    entry.worst = summary.worst;
    entry.findings = summary.errors;
    const int faults = int(summary.name != ids.sliced(ids.lastIndexOf(u'/') + 1))
        + int(QStringView(summary.description).trimmed().isEmpty());
    entry.findings += faults;
    if (faults > 0)
        entry.worst = std::max(entry.worst, skill::Severity::Error);
}

/// The listing followed no link to this folder, so only a SKILL.md that is a link itself needs the careful way.
Result<QByteArray> readDocument(const FoundSkill &found, const QString &path, const Descriptor &folder)
{
    if (!found.documentIsLink) {
        const Descriptor file(::openat(folder.get(), "SKILL.md", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        if (file.isOpen()) {
            if (const auto bytes = readAll(file.get(), found.documentBytes, readLimit))
                return *bytes;
        }
    }
    return readSkillFile(path, QStringLiteral("SKILL.md"), readLimit);
}

/// Equal values share their memory: many skills have the same tags and files of the same names.
template <class T> class Shared
{
public:
    T of(const T &value) { return value.isEmpty() ? T() : *m_values.insert(value); }

private:
    QSet<T> m_values;
};

/// What one thread collects.
class Reader final : public FolderWalk::Visitor
{
public:
    explicit Reader(const Known &known)
        : m_known(known)
    { }
    struct Read {
        SkillEntry entry;
        int root;
    };
    std::vector<Read> skills;
    QList<Category> categories;
    QStringList problems;
    int taken = 0; ///< over from the last time

    bool isUnchanged(const Root &root, const QByteArray &path, int parent, const char *name) override
    {
        const SkillEntry *before = m_known.value(below(root.folder, path));
        if (!before || before->outline.isEmpty() || before->source != root.source || before->archived != root.archived
            || stampOfOutline(parent, name, before->outline) != before->stamp)
            return false;
        skills.push_back({*before, root.number});
        ++taken;
        return true;
    }

    void skill(const FoundSkill &found, const Descriptor &folder) override
    {
        const QString path = below(found.root.folder, found.path);
        const SkillEntry *before = found.outline.isEmpty() ? m_known.value(path) : nullptr; // else it was asked before
        if (before && before->stamp == found.stamp && before->source == found.root.source && before->archived == found.root.archived) {
            skills.push_back({*before, found.root.number});
            ++taken;
        } else if (const auto entry = read(found, path, folder)) {
            skills.push_back({*entry, found.root.number});
        } else {
            problems.append(Words::tr("%1: %2").arg(path, entry.error().message));
        }
    }

    void category(const FoundCategory &found, const Descriptor &folder) override
    {
        const Descriptor file(::openat(folder.get(), "DESCRIPTION.md", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        const auto bytes = file.isOpen() ? readAll(file.get(), 4096, descriptionLimit) : std::nullopt;
        if (!bytes || found.root.archived)
            return;
        const skill::Summary summary = skill::summaryOf(*bytes);
        QString words = summary.description.simplified();
        const QByteArray body = bytes->sliced(summary.bodyOffset);
        for (const QByteArray &line : body.split('\n')) {
            if (words.isEmpty() && !line.startsWith('#'))
                words = QString::fromUtf8(line).simplified();
        }
        categories.append({QString::fromUtf8(found.path), found.root.source, excerpt(words, 500)});
    }

    void problem(const QString &sentence) override { problems.append(sentence); }

private:
    Result<SkillEntry> read(const FoundSkill &found, const QString &path, const Descriptor &folder)
    {
        Result<skill::SkillId> id = skill::SkillId::parse(QString::fromUtf8(found.path));
        if (!id)
            return std::unexpected(id.error());
        const Result<QByteArray> bytes = readDocument(found, path, folder);
        if (!bytes)
            return std::unexpected(bytes.error());
        const skill::Summary summary = skill::summaryOf(*bytes);
        SkillEntry entry{.id = *id};
        entry.name = summary.name.isEmpty() ? id->name() : summary.name;
        entry.description = summary.description;
        entry.tags = m_tags.of(summary.tags);
        entry.folder = path;
        entry.source = found.root.source;
        entry.archived = found.root.archived;
        entry.bytes = bytes->size();
        entry.fileCount = found.fileCount;
        entry.modified = QDateTime::fromMSecsSinceEpoch(found.newestMs, QTimeZone::UTC);
        entry.touchedMs = found.touchedMs;
        entry.bodyTokens = estimatedTokens(QByteArrayView(*bytes).sliced(summary.bodyOffset));
        entry.catalogueTokens = catalogueTokensOf(entry);
        entry.stamp = found.stamp;
        entry.outline = m_outlines.of(found.outline);
        judge(entry, summary);
        return entry;
    }

    const Known &m_known;
    Shared<QStringList> m_tags;
    Shared<QByteArray> m_outlines;
};

QStringView nameIn(const SkillEntry &entry)
{
    const QStringView id = entry.id.toString();
    return id.sliced(id.lastIndexOf(u'/') + 1);
}

void collect(LibrarySnapshot &snapshot, std::vector<std::unique_ptr<Reader>> &readers)
{
    std::vector<Reader::Read *> all;
    for (const auto &reader : readers) {
        for (Reader::Read &read : reader->skills)
            all.push_back(&read);
        snapshot.categories += reader->categories;
        snapshot.problems += reader->problems;
    }
    std::ranges::sort(all, [](const Reader::Read *a, const Reader::Read *b) {
        const int order = a->entry.id.toString().compare(b->entry.id.toString());
        return order != 0 ? order < 0 : std::pair(a->root, a->entry.archived) < std::pair(b->root, b->entry.archived);
    });
    snapshot.skills.reserve(qsizetype(all.size()));
    for (Reader::Read *read : all)
        snapshot.skills.append(std::move(read->entry));
    std::ranges::sort(snapshot.categories, {}, [](const Category &category) { return std::tie(category.source, category.path); });
    snapshot.problems.sort();
}

void sortNames(LibrarySnapshot &snapshot)
{
    snapshot.byName.resize(snapshot.skills.size());
    std::iota(snapshot.byName.begin(), snapshot.byName.end(), 0U);
    const auto name = [&](quint32 place) { return nameIn(snapshot.skills.at(place)); };
    std::ranges::stable_sort(snapshot.byName, {}, name);
}

} // namespace

SnapshotPtr scanLibrary(const QString &root, const QStringList &sources, const SnapshotPtr &previous,
                        const std::function<bool()> &stopped)
{
    auto snapshot = std::make_shared<LibrarySnapshot>();
    snapshot->root = root;
    snapshot->generation = previous ? previous->generation + 1 : 1;
    snapshot->startedMs = QDateTime::currentMSecsSinceEpoch();
    FolderWalk walk(stopped);
    walk.add(root, {});
    for (const QString &source : sources)
        walk.add(source, source);
    const Known known = knownFolders(previous);
    std::vector<std::unique_ptr<Reader>> readers;
    std::vector<FolderWalk::Visitor *> visitors;
    for (int i = std::clamp(QThread::idealThreadCount(), 1, 8); i > 0; --i)
        visitors.push_back(readers.emplace_back(std::make_unique<Reader>(known)).get());
    walk.run(visitors);

    const auto sum = [&](auto part) {
        return std::accumulate(readers.begin(), readers.end(), qsizetype(0), [&](qsizetype n, const auto &reader) { return n + qsizetype(part(*reader)); });
    };
    const qsizetype taken = sum([](const Reader &reader) { return reader.taken; });
    const qsizetype found = sum([](const Reader &reader) { return reader.skills.size(); });
    collect(*snapshot, readers);
    if (previous && taken == found && found == previous->skills.size()) { // the same skills: the same memory
        snapshot->skills = previous->skills;
        snapshot->byName = previous->byName;
    } else {
        sortNames(*snapshot);
    }
    if (previous)
        snapshot->index = previous->index;
    return snapshot;
}

const SkillEntry *LibrarySnapshot::find(const QString &idOrName) const
{
    // An active skill of the library before an archived one before a source's.
    const auto rank = [](const SkillEntry &entry) { return !entry.source.isEmpty() ? 2 : entry.archived ? 1 : 0; };
    const auto ids = std::ranges::equal_range(skills, idOrName, {}, [](const SkillEntry &entry) -> const QString & { return entry.id.toString(); });
    if (!ids.empty())
        return &*std::ranges::min_element(ids, {}, rank);
    if (byName.size() != skills.size()) { // made by hand
        const auto named = [&](const SkillEntry &entry) { return rank(entry) == 0 && nameIn(entry) == idOrName; };
        const auto first = std::ranges::find_if(skills, named);
        const bool one = first != skills.end() && std::ranges::find_if(first + 1, skills.end(), named) == skills.end();
        return one ? &*first : nullptr;
    }
    const SkillEntry *named = nullptr;
    for (const quint32 place : std::ranges::equal_range(byName, QStringView(idOrName), {}, [&](quint32 at) { return nameIn(skills.at(at)); })) {
        if (rank(skills.at(place)) != 0)
            continue;
        if (named)
            return nullptr;
        named = &skills.at(place);
    }
    return named;
}

} // namespace hsf::library
