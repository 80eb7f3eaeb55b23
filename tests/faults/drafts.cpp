// SPDX-License-Identifier: MIT
#include "drafts.h"

#include <QDir>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace hsf::faults {

using namespace changes;

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Draft by(Origin origin, const QString &reason, const QList<Operation> &operations)
{
    return {{.origin = origin}, reason, operations};
}

QList<Operation> creating(const QString &skill, const QStringList &files, const QString &revision)
{
    QList<Operation> operations{CreateSkill{skill, skillText(skill, revision)}};
    for (const QString &file : files)
        operations.append(WriteFile{skill, file, factsText(revision), {}});
    return operations;
}

QList<Operation> patching(const Work &work, const QString &skill, const QStringList &files, const QString &revision)
{
    const QString folder = work.stores.libraryFolder() + u'/' + skill + u'/';
    QList<Operation> operations;
    for (const QString &file : QStringList{u"SKILL.md"_s} + files)
        if (const QByteArray line = revisionLine(bytesOf(folder + file)); line.endsWith('\n'))
            operations.append(PatchFile{skill, file, line, "Revision " + revision.toUtf8() + ".\n"});
    return operations;
}

QList<Operation> patchingBothEnds(const Work &work, const QString &skill, const QString &revision)
{
    const QByteArray text = bytesOf(work.stores.libraryFolder() + u'/' + skill + u"/SKILL.md"_s);
    const qsizetype title = text.indexOf("\n# ") + 1;
    const QByteArray titleLine = text.mid(title, text.indexOf('\n', title) + 1 - title);
    const QByteArray lastLine = text.sliced(text.lastIndexOf('\n', -2) + 1);
    return {PatchFile{skill, {}, titleLine, "# Title " + revision.toUtf8() + '\n'},
            PatchFile{skill, {}, lastLine, "Add up the lines of " + revision.toUtf8() + ".\n"}};
}

QList<Operation> remembering(const Work &work, const QString &revision)
{
    using Edit = library::MemoryEdit;
    const QStringList entries = library::memoryEntries(bytesOf(work.stores.home.memories() + u"/USER.md"_s));
    const bool known
        = std::ranges::any_of(entries, [](const QString &entry) { return entry.startsWith(u"Counts to "); });
    const QString text = u"Counts to %1."_s.arg(revision);
    return {EditMemory{{known ? Edit{Edit::Action::Replace, library::MemoryFile::User, u"Counts to "_s, text}
                              : Edit{Edit::Action::Add, library::MemoryFile::User, {}, text}}}};
}

AdoptSkill adopting(const Work &work, const QString &skill, const QString &revision)
{
    const QString folder = work.folder + u"/source/"_s + skill;
    QDir().mkpath(folder + u"/references"_s);
    const auto put = [&](const QString &below, const QByteArray &bytes) {
        QFile file(folder + below);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            giveUp({Error::Kind::Storage, u"the other program could not write"_s});
    };
    put(u"/SKILL.md"_s, skillText(skill, revision));
    put(u"/references/facts.md"_s, factsText(revision));
    return {folder, skill};
}

Result<ChangeSet> editByHand(const Work &work, const QString &revision)
{
    const QString path = work.stores.libraryFolder() + u"/by-hand/SKILL.md"_s;
    const QString aside = work.stores.home.cache + u"/by-hand.new"_s;
    QDir().mkpath(QFileInfo(path).path());
    QFile file(aside);
    if (!file.open(QIODevice::WriteOnly) || file.write(skillText(u"by-hand"_s, revision)) < 0)
        giveUp({Error::Kind::Storage, u"the hand could not write"_s});
    file.close();
    if (std::rename(QFile::encodeName(aside).constData(), QFile::encodeName(path).constData()) != 0)
        giveUp({Error::Kind::Storage, u"the hand could not replace its file"_s});
    const auto recorded = work.stores.door->recordOutside({path});
    if (!recorded)
        return std::unexpected(recorded.error());
    if (*recorded)
        return **recorded;
    return fail(Error::Kind::Refused, u"somebody else recorded the edit"_s);
}

} // namespace hsf::faults
