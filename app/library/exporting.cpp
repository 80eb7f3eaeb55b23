// SPDX-License-Identifier: MIT
//
// Written beside its place and synced, then moved there by one rename that refuses what is there already.
#include "library/exporting.h"
#include "library/disk_p.h"
#include "library/words_p.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

namespace hsf::library {

namespace {

Result<> checkExportable(const QList<StrictSkill> &skills)
{
    QSet<QString> names;
    for (const StrictSkill &skill : skills) {
        if (!skill.faults.isEmpty() || skill.name.isEmpty()) {
            const QString why
                = skill.faults.isEmpty() ? Words::tr("It has no name that can stay.") : skill.faults.first().message;
            return fail(Error::Kind::Refused, Words::tr("%1 breaks the specification: %2").arg(skill.name, why));
        }
        if (names.contains(skill.name))
            return fail(Error::Kind::Refused,
                        Words::tr("two of these skills are called %1; export them one by one").arg(skill.name));
        names << skill.name;
    }
    return skills.isEmpty() ? Result<>(fail(Error::Kind::Refused, Words::tr("no skill was named"))) : Result<>();
}

std::unexpected<Error> taken(const QString &path)
{
    return fail(Error::Kind::Refused,
                Words::tr("%1 is there already; say that it may be replaced, or choose another place").arg(path));
}

/// A folder of our own beside `target`, gone when this ends.
class Staging
{
public:
    explicit Staging(const QString &parent)
    {
        QByteArray name = QFile::encodeName(parent + QStringLiteral("/.hsf-export-XXXXXX"));
        if (::mkdtemp(name.data()))
            m_path = QFile::decodeName(name);
    }
    ~Staging()
    {
        if (!m_path.isEmpty())
            QDir(m_path).removeRecursively();
    }
    Staging(const Staging &) = delete;
    Staging &operator=(const Staging &) = delete;
    bool isMade() const { return !m_path.isEmpty(); }
    const QString &path() const { return m_path; }

private:
    QString m_path;
};

Result<> stage(const StrictSkill &skill, const QString &folder)
{
    const Disk disk(folder);
    QSet<QByteArray> folders;
    for (const auto &[path, bytes] : skill.files.asKeyValueRange()) {
        const QByteArray name = path.toUtf8();
        const auto staged = disk.stage(name, bytes, skill.executables.contains(path));
        if (!staged)
            return std::unexpected(staged.error());
        if (const auto placed = disk.replace(*staged, name); !placed)
            return placed;
        folders << splitPath(name).first;
    }
    for (const QByteArray &one : std::as_const(folders)) {
        if (const auto synced = disk.sync(one); !synced)
            return synced;
    }
    return {};
}

bool renamedTo(const QString &from, const QString &to, unsigned flags)
{
    return ::renameat2(AT_FDCWD, QFile::encodeName(from).constData(), AT_FDCWD, QFile::encodeName(to).constData(),
                       flags)
        == 0;
}

/// `from` takes the place `to`. With Replace the two change places, so that there is no moment without either; what was
/// there goes with the staging folder.
Result<> place(const QString &from, const QString &to, Overwrite overwrite)
{
    if (renamedTo(from, to, RENAME_NOREPLACE))
        return {};
    const bool there = QFileInfo(to).isSymLink() || QFileInfo::exists(to);
    if (there && overwrite == Overwrite::Refuse)
        return taken(to);
    if (there && renamedTo(from, to, RENAME_EXCHANGE))
        return {};
    // A file system that knows neither flag.
    if (!there && renamedTo(from, to, 0))
        return {};
    return std::unexpected(systemError(to.toUtf8()).error());
}

Result<> makeParent(const QString &folder)
{
    if (QDir().mkpath(folder))
        return {};
    return fail(Error::Kind::Storage,
                Words::tr("the folder %1 cannot be made; check who owns the folder above it").arg(folder));
}

} // namespace

Result<> exportToFolder(const QList<StrictSkill> &skills, const QString &out, Overwrite overwrite)
{
    if (const auto fine = checkExportable(skills); !fine)
        return fine;
    if (QFileInfo::exists(out) && !QFileInfo(out).isDir())
        return fail(Error::Kind::Refused, Words::tr("%1 is a file, not a folder").arg(out));
    for (const StrictSkill &skill : skills) {
        const QString target = out + u'/' + skill.name;
        if (overwrite == Overwrite::Refuse && (QFileInfo(target).isSymLink() || QFileInfo::exists(target)))
            return taken(target);
    }
    if (const auto made = makeParent(out); !made)
        return made;
    const Staging staging(out);
    if (!staging.isMade())
        return std::unexpected(systemError(out.toUtf8()).error());
    for (const StrictSkill &skill : skills) {
        const QString folder = staging.path() + u'/' + skill.name;
        if (!QDir().mkdir(folder))
            return std::unexpected(systemError(folder.toUtf8()).error());
        if (const auto staged = stage(skill, folder); !staged)
            return staged;
    }
    for (const StrictSkill &skill : skills) {
        if (const auto placed = place(staging.path() + u'/' + skill.name, out + u'/' + skill.name, overwrite); !placed)
            return placed;
    }
    return Disk(out).sync({});
}

Result<> exportToZip(const QList<StrictSkill> &skills, const QString &out, Overwrite overwrite)
{
    if (const auto fine = checkExportable(skills); !fine)
        return fine;
    if (QFileInfo(out).isDir())
        return fail(Error::Kind::Refused, Words::tr("%1 is a folder, not a file").arg(out));
    if (overwrite == Overwrite::Refuse && (QFileInfo(out).isSymLink() || QFileInfo::exists(out)))
        return taken(out);
    const auto bytes = zipOf(skills);
    if (!bytes)
        return std::unexpected(bytes.error());
    const QString parent = QFileInfo(out).absolutePath();
    if (const auto made = makeParent(parent); !made)
        return made;
    const Staging staging(parent);
    if (!staging.isMade())
        return std::unexpected(systemError(parent.toUtf8()).error());
    const Disk disk(staging.path());
    const auto staged = disk.stage("zip", *bytes, false);
    if (!staged)
        return std::unexpected(staged.error());
    return place(staging.path() + u'/' + QString::fromUtf8(*staged), out, overwrite).and_then([&] {
        return Disk(parent).sync({});
    });
}

} // namespace hsf::library
