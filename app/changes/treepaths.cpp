// SPDX-License-Identifier: MIT
#include "changes/treepaths.h"

namespace hsf::changes {

namespace {
constexpr QLatin1StringView skillsRoot{"skills/"};
constexpr QLatin1StringView archiveRoot{"skills/.archive/"};

/// The part after "skills/" or "skills/.archive/"; empty for memory.
QString belowRoot(const QString &treePath)
{
    if (treePath.startsWith(archiveRoot))
        return treePath.mid(archiveRoot.size());
    return treePath.startsWith(skillsRoot) ? treePath.mid(skillsRoot.size()) : QString();
}

bool isSupportFolder(const QString &name)
{
    static const QStringList folders = {QStringLiteral("references"), QStringLiteral("templates"),
                                        QStringLiteral("scripts"), QStringLiteral("assets"), QStringLiteral("evals")};
    return folders.contains(name);
}
} // namespace

QString skillFolder(const QString &id)
{
    return skillsRoot + id;
}

QString archiveFolder(const QString &id)
{
    return archiveRoot + id;
}

QString skillFile(const QString &id, const QString &file)
{
    return skillFolder(id) + u'/' + (file.isEmpty() ? QString(skillDocument) : file);
}

bool isArchived(const QString &treePath)
{
    return treePath.startsWith(archiveRoot);
}

std::optional<QString> documentOf(const QString &treePath)
{
    const QString below = belowRoot(treePath);
    if (!below.endsWith(u'/' + QString(skillDocument)))
        return std::nullopt;
    return below.chopped(skillDocument.size() + 1);
}

QString skillOf(const QString &treePath, const QSet<QString> &known)
{
    const QString below = belowRoot(treePath);
    for (QString folder = below.section(u'/', 0, -2); !folder.isEmpty(); folder = folder.section(u'/', 0, -2)) {
        if (known.contains(folder))
            return folder;
    }
    if (below.isEmpty())
        return {};
    if (const auto id = documentOf(treePath))
        return *id;
    const QStringList parts = below.split(u'/');
    const bool inCategory = parts.size() > 2 && !isSupportFolder(parts.at(1));
    return inCategory ? parts.at(0) + u'/' + parts.at(1) : parts.at(0);
}

QString fileWithin(const QString &treePath, const QString &skill)
{
    return belowRoot(treePath).mid(skill.size() + 1);
}

} // namespace hsf::changes
