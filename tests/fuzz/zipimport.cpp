// SPDX-License-Identifier: MIT
//
// An archive from anywhere: it is refused with a sentence, or what comes out of it stays inside its skills and its
// limits.
#include "fuzz/targets.h"
#include "library/package.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

namespace hsf::fuzz {

namespace {

constexpr library::PackageLimits limits{
    .entries = 200, .fileBytes = 1 << 16, .totalBytes = 1 << 18, .ratio = 20, .ratioFrom = 1 << 14};

/// A file of this process, in memory where the system has that.
QString fileWith(const QByteArray &bytes)
{
    const QString folder = QFile::exists(QStringLiteral("/dev/shm")) ? QStringLiteral("/dev/shm") : QDir::tempPath();
    QFile file(folder + QStringLiteral("/hsf-fuzz-%1.zip").arg(::getpid()));
    expect(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size(),
           "the archive can be written");
    return file.fileName();
}

bool isInside(const QString &path)
{
    return !path.isEmpty() && !path.startsWith(u'/') && !path.contains(QChar(0)) && QDir::cleanPath(path) == path
        && path != QStringLiteral("..") && !path.startsWith(QStringLiteral("../"));
}

} // namespace

void zipImport(const QByteArray &input)
{
    const QString path = fileWith(input);
    const auto package = library::readPackage(path, {.limits = limits});
    QFile::remove(path);
    if (!package)
        return expect(!package.error().message.isEmpty(), "a refusal says why");
    qint64 bytes = 0;
    for (const library::PackagedSkill &skill : package->skills) {
        expect(skill.id.isEmpty() || isInside(skill.id), "a skill has its place in the library");
        for (const auto &[file, content] : skill.files.asKeyValueRange()) {
            expect(isInside(file), "a file lies in its skill");
            expect(content.size() <= limits.fileBytes, "a file is not larger than allowed");
            bytes += content.size();
        }
        for (const QString &file : skill.executables)
            expect(skill.files.contains(file), "an executable is one of the files");
    }
    expect(bytes <= limits.totalBytes, "all together is not larger than allowed");
}

} // namespace hsf::fuzz
