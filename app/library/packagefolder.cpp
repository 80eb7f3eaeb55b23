// SPDX-License-Identifier: MIT
//
// A folder's skills as raw files. Only what lies below a SKILL.md is opened, and what Hermes knows beside it: a home
// may hold much more. No symbolic link is followed.
#include "library/disk_p.h"
#include "library/leftalone_p.h"
#include "library/package_p.h"
#include "library/words_p.h"

#include <QFileInfo>

#include <fcntl.h>

namespace hsf::library {

namespace {

class FolderReader
{
public:
    FolderReader(const QString &path, const Reading &reading)
        : m_root(path)
        , m_reading(reading)
    { }

    Result<RawPackage> read();

private:
    Result<> folder(const Descriptor &folder, const QByteArray &path, int depth, bool insideSkill);
    Result<> entry(const Descriptor &folder, const DirectoryEntry &entry, const QByteArray &path, int depth,
                   bool insideSkill);
    Result<> file(const Descriptor &folder, const DirectoryEntry &entry, const QByteArray &path);
    Result<> memories();
    bool isHermesHome() const;
    static bool isOpenedFolder(const QByteArray &name, int depth, bool insideSkill);

    Disk m_root;
    const Reading &m_reading;
    RawPackage m_raw;
    int m_entries = 0;
    qint64 m_bytes = 0;
};

/// A home has its skills beside memories, settings or the state of its skills.
bool FolderReader::isHermesHome() const
{
    const auto document = m_root.read("SKILL.md");
    if (!m_root.folder("skills").isOpen() || (document && document->kind == DiskFile::Kind::File))
        return false;
    if (m_root.folder("memories").isOpen() || m_root.folder("skills/.archive").isOpen())
        return true;
    return std::ranges::any_of(std::array{"config.yaml", "skills/.usage.json", "skills/.bundled_manifest"},
                               [&](const char *name) {
                                   const auto file = m_root.read(name);
                                   return file && file->kind == DiskFile::Kind::File;
                               });
}

/// Outside of skills, dot folders are other programs' own but for those that hold skills.
bool FolderReader::isOpenedFolder(const QByteArray &name, int depth, bool insideSkill)
{
    if (isForeignFolder(QString::fromUtf8(name)))
        return false;
    const bool holdsSkills = name == ".archive" || name == ".claude" || name == ".codex" || name == ".agents";
    return (insideSkill || holdsSkills || !name.startsWith('.')) && depth < deepestFile;
}

Result<> FolderReader::file(const Descriptor &folder, const DirectoryEntry &entry, const QByteArray &path)
{
    RawFile raw{.path = QString::fromUtf8(path), .executable = (entry.info.st_mode & S_IXUSR) != 0};
    if (S_ISLNK(entry.info.st_mode)) {
        raw.leftOut = Words::tr("%1 is a symbolic link").arg(raw.path);
    } else if (!S_ISREG(entry.info.st_mode)) {
        raw.leftOut = Words::tr("%1 is a device, a pipe or a socket").arg(raw.path);
    } else {
        const Descriptor opened(
            ::openat(folder.get(), entry.name.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        const auto bytes
            = opened.isOpen() ? readAll(opened.get(), entry.info.st_size, m_reading.limits.fileBytes) : std::nullopt;
        if (bytes)
            raw.bytes = *bytes;
        else if (errno == EFBIG)
            raw.leftOut = Words::tr("%1 is larger than %2 MiB").arg(raw.path).arg(m_reading.limits.fileBytes >> 20);
        else
            raw.leftOut = Words::tr("%1 could not be read (%2)").arg(raw.path, systemMessage(errno));
    }
    m_bytes += raw.bytes.size();
    m_raw.files << raw;
    if (m_reading.progress && m_raw.files.size() % 64 == 0)
        m_reading.progress(int(m_raw.files.size()), 0);
    return m_bytes > m_reading.limits.totalBytes ? Result<>(tooLarge(m_reading.limits)) : Result<>();
}

Result<> FolderReader::entry(const Descriptor &parent, const DirectoryEntry &entry, const QByteArray &path, int depth,
                             bool insideSkill)
{
    if (!entry.name.isValidUtf8()) {
        m_raw.problems << Words::tr("The name of %1 is not valid UTF-8; it was left out.").arg(QString::fromUtf8(path));
        return {};
    }
    if (!S_ISDIR(entry.info.st_mode)) {
        const bool wanted = insideSkill || entry.name == ".usage.json" || (depth > 0 && entry.name == "DESCRIPTION.md");
        const QString target = m_root.root() + u'/' + QString::fromUtf8(path);
        if (!wanted && S_ISLNK(entry.info.st_mode) && QFileInfo::exists(target + QStringLiteral("/SKILL.md"))) {
            m_raw.problems << Words::tr("%1 is a link to %2, which was not followed; import that folder itself.")
                                  .arg(QString::fromUtf8(path), QFileInfo(target).canonicalFilePath());
        }
        return wanted ? file(parent, entry, path) : Result<>();
    }
    if (!isOpenedFolder(entry.name, depth, insideSkill))
        return {};
    const Descriptor child(
        ::openat(parent.get(), entry.name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (child.isOpen())
        return folder(child, path, depth + 1, insideSkill);
    m_raw.problems << Words::tr("%1 could not be read: %2.").arg(QString::fromUtf8(path), systemMessage(errno));
    return {};
}

Result<> FolderReader::folder(const Descriptor &folder, const QByteArray &path, int depth, bool insideSkill)
{
    if (m_reading.stopped && m_reading.stopped())
        return fail(Error::Kind::Cancelled, Words::tr("stopped"));
    auto entries = entriesOf(folder.get());
    if (!entries) {
        m_raw.problems << Words::tr("%1 could not be read: %2.").arg(QString::fromUtf8(path), systemMessage(errno));
        return {};
    }
    m_entries += int(entries->size());
    if (m_entries > m_reading.limits.entries)
        return tooMany(m_reading.limits);
    std::ranges::sort(*entries, {}, &DirectoryEntry::name);
    const bool isSkill = std::ranges::any_of(
        *entries, [](const DirectoryEntry &one) { return one.name == "SKILL.md" && S_ISREG(one.info.st_mode); });
    for (const DirectoryEntry &one : std::as_const(*entries)) {
        const auto done
            = entry(folder, one, path.isEmpty() ? one.name : path + '/' + one.name, depth, insideSkill || isSkill);
        if (!done)
            return done;
    }
    return {};
}

Result<> FolderReader::memories()
{
    const Descriptor folder = m_root.folder("memories");
    for (const DirectoryEntry &one :
         folder.isOpen() ? entriesOf(folder.get()).value_or(QList<DirectoryEntry>()) : QList<DirectoryEntry>()) {
        if (one.name != "MEMORY.md" && one.name != "USER.md")
            continue;
        if (const auto done = file(folder, one, "memories/" + one.name); !done)
            return done;
    }
    return {};
}

Result<RawPackage> FolderReader::read()
{
    const Descriptor root = m_root.folder({});
    if (!root.isOpen())
        return std::unexpected(systemError(m_root.root().toUtf8()).error());
    m_raw.place = m_root.root();
    m_raw.name = QFileInfo(m_root.root()).canonicalFilePath().section(u'/', -1);
    if (!isHermesHome())
        return folder(root, {}, 0, false).transform([&] { return std::move(m_raw); });
    m_raw.kind = Package::Kind::HermesHome;
    return folder(m_root.folder("skills"), "skills", 1, false).and_then([&] { return memories(); }).transform([&] {
        return std::move(m_raw);
    });
}

} // namespace

Result<RawPackage> rawFolder(const QString &path, const Reading &reading)
{
    return FolderReader(path, reading).read();
}

} // namespace hsf::library
