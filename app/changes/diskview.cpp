// SPDX-License-Identifier: MIT
#include "changes/diskview.h"
#include "changes/drafting.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"
#include "library/skillreader.h"

#include <QFileInfo>

namespace hsf::changes {

namespace {
/// Every file of a folder with its bytes, named `prefix` + its path below it.
Result<QMap<QString, FileState>> wholeFolder(const QString &folder, const QString &prefix)
{
    QMap<QString, FileState> files;
    qint64 left = maxMovedBytes + 1; // what is over it is refused with a sentence by who moves it
    for (const library::FileInfo &info : library::listSkillFiles(folder)) {
        auto bytes = library::readSkillFile(folder, info.path, left);
        if (!bytes)
            return std::unexpected(bytes.error());
        left = std::max<qint64>(1, left - bytes->size());
        files.insert(prefix + info.path, {*std::move(bytes), info.executable});
    }
    return files;
}
} // namespace

Result<std::optional<FileState>> DiskView::file(const QString &treePath) const
{
    const QString path = m_place.fileOf(treePath);
    const QFileInfo info(path);
    if (!info.exists() || info.isDir())
        return std::optional<FileState>();
    const bool memory = treePath.startsWith(u"memories/");
    const QString root = memory ? m_place.memories : m_place.skills;
    const QString below = treePath.section(u'/', 1);
    auto bytes = library::readSkillFile(root, below, maxMovedBytes);
    if (!bytes)
        return std::unexpected(bytes.error());
    return FileState{*std::move(bytes), info.permission(QFile::ExeOwner)};
}

Result<QMap<QString, FileState>> DiskView::filesBelow(const QString &treeFolder) const
{
    return wholeFolder(m_place.fileOf(treeFolder), treeFolder + u'/');
}

bool DiskView::hasFolder(const QString &treePath) const
{
    // What other programs keep there (a clone's .git) does not make it ours.
    const QString folder = m_place.fileOf(treePath);
    return QFileInfo(folder).isDir() && !library::listSkillFiles(folder).isEmpty();
}

Result<QStringList> DiskView::skills() const
{
    auto ids = m_facts.skills();
    if (!ids)
        return ids;
    // Skills that appeared and were not recorded yet: a look into the root and one level of categories.
    const QDir root(m_place.skills);
    const auto add = [&](const QString &id) {
        if (QFileInfo::exists(root.filePath(id + u'/' + skillDocument)) && !ids->contains(id))
            ids->append(id);
    };
    for (const QString &name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        add(name);
        if (!QFileInfo::exists(root.filePath(name + u'/' + skillDocument))) {
            for (const QString &child : QDir(root.filePath(name)).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
                add(name + u'/' + child);
        }
    }
    return ids;
}

Result<QMap<QString, FileState>> DiskView::sourceFolder(const QString &folder) const
{
    if (!QFileInfo(folder).isDir())
        return fail(Error::Kind::NotFound, Words::tr("there is no folder %1").arg(folder));
    return wholeFolder(folder, QString());
}

Result<QMap<QString, std::optional<FileState>>> DiskView::differentAt(const QString &commit,
                                                                      const QString &treePath) const
{
    if (!m_history)
        return LibraryView::differentAt(commit, treePath);
    const auto deltas = m_history->compare(m_history->head(), commit, treePath);
    if (!deltas)
        return std::unexpected(deltas.error());
    QMap<QString, std::optional<FileState>> files;
    for (const library::FileDelta &delta : *deltas) {
        if (delta.link) // links are kept in the history, never written
            continue;
        std::optional<FileState> &state = files[delta.path];
        if (delta.after.isEmpty())
            continue;
        auto bytes = m_history->blob(delta.after);
        if (!bytes)
            return std::unexpected(bytes.error());
        state = FileState{*std::move(bytes), delta.executable};
    }
    return files;
}

} // namespace hsf::changes
