// SPDX-License-Identifier: MIT
//
// Archives made entry by entry, so that a test may put into them what no decent program would.
#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <QByteArray>
#include <QFile>
#include <QList>
#include <QMap>

namespace hsf::library {

struct Entry {
    QByteArray path;
    QByteArray bytes;
    unsigned type = AE_IFREG;
    int mode = 0644;
};

enum class Format { Zip, EncryptedZip, TarGz };

inline QByteArray archiveOf(const QList<Entry> &entries, Format format = Format::Zip)
{
    QByteArray bytes;
    archive *made = archive_write_new();
    if (format == Format::TarGz) {
        archive_write_set_format_pax_restricted(made);
        archive_write_add_filter_gzip(made);
    } else {
        archive_write_set_format_zip(made);
    }
    if (format == Format::EncryptedZip) {
        archive_write_set_passphrase(made, "secret");
        archive_write_set_options(made, "zip:encryption=traditional");
    }
    archive_write_set_bytes_per_block(made, 0);
    const auto append = [](archive *, void *to, const void *data, size_t size) -> la_ssize_t {
        static_cast<QByteArray *>(to)->append(static_cast<const char *>(data), qsizetype(size));
        return la_ssize_t(size);
    };
    archive_write_open2(made, &bytes, nullptr, append, nullptr, nullptr);
    for (const Entry &one : entries) {
        archive_entry *entry = archive_entry_new();
        archive_entry_copy_pathname(entry, one.path.constData());
        archive_entry_set_filetype(entry, one.type);
        archive_entry_set_perm(entry, mode_t(one.mode));
        archive_entry_set_mtime(entry, 1'700'000'000, 0);
        if (one.type == AE_IFLNK)
            archive_entry_copy_symlink(entry, one.bytes.constData());
        else
            archive_entry_set_size(entry, one.bytes.size());
        archive_write_header(made, entry);
        if (one.type == AE_IFREG && !one.bytes.isEmpty())
            archive_write_data(made, one.bytes.constData(), size_t(one.bytes.size()));
        archive_entry_free(entry);
    }
    archive_write_close(made);
    archive_write_free(made);
    return bytes;
}

/// What an archive holds: path → bytes, and the time and mode of each, as another program would see them.
struct Listed {
    QList<QByteArray> paths; ///< in order
    QMap<QByteArray, QByteArray> bytes;
    QMap<QByteArray, int> modes;
};
inline Listed listed(const QByteArray &zip)
{
    Listed all;
    archive *opened = archive_read_new();
    archive_read_support_format_zip(opened);
    archive_read_open_memory(opened, zip.constData(), size_t(zip.size()));
    archive_entry *entry = nullptr;
    while (archive_read_next_header(opened, &entry) == ARCHIVE_OK) {
        const QByteArray path = archive_entry_pathname(entry);
        QByteArray bytes(qsizetype(archive_entry_size(entry)), '\0');
        archive_read_data(opened, bytes.data(), size_t(bytes.size()));
        all.paths << path;
        all.bytes.insert(path, bytes);
        all.modes.insert(path, int(archive_entry_perm(entry)));
    }
    archive_read_free(opened);
    return all;
}

inline bool writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace hsf::library
