// SPDX-License-Identifier: MIT
//
// The commit is the truth; here the stores follow it. One SQLite transaction for each commit: made ready while the commit
// and its few files are put on the disk, ended when they are there; where much is written, begun after it.
#include "changes/door_p.h"
#include "changes/replay.h"
#include "changes/setjson.h"
#include "changes/sides.h"
#include "changes/thinning.h"
#include "changes/trailers.h"
#include "journal/journal.h"

#include <QLoggingCategory>

namespace hsf::changes {

Q_LOGGING_CATEGORY(changesLog, "hsf.changes", QtWarningMsg)

namespace {
constexpr int batch = 50; ///< commits recorded in one transaction when there are many

QList<library::FileEdit> editsOf(const ChangeSet &set)
{
    QList<library::FileEdit> edits;
    for (const FileChange &file : set.files)
        edits << library::FileEdit{file.path, file.base, file.result, file.executable};
    return edits;
}

/// Commits after `seen`, oldest first; all of them when it is not among them.
Result<QList<library::Revision>> revisionsAfter(const library::History &history, const QString &seen)
{
    for (int limit = 8;; limit *= 16) {
        auto log = history.log({}, limit);
        if (!log)
            return log;
        const auto known = std::ranges::find(*log, seen, &library::Revision::commit);
        if (known == log->end() && log->size() == limit)
            continue;
        log->erase(known, log->end());
        std::ranges::reverse(*log);
        return log;
    }
}
} // namespace

Result<ChangeSet> Door::Private::apply(ChangeSet set, State state, Known known)
{
    const ChangeSetId id = set.id;
    const QList<library::FileEdit> edits = editsOf(set);
    const QByteArray told = noteOf(set);
    // A change too large for a note is stored before, so that a crash in between loses nothing. A power cut may; then
    // nothing was acknowledged.
    const Parts parts = known == Known::No && !library::Writer::keepsNote(edits, told) ? Parts::Stored : Parts::New;
    if (parts == Parts::Stored) {
        if (const auto stored = database->transaction([&] { return sets.save(set); }, MayLose::Newest); !stored)
            return std::unexpected(stored.error());
    }
    step("set-stored");
    set.state = state;
    set.decided = clock.now();
    const auto revisionOf = [&set](const library::Written &written) {
        library::RevisionIndex::NewRevision revision{
            written.commit, written.parent, false, set.decided.toSecsSinceEpoch(), {}};
        for (const auto &[path, blob] : written.blobs.asKeyValueRange())
            revision.paths << library::RevisionIndex::PathBlob{path, blob};
        return revision;
    };
    std::optional<Result<>> recorded;
    const auto written = writer->write(edits, commitText(set, set.decided), told, [&](const auto &now, const auto &done) {
        set.commit = now.commit;
        recorded = record(set, parts, revisionOf(now), MayLose::Newest, done);
    });
    if (!written) {
        // What the writer had to record, or could not take back, is in the history; this set may be as well.
        if (const auto caughtUp = catchUp(); !caughtUp)
            return std::unexpected(caughtUp.error());
        const auto now = sets.set(id);
        if (now && now->state == state)
            return now;
        if (now && now->state == State::Drafted)
            std::ignore = sets.drop(id);
        return std::unexpected(written.error());
    }
    set.commit = written->commit;
    for (const QString &commit : written->outsideCommits) {
        const auto revision = history->revision(commit);
        const auto absorbed = revision ? absorb(*revision) : Result<>(std::unexpected(revision.error()));
        if (!absorbed) { // in their order, or the later one would hide that this one is missing: catchUp() does both
            qCWarning(changesLog) << absorbed.error().message;
            return set;
        }
    }
    // The set is applied whatever comes now: if it cannot be recorded, catchUp() does so from the commit. So it does
    // after a power cut: all that is recorded here follows from commit and note, which are on the disk, and the note
    // stays until the database is as well (Door::settle). One sync is enough for both.
    if (!recorded)
        recorded = record(set, parts, revisionOf(*written), written->isNoteKept ? MayLose::Newest : MayLose::Nothing);
    if (!*recorded)
        qCWarning(changesLog) << recorded->error().message;
    step("set-recorded");
    return set;
}

Result<ChangeSet> Door::Private::settle(ChangeSet set, State state, const QString &why)
{
    set.state = state;
    set.why = why;
    set.decided = state == State::Held ? QDateTime() : clock.now();
    const auto stored = database->transaction([&] { return sets.save(set).and_then([&] { return note(set); }); });
    if (!stored)
        return std::unexpected(stored.error());
    news << set;
    return set;
}

Result<> Door::Private::record(const ChangeSet &set, Parts parts, const library::RevisionIndex::NewRevision &revision,
                               MayLose mayLose, const std::function<Result<>()> &done)
{
    const qsizetype toldBefore = news.size();
    const auto recorded = database->transaction(
        [&]() -> Result<> {
            if (const auto saved = parts == Parts::Stored ? sets.saveState(set) : sets.save(set); !saved)
                return saved;
            if (const auto indexed = revisions.append(revision); !indexed)
                return indexed;
            if (const auto known = facts.apply(set, set.decided); !known)
                return known;
            if (set.undoes) {
                if (const auto marked = markUndone(*set.undoes, set.id); !marked)
                    return marked;
            }
            if (const auto seen = sets.setSeenCommit(set.commit); !seen)
                return seen;
            if (const auto noted = note(set); !noted)
                return noted;
            return done ? done() : Result<>();
        },
        mayLose);
    if (recorded)
        news << set;
    else
        news.remove(toldBefore, news.size() - toldBefore);
    return recorded;
}

Result<> Door::Private::markUndone(const ChangeSetId &id, const std::optional<ChangeSetId> &by)
{
    auto set = sets.set(id);
    if (!set)
        return set.error().kind == Error::Kind::NotFound ? Result<>() : std::unexpected(set.error());
    set->state = by ? State::Undone : State::Applied;
    set->undoneBy = by;
    if (const auto saved = sets.saveState(*set); !saved)
        return saved;
    news << thick(*set, *history);
    if (!set->undoes)
        return {};
    // Taking back an undo brings back what it had undone.
    return markUndone(*set->undoes, by ? std::nullopt : std::optional(set->id));
}

Result<> Door::Private::note(const ChangeSet &set)
{
    const bool applied = set.state == State::Applied || set.state == State::PartlyApplied;
    const QJsonObject data{{"id", set.id.toString()},
                           {"state", stateName(set.state)},
                           {"origin", originName(set.author.origin)},
                           {"reason", set.reason},
                           {"why", set.why},
                           {"skills", QJsonArray::fromStringList(set.skills().mid(0, 50))}};
    QList<journal::Event> events;
    const auto add = [&](const char *kind, const QString &skill = {}, const QJsonObject &about = {}) {
        events << journal::Event{.kind = QString::fromLatin1(kind),
                                 .session = set.author.session,
                                 .skill = skill,
                                 .data = about.isEmpty() ? data : about,
                                 .time = set.decided.isValid() ? set.decided : set.created};
    };
    if (applied) {
        const auto moves = movesIn(set.facts);
        for (const SkillMove &move : moves)
            add("skill-renamed", move.to, {{"from", move.from}});
        const QStringList skills = set.skills();
        for (const QString &skill : skills)
            add("skill-changed", skill);
        if (set.touchesMemory())
            add("memory-written");
    }
    add("change-set");
    return journal.record(events);
}

Result<> Door::Private::absorb(const library::Revision &revision, const Notes &notes)
{
    const auto known = sets.revisionSet(revision.commit);
    if (!known)
        return std::unexpected(known.error());
    if (!known->isEmpty())
        return sets.setSeenCommit(revision.commit);
    auto set = setOf(revision, *history, view);
    if (!set)
        return std::unexpected(set.error());
    const auto stored = sets.set(set->id);
    if (stored && !stored->commit.isEmpty())
        return sets.setSeenCommit(revision.commit); // the same change once more, by other hands (a rebase)
    if (const QByteArray told = notes.value(revision.commit); !told.isEmpty()) {
        takeNote(told, *set);
    } else if (stored) {
        set->created = stored->created;
        set->author = stored->author;
        set->reason = stored->reason;
        set->findings = stored->findings;
        set->gained = stored->gained;
        set->turnedDown = stored->turnedDown;
    } else if (set->author.origin == Origin::Outside && revision.paths.size() <= maxFilesWithBytes) {
        if (const auto checked = checkedAfterwards(*set, place))
            set->findings = *checked;
    }
    const auto indexed = newRevision(revision);
    return indexed ? record(*set, Parts::New, *indexed) : std::unexpected(indexed.error());
}

Result<library::RevisionIndex::NewRevision> Door::Private::newRevision(const library::Revision &revision) const
{
    const auto deltas = history->compare(revision.parent, revision.commit);
    if (!deltas)
        return std::unexpected(deltas.error());
    library::RevisionIndex::NewRevision made{
        revision.commit, revision.parent, revision.merged, revision.time.toSecsSinceEpoch(), {}};
    for (const library::FileDelta &delta : *deltas)
        made.paths << library::RevisionIndex::PathBlob{delta.path, delta.after};
    return made;
}

Result<> Door::Private::catchUp()
{
    const auto seen = sets.seenCommit();
    if (!seen)
        return std::unexpected(seen.error());
    const QString head = history->head();
    if (head == *seen)
        return {};
    // Whoever wrote it may have died before its files were in place.
    if (const auto recovered = writer->recover(); !recovered)
        return std::unexpected(recovered.error());
    const auto revisions = revisionsAfter(*history, *seen);
    if (!revisions)
        return std::unexpected(revisions.error());
    const auto notes = revisions->isEmpty() ? Notes() : writer->notes();
    if (!notes)
        return std::unexpected(notes.error());
    for (qsizetype from = 0; from < revisions->size(); from += batch) {
        const auto done = database->transaction([&]() -> Result<> {
            for (const library::Revision &revision : revisions->mid(from, batch)) {
                if (const auto absorbed = absorb(revision, *notes); !absorbed)
                    return absorbed;
            }
            return {};
        });
        if (!done)
            return done;
    }
    return {};
}

Result<> Door::Private::dropUnwritten()
{
    const auto drafted = sets.sets({State::Drafted}, {}, std::numeric_limits<int>::max());
    if (!drafted)
        return std::unexpected(drafted.error());
    for (const ChangeSet &set : *drafted) {
        if (const auto dropped = sets.drop(set.id); !dropped)
            return dropped;
    }
    return {};
}

QList<ChangeSet> Door::Private::takeNews()
{
    const std::lock_guard lock(listenersMutex);
    return listeners.isEmpty() ? QList<ChangeSet>() : std::exchange(news, {});
}

void Door::Private::tell(const QList<ChangeSet> &told)
{
    if (told.isEmpty())
        return;
    QList<std::function<void(const ChangeSet &)>> now;
    {
        const std::lock_guard lock(listenersMutex);
        now = listeners;
    }
    for (const ChangeSet &set : told) {
        for (const auto &listener : std::as_const(now))
            listener(set);
    }
}

} // namespace hsf::changes
