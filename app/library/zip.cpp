// SPDX-License-Identifier: MIT
#include "library/exporting.h"
#include "library/words_p.h"

#include <archive.h>
#include <archive_entry.h>

namespace hsf::library {

namespace {

la_ssize_t append(archive *, void *bytes, const void *data, size_t size)
{
    static_cast<QByteArray *>(bytes)->append(static_cast<const char *>(data), qsizetype(size));
    return la_ssize_t(size);
}

struct ZipFreed {
    void operator()(archive *zip) const { archive_write_free(zip); }
};
struct Freed {
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

/// Without a time: the format then writes the first one it knows, whatever the time zone.
bool addFile(archive *zip, const QByteArray &path, const QByteArray &bytes, bool executable)
{
    const std::unique_ptr<archive_entry, Freed> entry(archive_entry_new());
    archive_entry_set_pathname_utf8(entry.get(), path.constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), executable ? 0755 : 0644);
    archive_entry_set_size(entry.get(), bytes.size());
    return archive_write_header(zip, entry.get()) == ARCHIVE_OK
        && (bytes.isEmpty() || archive_write_data(zip, bytes.constData(), size_t(bytes.size())) == bytes.size());
}

} // namespace

Result<QByteArray> zipOf(const QList<StrictSkill> &skills)
{
    QByteArray bytes;
    const std::unique_ptr<archive, ZipFreed> zip(archive_write_new());
    archive_write_set_format_zip(zip.get());
    archive_write_set_options(zip.get(), "zip:hdrcharset=UTF-8,zip:compression=deflate");
    archive_write_set_bytes_per_block(zip.get(), 0);
    bool fine = archive_write_open2(zip.get(), &bytes, nullptr, append, nullptr, nullptr) == ARCHIVE_OK;
    for (const StrictSkill &skill : skills) {
        for (const auto &[path, content] : skill.files.asKeyValueRange()) {
            const QByteArray name = (skill.name + u'/' + path).toUtf8();
            fine = fine && addFile(zip.get(), name, content, skill.executables.contains(path));
        }
    }
    fine = fine && archive_write_close(zip.get()) == ARCHIVE_OK;
    if (!fine)
        return fail(Error::Kind::Storage,
                    Words::tr("the zip could not be made: %1").arg(QString::fromUtf8(archive_error_string(zip.get()))));
    return bytes;
}

} // namespace hsf::library
