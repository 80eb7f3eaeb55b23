// SPDX-License-Identifier: MIT
#include "tools/workpath.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace hsf::tools {

QString resolvedPath(const QString &path)
{
    // Part by part, as the kernel walks: ".." after a symlink means the parent of where it leads.
    QString resolved = u"/"_s;
    QStringList parts = QDir::isAbsolutePath(path)
        ? path.split(u'/', Qt::SkipEmptyParts)
        : QDir::current().absoluteFilePath(path).split(u'/', Qt::SkipEmptyParts);
    for (int links = 0; !parts.isEmpty();) {
        const QString part = parts.takeFirst();
        if (part == u".")
            continue;
        if (part == u"..") {
            resolved = QFileInfo(resolved).path();
            continue;
        }
        const QString next = resolved == u"/" ? resolved + part : resolved + u'/' + part;
        const QFileInfo info(next);
        if (!info.isSymLink() || ++links > 40) {
            resolved = next;
            continue;
        }
        const QString target = info.readSymLink();
        if (QDir::isAbsolutePath(target))
            resolved = u"/"_s;
        parts = target.split(u'/', Qt::SkipEmptyParts) + parts;
    }
    return resolved;
}

QString workPath(const QString &path, const QString &workspace)
{
    if (path.isEmpty() || path.contains(QChar(0)))
        return {};
    if (path == u"~" || path.startsWith(u"~/"_s))
        return resolvedPath(QDir::homePath() + path.sliced(1));
    if (QDir::isAbsolutePath(path))
        return resolvedPath(path);
    return workspace.isEmpty() ? QString() : resolvedPath(workspace + u'/' + path);
}

bool isWithin(const QString &path, const QString &folder)
{
    return !folder.isEmpty() && (path == folder || path.startsWith(folder == u"/" ? folder : folder + u'/'));
}

QString shownPath(const QString &path, const QString &workspace)
{
    return path != workspace && isWithin(path, workspace) ? path.sliced(workspace.size() + (workspace == u"/" ? 0 : 1))
                                                          : path;
}

} // namespace hsf::tools
