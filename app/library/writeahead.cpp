// SPDX-License-Identifier: MIT
#include "library/words_p.h"
#include "library/writeahead_p.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDateTime>
#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hsf::library {

namespace {
constexpr qint64 headerBytes = 512;
constexpr qint64 grain = qint64(1) << 20; ///< the file grows by as much, in zeros, so that entries only overwrite
constexpr QByteArrayView fileMark{"HSFAHEAD"};
constexpr QByteArrayView entryMark{"HSFE"};
constexpr qint64 entryHead = 4 + 8 + 8 + 20;

QByteArray digest(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
}

/// Another one after each start of the machine; empty where the system does not tell.
QByteArray bootId()
{
    static const QByteArray id = [] {
        QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }();
    return id;
}

QByteArray number(quint64 value)
{
    QByteArray bytes(8, '\0');
    for (int i = 0; i < 8; ++i)
        bytes[i] = char(value >> (8 * i));
    return bytes;
}

quint64 numberAt(const QByteArray &bytes, qsizetype place)
{
    quint64 value = 0;
    for (int i = 7; i >= 0; --i)
        value = value << 8 | uchar(bytes.at(place + i));
    return value;
}

git_oid idFrom(const QByteArray &name)
{
    git_oid id{};
    git_oid_fromraw(&id, reinterpret_cast<const unsigned char *>(name.constData()));
    return id;
}

QByteArray packed(const WriteAhead::Entry &entry)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << (entry.parent ? git::rawName(*entry.parent) : QByteArray()) << git::rawName(entry.commit)
           << entry.commitBytes << quint32(entry.files.size());
    for (const FileEdit &file : entry.files)
        stream << file.path.toUtf8() << file.result.has_value() << file.result.value_or(QByteArray())
               << file.executable;
    stream << entry.note << qint64(QDateTime::currentSecsSinceEpoch());
    return bytes;
}

std::optional<WriteAhead::Entry> unpacked(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_0);
    WriteAhead::Entry entry;
    QByteArray parent, commit;
    quint32 files = 0;
    stream >> parent >> commit >> entry.commitBytes >> files;
    if (stream.status() != QDataStream::Ok || commit.size() != GIT_OID_SHA1_SIZE)
        return std::nullopt;
    if (parent.size() == GIT_OID_SHA1_SIZE)
        entry.parent = idFrom(parent);
    entry.commit = idFrom(commit);
    for (quint32 i = 0; i < files; ++i) {
        QByteArray path, result;
        bool there = false, executable = false;
        stream >> path >> there >> result >> executable;
        if (stream.status() != QDataStream::Ok)
            return std::nullopt;
        entry.files << FileEdit{QString::fromUtf8(path), {}, there ? std::optional(result) : std::nullopt, executable};
    }
    // Of older versions there is none.
    if (!stream.atEnd())
        stream >> entry.note;
    if (!stream.atEnd())
        stream >> entry.time;
    return entry;
}

bool writeAt(int file, const QByteArray &bytes, qint64 place)
{
    for (qint64 done = 0; done < bytes.size();) {
        const ssize_t put = ::pwrite(file, bytes.constData() + done, size_t(bytes.size() - done), place + done);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        done += put;
    }
    return true;
}

QByteArray readAt(int file, qint64 place, qint64 count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    qint64 filled = 0;
    while (filled < count) {
        const ssize_t got = ::pread(file, bytes.data() + filled, size_t(count - filled), place + filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        filled += got;
    }
    bytes.truncate(filled);
    return bytes;
}
} // namespace

WriteAhead::Entry aheadEntry(const std::optional<git_oid> &parent, const git_oid &commit, const QByteArray &commitBytes,
                             const QList<FileEdit> &edits, const QByteArray &note)
{
    WriteAhead::Entry entry{parent, commit, commitBytes, edits, note, 0};
    for (FileEdit &edit : entry.files)
        edit.base.reset();
    return entry;
}

WriteAhead::WriteAhead(const QString &repository)
    : m_path(QFile::encodeName(repository) + "/hsf-ahead")
{ }

/// Another process may have begun the file anew since, or the whole history with another file.
Result<> WriteAhead::opened()
{
    struct stat ours = {}, there = {};
    const bool same = m_file.isOpen() && ::fstat(m_file.get(), &ours) == 0 && ::stat(m_path.constData(), &there) == 0
        && ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
    if (same)
        return readHeader().and_then([&] { return findEnd(); });
    m_generation = 0;
    m_file = Descriptor(::open(m_path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!m_file.isOpen())
        return systemError(m_path);
    return readHeader().and_then([&] { return findEnd(); });
}

Result<> WriteAhead::readHeader()
{
    const QByteArray header = readAt(m_file.get(), 0, headerBytes);
    const qsizetype told = fileMark.size() + 8 + 64;
    if (header.size() == headerBytes && header.startsWith(fileMark)
        && header.sliced(told, 20) == digest(header.first(told))) {
        const quint64 generation = numberAt(header, fileMark.size());
        if (generation != m_generation)
            toBegin();
        m_generation = generation;
        m_boot = header.sliced(fileMark.size() + 8, 64);
        m_boot.truncate(qstrnlen(m_boot.constData(), 64));
        return {};
    }
    // New, or the power went while it was begun anew: then all of it was in its place.
    m_generation = quint64(::time(nullptr)) << 16;
    toBegin();
    if (const Result<> filled = fill(grain); !filled)
        return filled;
    if (const Result<> written = writeHeader(); !written)
        return written;
    const Descriptor folder(::open(splitPath(m_path).first.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (::fsync(m_file.get()) != 0 || !folder.isOpen() || ::fsync(folder.get()) != 0)
        return systemError(m_path);
    return {};
}

void WriteAhead::toBegin()
{
    m_last = 0;
    m_end = headerBytes;
}

Result<> WriteAhead::writeHeader()
{
    QByteArray header = fileMark.toByteArray() + number(m_generation) + bootId().leftJustified(64, '\0', true);
    header += digest(header);
    header = header.leftJustified(headerBytes, '\0');
    m_boot = bootId();
    if (!writeAt(m_file.get(), header, 0) || ::fdatasync(m_file.get()) != 0)
        return systemError(m_path);
    return {};
}

Result<> WriteAhead::fill(qint64 upTo)
{
    const qint64 size = ::lseek(m_file.get(), 0, SEEK_END);
    if (size < 0)
        return systemError(m_path);
    if (size < upTo && !writeAt(m_file.get(), QByteArray((upTo - size + grain - 1) / grain * grain, '\0'), size))
        return systemError(m_path);
    return {};
}

Result<std::optional<QByteArray>> WriteAhead::payloadAt(qint64 place, qint64 &next) const
{
    const QByteArray head = readAt(m_file.get(), place, entryHead);
    if (head.size() < entryHead || !head.startsWith(entryMark) || numberAt(head, 4) != m_generation)
        return std::optional<QByteArray>();
    const quint64 length = numberAt(head, 12);
    if (length > quint64(2 * largestEntry))
        return std::optional<QByteArray>();
    const QByteArray payload = readAt(m_file.get(), place + entryHead, qint64(length));
    if (quint64(payload.size()) != length || digest(payload) != head.sliced(20, 20))
        return std::optional<QByteArray>(); // cut while it was written: never acknowledged
    next = place + entryHead + qint64(length);
    return std::optional(payload);
}

Result<> WriteAhead::findEnd()
{
    for (;;) {
        qint64 next = 0;
        const auto payload = payloadAt(m_end, next);
        if (!payload)
            return std::unexpected(payload.error());
        if (!*payload)
            return {};
        m_last = std::exchange(m_end, next);
    }
}

Result<> WriteAhead::append(const Entry &entry)
{
    if (const Result<> ready = opened(); !ready)
        return ready;
    const QByteArray payload = packed(entry);
    if (payload.size() > 2 * largestEntry) // it could not be read again, nor what comes after it
        return fail(
            Error::Kind::Storage,
            Words::tr("A change of %1 bytes is too large to be noted before it is written.").arg(payload.size()));
    if (m_end == headerBytes && m_boot != bootId()) { // the first entry since the machine started
        if (const Result<> written = writeHeader(); !written)
            return written;
    }
    const QByteArray bytes
        = entryMark.toByteArray() + number(m_generation) + number(quint64(payload.size())) + digest(payload) + payload;
    if (const Result<> room = fill(m_end + bytes.size()); !room)
        return room;
    if (!writeAt(m_file.get(), bytes, m_end) || ::fdatasync(m_file.get()) != 0) {
        const auto failed = systemError(m_path);
        // It may read well from memory and not be on the disk: the next one takes its place.
        writeAt(m_file.get(), QByteArray(entryHead, '\0'), m_end);
        return failed;
    }
    m_last = m_end;
    m_end += bytes.size();
    return {};
}

Result<QList<WriteAhead::Entry>> WriteAhead::entries()
{
    if (const Result<> ready = opened(); !ready)
        return std::unexpected(ready.error());
    QList<Entry> entries;
    for (qint64 place = headerBytes;;) {
        const auto payload = payloadAt(place, place);
        if (!payload)
            return std::unexpected(payload.error());
        const auto entry = *payload ? unpacked(**payload) : std::nullopt;
        if (!entry)
            return entries;
        entries << *entry;
    }
}

Result<std::optional<WriteAhead::Entry>> WriteAhead::last()
{
    if (const Result<> ready = opened(); !ready)
        return std::unexpected(ready.error());
    if (m_last == 0)
        return std::optional<Entry>();
    qint64 next = 0;
    return payloadAt(m_last, next).transform([](const std::optional<QByteArray> &payload) {
        return payload ? unpacked(*payload) : std::nullopt;
    });
}

Result<bool> WriteAhead::isOfThisBoot()
{
    return opened().transform([&] { return !m_boot.isEmpty() && m_boot == bootId(); });
}

Result<WriteAhead::Mark> WriteAhead::mark()
{
    return opened().transform([&] { return Mark{m_generation, m_end == headerBytes ? 0 : m_end}; });
}

Result<> WriteAhead::keepForThisBoot()
{
    return opened().and_then([&] { return writeHeader(); });
}

Result<> WriteAhead::reset()
{
    if (const Result<> ready = opened(); !ready)
        return ready;
    ++m_generation;
    toBegin();
    // First of all nothing in it counts any more: half of it must never be read as all.
    if (const Result<> begun = writeHeader(); !begun)
        return begun;
    // A long file gives its room back.
    if (::lseek(m_file.get(), 0, SEEK_END) > 8 * grain && ::ftruncate(m_file.get(), grain) != 0)
        return systemError(m_path);
    return {};
}

} // namespace hsf::library
