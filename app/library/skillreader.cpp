// SPDX-License-Identifier: MIT
#include "library/skillreader.h"
#include "base/text.h"
#include "library/disk_p.h"
#include "library/leftalone_p.h"
#include "library/words_p.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>

namespace hsf::library {

namespace {

constexpr qint64 textLimit = 1 << 20;

/// Where the file lies without any link on the way, when that is in the skill as well; else empty.
QString placeInside(const QString &folder, const QString &path)
{
    const QString root = QFileInfo(folder).canonicalFilePath();
    const QString target = QFileInfo(folder + u'/' + path).canonicalFilePath();
    return !root.isEmpty() && target.startsWith(root + u'/') ? target : QString();
}

class Lister
{
public:
    explicit Lister(const QString &folder)
        : m_folder(folder)
    { }

    void list(const Descriptor &folder, const QByteArray &prefix, int depth)
    {
        for (const DirectoryEntry &entry : entriesOf(folder.get()).value_or(QList<DirectoryEntry>())) {
            if (leftAlone(entry.name, 1) || !entry.name.isValidUtf8())
                continue;
            const QByteArray path = prefix + entry.name;
            if (S_ISDIR(entry.info.st_mode) && depth < deepestFile) {
                const Descriptor child(
                    ::openat(folder.get(), entry.name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
                if (child.isOpen())
                    list(child, path + '/', depth + 1);
            } else {
                add(entry.info, QString::fromUtf8(path));
            }
        }
    }
    QList<FileInfo> takeFiles() { return std::move(m_files); }

private:
    void add(const struct stat &info, const QString &path)
    {
        if (S_ISREG(info.st_mode)) {
            m_files.append({path, info.st_size, true, (info.st_mode & S_IXUSR) != 0});
        } else if (S_ISLNK(info.st_mode) && !placeInside(m_folder, path).isEmpty()) {
            const QFileInfo target(m_folder + u'/' + path);
            if (target.isFile())
                m_files.append({path, target.size(), true, target.isExecutable()});
        }
    }

    QString m_folder;
    QList<FileInfo> m_files;
};

/// In path order; whether they are text is not asked yet.
QList<FileInfo> filesBelow(const QString &folder)
{
    Lister lister(folder);
    lister.list(Disk(folder).folder({}), {}, 0);
    QList<FileInfo> files = lister.takeFiles();
    std::ranges::sort(files, {}, &FileInfo::path);
    return files;
}

} // namespace

bool isSkillText(const QByteArray &bytes)
{
    return bytes.size() <= textLimit && isText(bytes);
}

QList<FileInfo> listSkillFiles(const QString &folder)
{
    QList<FileInfo> files = filesBelow(folder);
    for (FileInfo &file : files) {
        const Result<QByteArray> bytes = readSkillFile(folder, file.path, textLimit);
        file.text = bytes && isSkillText(*bytes);
    }
    return files;
}

Result<skill::SkillFiles> readSkill(const QString &folder)
{
    if (!Disk(folder).exists())
        return fail(Error::Kind::NotFound, Words::tr("the folder %1 cannot be read").arg(folder));
    skill::SkillFiles skill;
    for (const FileInfo &file : filesBelow(folder)) {
        const Result<QByteArray> bytes = readSkillFile(folder, file.path, textLimit);
        if (bytes && isSkillText(*bytes))
            skill.files.insert(file.path, *bytes);
        else
            skill.otherFiles.append(file.path);
    }
    return skill;
}

Result<QByteArray> readSkillFile(const QString &folder, const QString &path, qint64 limit)
{
    const QStringList parts = path.split(u'/');
    const bool plain = !path.contains(QChar(u'\0')) && std::ranges::none_of(parts, [](const QString &part) {
        return part.isEmpty() || part == u"." || part == u"..";
    });
    if (!plain)
        return fail(Error::Kind::Refused, Words::tr("\"%1\" is not the path of a file of this skill").arg(path));
    const QString canonical = placeInside(folder, path);
    if (canonical.isEmpty()) {
        return QFileInfo(folder + u'/' + path).isSymLink() || QFileInfo::exists(folder + u'/' + path)
            ? fail(Error::Kind::Refused, Words::tr("%1 is a link that leads out of the skill").arg(path))
            : fail(Error::Kind::NotFound, Words::tr("the skill has no file %1").arg(path));
    }
    // The canonical path has no links any more; O_NONBLOCK so that a pipe put there does not hold us.
    const Descriptor file(
        ::open(QFile::encodeName(canonical).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat info = {};
    if (!file.isOpen() || ::fstat(file.get(), &info) != 0)
        return systemError(path.toUtf8());
    if (!S_ISREG(info.st_mode))
        return fail(Error::Kind::Refused, Words::tr("%1 is not a plain file").arg(path));
    const auto bytes = readAll(file.get(), info.st_size, limit);
    if (!bytes && errno == EFBIG)
        return fail(Error::Kind::Refused, Words::tr("%1 is larger than %2 bytes").arg(path).arg(limit));
    if (!bytes)
        return systemError(path.toUtf8());
    return *bytes;
}

QString blobName(const QByteArray &bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData("blob " + QByteArray::number(bytes.size()) + '\0');
    hash.addData(bytes);
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace hsf::library
