// SPDX-License-Identifier: MIT
#include "library/scancache.h"

#include "library/searchindex.h"
#include "library/stamp_p.h"
#include "library/words_p.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QSaveFile>
#include <QTimeZone>

namespace hsf::library {

namespace {

constexpr QByteArrayView cacheMagic("HSFSCAN1");

struct Head {
    quint64 checksum; ///< of what follows it
    quint64 count;
    qint64 startedMs;
};
struct Numbers {
    quint64 stamp;
    qint64 bytes, modifiedMs, touchedMs;
    qint32 fileCount, bodyTokens, catalogueTokens, findings;
    qint32 worst, archived;
};
static_assert(std::has_unique_object_representations_v<Numbers>);

template <class T> void put(QByteArray &bytes, const T &value)
{
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
}

void putText(QByteArray &bytes, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    put(bytes, quint32(utf8.size()));
    bytes.append(utf8);
}

/// Takes values from the front; after too short bytes everything is zero and `whole` false.
class Cursor
{
public:
    explicit Cursor(QByteArrayView bytes)
        : m_rest(bytes)
    { }
    bool whole = true;

    template <class T> T number()
    {
        T value = {};
        if (const QByteArrayView bytes = taken(sizeof value); whole)
            std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    QByteArrayView bytes() { return taken(number<quint32>()); }
    QString text() { return QString::fromUtf8(bytes()); }
    /// Texts that many entries have in common share their memory.
    QString sharedText() { return shared(m_texts, [](QByteArrayView bytes) { return QString::fromUtf8(bytes); }); }
    QByteArray sharedBytes()
    {
        return shared(m_bytes, [](QByteArrayView bytes) { return bytes.toByteArray(); });
    }
    QStringList sharedLines()
    {
        return shared(m_lists, [](QByteArrayView bytes) { return QString::fromUtf8(bytes).split(u'\n', Qt::SkipEmptyParts); });
    }

private:
    QByteArrayView taken(qsizetype size)
    {
        if (!whole || size > m_rest.size()) {
            whole = false;
            return {};
        }
        const QByteArrayView bytes = m_rest.first(size);
        m_rest = m_rest.sliced(size);
        return bytes;
    }
    template <class T, class Make> T shared(QHash<QByteArray, T> &known, const Make &make)
    {
        const QByteArrayView key = bytes();
        if (key.isEmpty())
            return {};
        const QByteArray raw = QByteArray::fromRawData(key.data(), key.size());
        const auto found = known.constFind(raw);
        return found == known.cend() ? *known.insert(key.toByteArray(), make(key)) : *found;
    }
    QByteArrayView m_rest;
    QHash<QByteArray, QString> m_texts;
    QHash<QByteArray, QByteArray> m_bytes;
    QHash<QByteArray, QStringList> m_lists;
};

void putEntry(QByteArray &bytes, const SkillEntry &entry)
{
    put(bytes, Numbers{entry.stamp, entry.bytes, entry.modified.toMSecsSinceEpoch(), entry.touchedMs, entry.fileCount, entry.bodyTokens,
                       entry.catalogueTokens, entry.findings, qint32(entry.worst), entry.archived});
    putText(bytes, entry.id.toString());
    putText(bytes, entry.name == entry.id.name() ? QString() : entry.name);
    putText(bytes, entry.description);
    putText(bytes, entry.folder);
    putText(bytes, entry.source);
    putText(bytes, entry.tags.join(u'\n'));
    put(bytes, quint32(entry.outline.size()));
    bytes.append(entry.outline);
}

std::optional<SkillEntry> takeEntry(Cursor &cursor)
{
    const auto numbers = cursor.number<Numbers>();
    const auto id = skill::SkillId::parse(cursor.text());
    if (!id)
        return std::nullopt;
    SkillEntry entry{.id = *id};
    entry.name = cursor.text();
    if (entry.name.isEmpty())
        entry.name = id->toString().contains(u'/') ? id->name() : id->toString();
    entry.description = cursor.text();
    entry.folder = cursor.text();
    entry.source = cursor.sharedText();
    entry.tags = cursor.sharedLines();
    entry.outline = cursor.sharedBytes();
    entry.archived = numbers.archived != 0;
    entry.bytes = numbers.bytes;
    entry.fileCount = numbers.fileCount;
    entry.modified = QDateTime::fromMSecsSinceEpoch(numbers.modifiedMs, QTimeZone::UTC);
    entry.touchedMs = numbers.touchedMs;
    entry.bodyTokens = numbers.bodyTokens;
    entry.catalogueTokens = numbers.catalogueTokens;
    entry.worst = skill::Severity(std::clamp(numbers.worst, 0, int(skill::Severity::Critical)));
    entry.findings = numbers.findings;
    entry.stamp = numbers.stamp;
    return cursor.whole ? std::optional(entry) : std::nullopt;
}

Result<> written(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(Error::Kind::Storage, Words::tr("%1 could not be written: %2").arg(path, file.errorString()));
    return {};
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString scanFile(const QString &folder) { return folder + QStringLiteral("/library.scan"); }
QString wordsFile(const QString &folder) { return folder + QStringLiteral("/library.words"); }

} // namespace

QByteArray savedScan(const LibrarySnapshot &snapshot)
{
    QByteArray rest;
    put(rest, quint64(snapshot.skills.size()));
    put(rest, snapshot.startedMs);
    for (const SkillEntry &entry : snapshot.skills)
        putEntry(rest, entry);
    QByteArray bytes = cacheMagic.toByteArray();
    put(bytes, hashOf(rest));
    return bytes + rest;
}

SnapshotPtr restoredScan(const QByteArray &bytes)
{
    if (!bytes.startsWith(cacheMagic) || bytes.size() < cacheMagic.size() + qsizetype(sizeof(Head)))
        return nullptr;
    Cursor cursor(QByteArrayView(bytes).sliced(cacheMagic.size()));
    const auto head = cursor.number<Head>();
    if (hashOf(QByteArrayView(bytes).sliced(cacheMagic.size() + qsizetype(sizeof head.checksum))) != head.checksum)
        return nullptr;
    auto snapshot = std::make_shared<LibrarySnapshot>();
    snapshot->startedMs = head.startedMs;
    snapshot->skills.reserve(qsizetype(std::min<quint64>(head.count, quint64(bytes.size()) / sizeof(Numbers))));
    for (quint64 i = 0; i < head.count; ++i) {
        auto entry = takeEntry(cursor);
        if (!entry)
            return nullptr;
        snapshot->skills.append(*std::move(entry));
    }
    return snapshot;
}

SnapshotPtr ScanCache::load() const
{
    return restoredScan(contentOf(scanFile(folder)));
}

std::shared_ptr<const SearchIndex> ScanCache::loadIndex() const
{
    return SearchIndex::restored(contentOf(wordsFile(folder)));
}

Result<> ScanCache::save(const LibrarySnapshot &snapshot) const
{
    if (const auto saved = written(scanFile(folder), savedScan(snapshot)); !saved)
        return saved;
    return snapshot.index ? written(wordsFile(folder), snapshot.index->saved()) : Result<>();
}

} // namespace hsf::library
