// SPDX-License-Identifier: MIT
#include "library/package.h"
#include "library/leftalone_p.h"
#include "library/package_p.h"
#include "library/words_p.h"

#include <QFileInfo>

namespace hsf::library {

bool isForeignFolder(const QString &name)
{
    return name != u".archive" && leftAlone(name.toUtf8(), 1);
}

std::unexpected<Error> tooLarge(const PackageLimits &limits)
{
    return fail(Error::Kind::Refused,
                Words::tr("its skills hold more than %1 MiB; import it in parts").arg(limits.totalBytes >> 20));
}

std::unexpected<Error> tooMany(const PackageLimits &limits)
{
    return fail(Error::Kind::Refused,
                Words::tr("it holds more than %1 files and folders; import it in parts").arg(limits.entries));
}

Result<Package> readPackage(const QString &path, const Reading &reading)
{
    const QFileInfo info(path);
    if (path.isEmpty() || !info.exists())
        return fail(Error::Kind::NotFound, Words::tr("there is no file or folder %1").arg(path));
    const auto raw
        = info.isDir() ? rawFolder(info.absoluteFilePath(), reading) : rawArchive(info.absoluteFilePath(), reading);
    if (!raw)
        return std::unexpected(raw.error());
    Package package = laidOut(*raw);
    if (package.skills.isEmpty() && package.memory.isEmpty()) {
        const QString why = package.problems.isEmpty() ? QString() : u' ' + package.problems.join(u' ');
        return fail(Error::Kind::NotFound,
                    Words::tr("there is no skill in %1: no folder with a file SKILL.md.%2").arg(path, why));
    }
    return package;
}

Result<PackagedSkill> readWholeSkill(const QString &folder, const PackageLimits &limits)
{
    const auto raw = rawFolder(folder, {.limits = limits});
    if (!raw)
        return std::unexpected(raw.error());
    const Package package = laidOut(*raw);
    const auto found = std::ranges::find(package.skills, QString(), &PackagedSkill::from);
    if (found == package.skills.end())
        return fail(Error::Kind::NotFound, Words::tr("%1 is not a skill: it has no SKILL.md").arg(folder));
    return *found;
}

} // namespace hsf::library
