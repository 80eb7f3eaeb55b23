// SPDX-License-Identifier: MIT
#include "library/sources.h"

#include "library/words_p.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace hsf::library {

namespace {

struct KnownPlace {
    const char *below, *program;
};
constexpr KnownPlace ofAPerson[] = {{".claude/skills", "Claude Code"}, {".codex/skills", "Codex"}, {".agents/skills", "shared agents"}, {".hermes/skills", "Hermes"}};
constexpr KnownPlace ofAProject[] = {{".claude/skills", "Claude Code"}, {".agents/skills", "shared agents"}};

int skillsIn(const QString &folder)
{
    return int(scanLibrary(folder, {}, nullptr)->skills.size());
}

bool holds(const QString &outer, const QString &inner)
{
    return inner == outer || inner.startsWith(outer + u'/');
}

/// Links resolved as far as the path exists.
QString resolved(const QString &folder)
{
    QString above = QDir::cleanPath(folder), rest;
    while (!QFileInfo::exists(above) && above.contains(u'/') && above.size() > 1) {
        rest.prepend(above.sliced(above.lastIndexOf(u'/')));
        above = above.first(std::max<qsizetype>(above.lastIndexOf(u'/'), 1));
    }
    const QString canonical = QFileInfo(above).canonicalFilePath();
    return QDir::cleanPath((canonical.isEmpty() ? above : canonical) + rest);
}

} // namespace

QList<SkillFolder> knownSkillFolders(const QString &home, const QString &project)
{
    QList<SkillFolder> found;
    const auto add = [&found](const QString &folder, const QString &program) {
        if (QFileInfo(folder).isDir() && std::ranges::find(found, folder, &SkillFolder::folder) == found.end())
            found.append({folder, program, skillsIn(folder)});
    };
    for (const KnownPlace &known : ofAPerson)
        add(QDir::cleanPath(home + u'/' + QLatin1StringView(known.below)), QLatin1StringView(known.program));
    for (const KnownPlace &known : ofAProject) {
        if (!project.isEmpty())
            add(QDir::cleanPath(project + u'/' + QLatin1StringView(known.below)),
                Words::tr("%1, in %2").arg(QLatin1StringView(known.program), QFileInfo(project).fileName()));
    }
    return found;
}

QString sourceName(const QString &folder)
{
    const QString path = QDir::cleanPath(folder);
    for (const KnownPlace &known : ofAPerson) {
        if (!path.endsWith(u'/' + QLatin1StringView(known.below)))
            continue;
        const QString owner = path.chopped(1 + qsizetype(qstrlen(known.below)));
        const QString program = QLatin1StringView(known.program);
        return owner == QDir::homePath() ? program : Words::tr("%1, in %2").arg(program, QFileInfo(owner).fileName());
    }
    return QFileInfo(path).fileName();
}

PlacePreview previewPlace(const QString &folder, const LibrarySnapshot &today, const QStringList &reserved)
{
    PlacePreview preview{.folder = QDir::cleanPath(folder)};
    const QFileInfo info(preview.folder);
    preview.exists = info.isDir();
    preview.writable = preview.exists ? info.isWritable() : QFileInfo(info.path()).isWritable();
    const QString path = resolved(preview.folder);
    for (const QString &own : reserved) {
        if (holds(path, resolved(own)) || holds(resolved(own), path))
            preview.refusal = Words::tr("The program keeps its own things in %1; the library cannot lie there or hold it.").arg(own);
    }
    if (info.exists() && !preview.exists)
        preview.refusal = Words::tr("%1 is not a folder.").arg(preview.folder);
    else if (path == u"/" || path == QFileInfo(QDir::homePath()).canonicalFilePath())
        preview.refusal = Words::tr("%1 holds much that is not skills; choose or make a folder below it.").arg(preview.folder);
    else if (path == resolved(today.root))
        preview.refusal = Words::tr("%1 is the library already.").arg(preview.folder);
    else if (preview.refusal.isEmpty() && !preview.writable)
        preview.refusal = Words::tr("%1 may not be written by you.").arg(preview.folder);
    for (const KnownPlace &known : ofAPerson) {
        if (preview.folder.endsWith(u'/' + QLatin1StringView(known.below)))
            preview.program = QLatin1StringView(known.program);
    }
    if (!preview.refusal.isEmpty() || !preview.exists)
        return preview;
    const SnapshotPtr there = scanLibrary(preview.folder, {}, nullptr);
    QSet<QString> ids;
    for (const SkillEntry &entry : there->skills) {
        ids.insert(entry.id.toString());
        preview.files += entry.fileCount;
        ++(entry.archived ? preview.archived : preview.skills);
    }
    preview.problems = there->problems;
    for (const SkillEntry &entry : today.skills) {
        if (entry.source.isEmpty() && !ids.contains(entry.id.toString()))
            preview.leftBehind.append(entry.id.toString());
    }
    return preview;
}

} // namespace hsf::library
