// SPDX-License-Identifier: MIT
#include "work.h"

#include "texts.h"

#include <QDir>
#include <QFile>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace hsf::faults {

using namespace changes;

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Draft by(Origin origin, const QString &reason, const QList<Operation> &operations)
{
    return {{.origin = origin}, reason, operations};
}

const QStringList oneFile{u"references/facts.md"_s};
/// More files make a longer checkout, and more of its moments are hit.
const QStringList manyFiles{u"references/facts.md"_s, u"references/heads.md"_s, u"references/pages.md"_s,
                            u"references/sums.md"_s};

/// SKILL.md and these files, by patches of the one line that tells revisions apart.
QList<Operation> patching(const Work &work, const QString &skill, const QStringList &files, const QString &nonce)
{
    const QString folder = work.stores.libraryFolder() + u'/' + skill + u'/';
    QList<Operation> operations;
    for (const QString &file : QStringList{u"SKILL.md"_s} + files)
        operations.append(
            PatchFile{skill, file, revisionLine(read(folder + file)), "Revision " + nonce.toUtf8() + ".\n"});
    return operations;
}

QList<Operation> creating(const QString &skill, const QStringList &files, const QString &nonce)
{
    QList<Operation> operations{CreateSkill{skill, skillText(skill, nonce)}};
    for (const QString &file : files)
        operations.append(WriteFile{skill, file, factsText(nonce), {}});
    return operations;
}

QList<Operation> remember(const Work &work, const QString &nonce)
{
    const QStringList entries = library::memoryEntries(read(work.stores.home.memories() + u"/USER.md"_s));
    const bool known
        = std::ranges::any_of(entries, [](const QString &entry) { return entry.startsWith(u"Counts to "); });
    const QString text = u"Counts to %1."_s.arg(nonce);
    return {EditMemory{
        {known ? library::MemoryEdit{library::MemoryEdit::Action::Replace, library::MemoryFile::User, u"Counts to "_s,
                                     text}
               : library::MemoryEdit{library::MemoryEdit::Action::Add, library::MemoryFile::User, {}, text}}}};
}

/// As another program would: whole, then announced.
Result<std::optional<ChangeSet>> editByHand(const Work &work, const QString &nonce)
{
    const QString path = work.stores.libraryFolder() + u"/by-hand/SKILL.md"_s;
    const QString aside = work.stores.home.cache + u"/by-hand.new"_s;
    QDir().mkpath(QFileInfo(path).path());
    QFile file(aside);
    if (!file.open(QIODevice::WriteOnly) || file.write(skillText(u"by-hand"_s, nonce)) < 0)
        giveUp({Error::Kind::Storage, u"the hand could not write"_s});
    file.close();
    if (std::rename(QFile::encodeName(aside).constData(), QFile::encodeName(path).constData()) != 0)
        giveUp({Error::Kind::Storage, u"the hand could not replace its file"_s});
    return work.stores.door->recordOutside({path});
}

} // namespace

void giveUp(const Error &error)
{
    std::fprintf(stderr, "storage: %s\n", qPrintable(error.message));
    std::fflush(stderr);
    std::_Exit(4);
}

void note(const Work &work, const Result<ChangeSet> &set)
{
    if (set && set->state == State::Applied)
        return work.ledger.noteSet(*set);
    if (!set && set.error().kind == Error::Kind::Storage)
        giveUp(set.error());
    work.ledger.noteRefused(set ? set->why : set.error().message);
}

Result<ChangeSet> once(const Work &work, const QString &what, const QString &nonce)
{
    Door &door = *work.stores.door;
    if (what == u"create")
        return door.submit(by(Origin::Review, u"Create"_s, creating(u"made-"_s + nonce, oneFile, nonce)));
    if (what == u"patch")
        return door.submit(by(Origin::Review, u"Patch"_s, patching(work, u"patched"_s, oneFile, nonce)));
    if (what == u"archive")
        return door.submit(by(Origin::You, u"Archive"_s, {ArchiveSkill{.skill = u"old"_s, .reason = nonce}}));
    if (what == u"memory")
        return door.submit(by(Origin::You, u"Remember"_s, remember(work, nonce)));
    return fail(Error::Kind::Malformed, u"nobody knows how to \"%1\""_s.arg(what));
}

void editForEver(const Work &work, quint32 seed)
{
    static const QStringList names{u"north-way"_s, u"east-way"_s, u"south-way"_s, u"west-way"_s};
    QRandomGenerator dice(seed);
    Door &door = *work.stores.door;
    std::optional<ChangeSetId> last;
    for (int turn = 0;; ++turn) {
        const QString nonce = u"%1-%2"_s.arg(seed).arg(turn);
        const QString name = names.at(dice.bounded(names.size()));
        const auto exists = [&](const QString &below) {
            return QFileInfo::exists(work.stores.libraryFolder() + below + name + u"/SKILL.md"_s);
        };
        const int side = dice.bounded(12);
        Result<ChangeSet> set = fail(Error::Kind::Refused, u"there was nothing to undo"_s);
        if (side == 0) {
            set = door.submit(by(Origin::You, u"Remember"_s, remember(work, nonce)));
        } else if (side == 1) {
            const auto outside = editByHand(work, nonce);
            set = !outside ? std::unexpected(outside.error()) : *outside ? Result<ChangeSet>(**outside) : set;
        } else if (side == 2) {
            if (last)
                set = door.undo(*std::exchange(last, std::nullopt));
        } else if (exists(u"/.archive/"_s)) {
            set = door.submit(by(Origin::You, u"Restore"_s, {RestoreSkill{name}}));
        } else if (!exists(u"/"_s)) {
            set = door.submit(by(Origin::Review, u"Create"_s, creating(name, manyFiles, nonce)));
        } else if (side == 3) {
            set = door.submit(by(Origin::You, u"Archive"_s, {ArchiveSkill{.skill = name, .reason = nonce}}));
        } else {
            set = door.submit(by(Origin::Review, u"Patch"_s, patching(work, name, manyFiles, nonce)));
        }
        note(work, set);
        if (set && side > 2)
            last = set->id;
    }
}

} // namespace hsf::faults
