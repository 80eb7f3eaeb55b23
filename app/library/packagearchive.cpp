// SPDX-License-Identifier: MIT
//
// A zip or .tar.gz as raw files, read with libarchive straight into memory: no name of it ever becomes a path on disk.
#include "library/disk_p.h"
#include "library/package_p.h"
#include "library/words_p.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <QFile>
#include <QFileInfo>

namespace hsf::library {

namespace {

struct Closed {
    void operator()(archive *opened) const { archive_read_free(opened); }
};
using Opened = std::unique_ptr<archive, Closed>;

/// "my-skills.tar.gz" → "my-skills".
QString nameWithoutSuffixes(const QString &path)
{
    QString name = QFileInfo(path).fileName();
    for (const char *suffix : {".gz", ".tar", ".tgz", ".zip", ".skill"}) {
        if (name.endsWith(QLatin1StringView(suffix), Qt::CaseInsensitive))
            name.chop(qsizetype(qstrlen(suffix)));
    }
    return name;
}

class ArchiveReader
{
public:
    ArchiveReader(const QString &path, const Reading &reading)
        : m_path(path)
        , m_reading(reading)
    { }

    Result<RawPackage> read();

private:
    Result<> entry(archive_entry *entry);
    Result<> data(archive_entry *entry, RawFile &raw);
    std::optional<QString> safePath(archive_entry *entry);
    std::unexpected<Error> damaged() const;
    bool isBomb() const { return m_bytes > m_reading.limits.ratioFrom && m_bytes > m_size * m_reading.limits.ratio; }

    QString m_path;
    const Reading &m_reading;
    Opened m_archive;
    RawPackage m_raw;
    qint64 m_size = 0; ///< of the archive itself
    qint64 m_bytes = 0; ///< unpacked so far
    int m_entries = 0;
};

std::unexpected<Error> ArchiveReader::damaged() const
{
    const char *said = archive_error_string(m_archive.get());
    return fail(Error::Kind::Malformed,
                Words::tr("%1 is no zip or .tar.gz, is damaged or was cut short (%2)")
                    .arg(m_path, said ? QString::fromUtf8(said) : Words::tr("no details")));
}

/// nullopt, and a problem said, for a name that does not stay inside.
std::optional<QString> ArchiveReader::safePath(archive_entry *entry)
{
    const char *raw = archive_entry_pathname(entry);
    QByteArray name(raw ? raw : "");
    if (name.isEmpty() || !name.isValidUtf8()) {
        m_raw.problems << Words::tr("A name in the archive is empty or not valid UTF-8 (%1); it was left out.")
                              .arg(QString::fromUtf8(name.left(80)));
        return std::nullopt;
    }
    while (name.startsWith("./"))
        name.remove(0, 2);
    while (name.endsWith('/') && name.size() > 1)
        name.chop(1);
    const QString path = QString::fromUtf8(name);
    const QStringList parts = path.split(u'/');
    const bool drive = path.size() > 1 && path[1] == u':';
    const bool stays = !drive && !path.contains(u'\\') && std::ranges::none_of(parts, [](const QString &part) {
        return part.isEmpty() || part == u"." || part == u"..";
    });
    if (stays)
        return path;
    if (path != u".")
        m_raw.problems << Words::tr("\"%1\" leads out of the archive; it was left out.").arg(path.left(200));
    return std::nullopt;
}

Result<> ArchiveReader::data(archive_entry *entry, RawFile &raw)
{
    if (archive_entry_is_encrypted(entry))
        return fail(Error::Kind::Refused, Words::tr("%1 is encrypted; unpack it first").arg(m_path));
    const qint64 limit = m_reading.limits.fileBytes;
    QByteArray chunk(256 << 10, Qt::Uninitialized);
    for (;;) {
        const la_ssize_t got = archive_read_data(m_archive.get(), chunk.data(), size_t(chunk.size()));
        if (got == ARCHIVE_RETRY)
            continue;
        if (got < 0)
            return damaged();
        if (got == 0)
            return {};
        m_bytes += got;
        if (m_bytes > m_reading.limits.totalBytes)
            return tooLarge(m_reading.limits);
        if (isBomb())
            return fail(Error::Kind::Refused,
                        Words::tr("%1 unpacks to over %2 times its size; such archives are made to fill a disk")
                            .arg(m_path)
                            .arg(m_reading.limits.ratio));
        if (m_reading.stopped && m_reading.stopped())
            return fail(Error::Kind::Cancelled, Words::tr("stopped"));
        // What is too large is still unpacked to its end, so that a bomb is told from a big picture.
        if (raw.leftOut.isEmpty() && raw.bytes.size() + got > limit) {
            raw.leftOut = Words::tr("%1 is larger than %2 MiB").arg(raw.path).arg(limit >> 20);
            raw.bytes.clear();
        }
        if (raw.leftOut.isEmpty())
            raw.bytes.append(chunk.constData(), got);
    }
}

Result<> ArchiveReader::entry(archive_entry *entry)
{
    if (++m_entries > m_reading.limits.entries)
        return tooMany(m_reading.limits);
    if (m_reading.progress && m_entries % 64 == 0)
        m_reading.progress(m_entries, 0);
    const auto path = safePath(entry);
    if (!path || archive_entry_filetype(entry) == AE_IFDIR)
        return {};
    const QStringList folders = path->section(u'/', 0, -2).split(u'/');
    if (folders.contains(u"__MACOSX") || std::ranges::any_of(folders, isForeignFolder) || path->endsWith(u"/.DS_Store"))
        return {};
    RawFile raw{.path = *path, .executable = (archive_entry_perm(entry) & 0100) != 0};
    if (archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK)
        raw.leftOut = Words::tr("%1 is a link").arg(raw.path);
    else if (archive_entry_filetype(entry) != AE_IFREG)
        raw.leftOut = Words::tr("%1 is a device, a pipe or a socket").arg(raw.path);
    else if (const auto done = data(entry, raw); !done)
        return done;
    m_raw.files << raw;
    return {};
}

Result<RawPackage> ArchiveReader::read()
{
    const Descriptor file(::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    struct stat info = {};
    if (!file.isOpen() || ::fstat(file.get(), &info) != 0)
        return std::unexpected(systemError(m_path.toUtf8()).error());
    if (!S_ISREG(info.st_mode))
        return fail(Error::Kind::Refused, Words::tr("%1 is not a plain file").arg(m_path));
    m_size = std::max<qint64>(info.st_size, 1);
    m_raw = {.place = m_path, .name = nameWithoutSuffixes(m_path), .kind = Package::Kind::Archive};
    m_archive.reset(archive_read_new());
    archive_read_support_format_zip(m_archive.get());
    archive_read_support_format_tar(m_archive.get());
    archive_read_support_filter_gzip(m_archive.get());
    if (archive_read_open_fd(m_archive.get(), file.get(), 64 << 10) != ARCHIVE_OK)
        return damaged();
    for (archive_entry *entry = nullptr;;) {
        const int state = archive_read_next_header(m_archive.get(), &entry);
        if (state == ARCHIVE_EOF)
            break;
        if (state == ARCHIVE_RETRY)
            continue;
        if (state < ARCHIVE_WARN)
            return damaged();
        if (const auto done = this->entry(entry); !done)
            return std::unexpected(done.error());
    }
    if (m_entries == 0)
        return fail(Error::Kind::Malformed, Words::tr("%1 is no zip or .tar.gz, or it is empty").arg(m_path));
    return std::move(m_raw);
}

} // namespace

Result<RawPackage> rawArchive(const QString &path, const Reading &reading)
{
    return ArchiveReader(path, reading).read();
}

} // namespace hsf::library
