// SPDX-License-Identifier: MIT
//
// Changes of every kind without a pause, chosen by dice among those that are possible now.
#include "drafts.h"

#include <QDir>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace hsf::faults {

using namespace changes;

namespace {

const QStringList ways{u"north-way"_s, u"east-way"_s, u"south-way"_s, u"west-way"_s};
/// More files make a longer checkout, and more of its moments are hit.
const QStringList manyFiles{u"references/facts.md"_s, u"references/heads.md"_s, u"references/pages.md"_s,
                            u"references/sums.md"_s};
const QString table = u"templates/table.md"_s;

struct Doing {
    QString kind;
    std::optional<Result<ChangeSet>> set; ///< nothing: it was not possible now
};

class Editor
{
public:
    Editor(const Work &work, quint32 seed)
        : m_work(work)
        , m_door(*work.stores.door)
        , m_dice(seed)
        , m_seed(seed)
    { }

    Doing next()
    {
        m_revision = u"%1-%2"_s.arg(m_seed).arg(++m_turn);
        Doing doing = m_dice.bounded(4) == 0 ? somethingBeside() : somethingOf(ways.at(m_dice.bounded(ways.size())));
        if (doing.set && *doing.set && (*doing.set)->state != State::Held)
            m_last = (*doing.set)->id;
        return doing;
    }

private:
    bool exists(const QString &below) const { return QFileInfo::exists(m_work.stores.libraryFolder() + u'/' + below); }
    Result<ChangeSet> submit(Origin origin, const QList<Operation> &operations)
    {
        return m_door.submit(by(origin, u"Change %1"_s.arg(m_revision), operations));
    }

    Doing somethingBeside()
    {
        switch (m_dice.bounded(5)) {
        case 0:
            return {u"memory"_s, submit(Origin::You, remembering(m_work, m_revision))};
        case 1:
            return {u"outside"_s, editByHand(m_work, m_revision)};
        case 2:
            return decide();
        case 3:
            return batch();
        default:
            return m_last ? Doing{u"undo"_s, m_door.undo(*std::exchange(m_last, {}))} : Doing{u"undo"_s};
        }
    }
    /// A review's change to a skill of the person's waits; she takes all of it, a part of it, or none.
    Doing decide()
    {
        if (!exists(u"yours/SKILL.md"_s))
            return {u"create"_s, submit(Origin::You, creating(u"yours"_s, {}, m_revision))};
        const auto held = submit(Origin::Review, patchingBothEnds(m_work, u"yours"_s, m_revision));
        if (!held || held->state != State::Held)
            return {u"hold"_s, held};
        m_work.ledger.noteHeld(*held);
        switch (m_dice.bounded(3)) {
        case 0:
            return {u"accept"_s, m_door.accept(held->id)};
        case 1:
            return {u"accept-part"_s,
                    m_door.accept(held->id, QMap<QString, QList<int>>{{u"skills/yours/SKILL.md"_s, {0}}})};
        default:
            return {u"reject"_s, m_door.reject(held->id, u"not now"_s)};
        }
    }
    /// Every skill that is there, at once.
    Doing batch()
    {
        QList<Operation> operations;
        for (const QString &way : ways)
            if (exists(way + u"/SKILL.md"_s))
                operations += patching(m_work, way, {manyFiles.first()}, m_revision);
        return operations.isEmpty() ? Doing{u"batch"_s} : Doing{u"batch"_s, submit(Origin::You, operations)};
    }

    Doing somethingOf(const QString &name)
    {
        const QString other = QString(name).replace(u"way"_s, u"road"_s);
        if (exists(u".archive/"_s + name + u"/SKILL.md"_s))
            return {u"restore"_s, submit(Origin::You, {RestoreSkill{name}})};
        if (exists(other + u"/SKILL.md"_s))
            return {u"rename"_s, submit(Origin::You, {RenameSkill{other, name}})};
        if (exists(name + u"/SKILL.md"_s))
            return changed(name, other);
        switch (m_dice.bounded(3)) {
        case 0:
            return {u"adopt"_s, submit(Origin::You, {adopting(m_work, name, m_revision)})};
        case 1:
            return {u"import"_s, submit(Origin::Imported, {importing(name)})};
        default:
            return {u"create"_s, submit(Origin::Review, creating(name, manyFiles, m_revision))};
        }
    }
    Doing changed(const QString &name, const QString &other)
    {
        switch (m_dice.bounded(12)) {
        case 0:
            return {u"archive"_s, submit(Origin::You, {ArchiveSkill{.skill = name, .reason = m_revision}})};
        case 1:
            return {u"rename"_s, submit(Origin::You, {RenameSkill{name, other}})};
        case 2:
            return {u"rename-file"_s, renamedFile(name)};
        case 3:
            return {u"write"_s, submit(Origin::You, {WriteFile{name, table, factsText(m_revision), {}}})};
        case 4:
            return exists(name + u'/' + table) ? Doing{u"remove"_s, submit(Origin::You, {RemoveFile{name, table, {}}})}
                                               : Doing{u"remove"_s};
        case 5:
            return {u"facts"_s,
                    submit(Origin::You, {SetFact{name, u"keep-until"_s, u"20%1-01-01"_s.arg(30 + m_turn % 60)}})};
        case 6:
            return {u"restore-to"_s, restored(name)};
        default:
            return {u"patch"_s, submit(Origin::You, patching(m_work, name, manyFiles, m_revision))};
        }
    }
    ImportSkill importing(const QString &name) const
    {
        ImportSkill import{.folder = name};
        import.files.insert(u"SKILL.md"_s, skillText(name, m_revision));
        for (const QString &file : manyFiles)
            import.files.insert(file, factsText(m_revision));
        return import;
    }
    Result<ChangeSet> renamedFile(const QString &name)
    {
        const QString from = u"references/facts.md"_s, to = u"references/notes.md"_s;
        const bool there = exists(name + u'/' + from);
        return submit(Origin::You, {RenameFile{name, there ? from : to, there ? to : from}});
    }
    Result<ChangeSet> restored(const QString &name)
    {
        const auto history = library::History::open(m_work.stores.home.history());
        const auto log = history ? (*history)->log(u"skills/"_s + name, 8) : std::unexpected(history.error());
        if (!log || log->isEmpty())
            return fail(Error::Kind::Refused, log ? u"it has no past"_s : log.error().message);
        return submit(Origin::You, {RestoreTo{u"skills/"_s + name, log->at(m_dice.bounded(log->size())).commit}});
    }

    const Work &m_work;
    Door &m_door;
    QRandomGenerator m_dice;
    quint32 m_seed;
    int m_turn = 0;
    QString m_revision;
    std::optional<ChangeSetId> m_last;
};

} // namespace

void giveUp(const Error &error)
{
    std::fprintf(stderr, "storage: %s\n", qPrintable(error.message));
    std::fflush(stderr);
    std::_Exit(4);
}

void note(const Work &work, const Result<ChangeSet> &set, const QString &kind)
{
    const bool applied = set && (set->state == State::Applied || set->state == State::PartlyApplied);
    if (applied || (set && set->state == State::Rejected))
        return work.ledger.noteSet(*set, kind);
    if (!set && set.error().kind == Error::Kind::Storage)
        giveUp(set.error());
    work.ledger.noteRefused(kind + u": "_s + (set ? set->why : set.error().message));
}

void editForEver(const Work &work, quint32 seed)
{
    Editor editor(work, seed);
    for (;;) {
        if (const Doing doing = editor.next(); doing.set)
            note(work, *doing.set, doing.kind);
    }
}

} // namespace hsf::faults
