// SPDX-License-Identifier: MIT
//
// One change of each kind, in a home that has what they all need.
#include "drafts.h"

#include <QMap>

#include <functional>

using namespace Qt::StringLiterals;

namespace hsf::faults {

using namespace changes;

namespace {

const QString facts = u"references/facts.md"_s;
const QString toUndo = u"Something to take back"_s;
const QString toAccept = u"Something to decide on"_s;

Result<ChangeSetId> setWithReason(const Work &work, const QString &reason)
{
    const auto sets = work.stores.door->sets({}, {}, 100);
    if (!sets)
        return std::unexpected(sets.error());
    const auto found = std::ranges::find(*sets, reason, &ChangeSet::reason);
    if (found == sets->end())
        return fail(Error::Kind::NotFound, u"there is no set \"%1\""_s.arg(reason));
    return found->id;
}

Result<ChangeSet> restoreToTheBeginning(const Work &work)
{
    const auto history = library::History::open(work.stores.home.history());
    const auto log = history ? (*history)->log(u"skills/patched"_s) : std::unexpected(history.error());
    if (!log)
        return std::unexpected(log.error());
    return work.stores.door->submit(
        by(Origin::You, u"As it was"_s, {RestoreTo{u"skills/patched"_s, log->last().commit}}));
}

Result<ChangeSet> undoOne(const Work &work)
{
    const auto id = setWithReason(work, toUndo);
    return id ? work.stores.door->undo(*id) : Result<ChangeSet>(std::unexpected(id.error()));
}

Result<ChangeSet> acceptOne(const Work &work, const std::optional<QMap<QString, QList<int>>> &hunks)
{
    const auto id = setWithReason(work, toAccept);
    return id ? work.stores.door->accept(*id, hunks) : Result<ChangeSet>(std::unexpected(id.error()));
}

/// Several operations at once, of skills, facts and memory.
QList<Operation> batch(const Work &work)
{
    QList<Operation> operations = patching(work, u"patched"_s, {facts}, u"k"_s);
    operations.append(WriteFile{u"old"_s, u"templates/table.md"_s, factsText(u"k"_s), {}});
    operations.append(RemoveFile{u"old"_s, facts, {}});
    operations.append(SetFact{u"old"_s, u"pinned"_s, u"yes"_s});
    return operations + creating(u"made"_s, {facts}, u"k"_s);
}

using Doing = std::function<Result<ChangeSet>(const Work &)>;

const QMap<QString, Doing> &doings()
{
    const auto submitted = [](Origin origin, auto operations) -> Doing {
        return [=](const Work &work) {
            return work.stores.door->submit(by(origin, u"A change"_s, QList<Operation>(operations(work))));
        };
    };
    using Operations = QList<Operation>;
    static const QMap<QString, Doing> all{
        {u"create"_s, submitted(Origin::Review, [](const Work &) { return creating(u"made"_s, {facts}, u"k"_s); })},
        {u"patch"_s,
         submitted(Origin::Review, [](const Work &work) { return patching(work, u"patched"_s, {facts}, u"k"_s); })},
        {u"write"_s,
         submitted(Origin::You,
                   [](const Work &) {
                       return Operations{WriteFile{u"old"_s, u"templates/table.md"_s, factsText(u"k"_s), {}}};
                   })},
        {u"remove"_s, submitted(Origin::You, [](const Work &) { return Operations{RemoveFile{u"old"_s, facts, {}}}; })},
        {u"archive"_s,
         submitted(
             Origin::You,
             [](const Work &) { return Operations{ArchiveSkill{.skill = u"old"_s, .reason = u"nobody asks"_s}}; })},
        {u"restore"_s, submitted(Origin::You, [](const Work &) { return Operations{RestoreSkill{u"kept"_s}}; })},
        {u"memory"_s, submitted(Origin::You, [](const Work &work) { return remembering(work, u"k"_s); })},
        {u"facts"_s,
         submitted(Origin::You,
                   [](const Work &) {
                       return Operations{SetFact{u"old"_s, u"pinned"_s, u"yes"_s},
                                         SetFact{u"old"_s, u"managed"_s, u"no"_s}};
                   })},
        {u"adopt"_s,
         submitted(Origin::You, [](const Work &work) { return Operations{adopting(work, u"guest"_s, u"k"_s)}; })},
        {u"import"_s,
         submitted(Origin::Imported,
                   [](const Work &) {
                       ImportSkill import{.folder = u"foreign"_s};
                       import.files = {{u"SKILL.md"_s, skillText(u"foreign"_s, u"k"_s)}, {facts, factsText(u"k"_s)}};
                       return Operations{import};
                   })},
        {u"rename"_s,
         submitted(Origin::You, [](const Work &) { return Operations{RenameSkill{u"old"_s, u"shelf/older"_s}}; })},
        {u"rename-file"_s,
         submitted(Origin::You,
                   [](const Work &) { return Operations{RenameFile{u"old"_s, facts, u"references/sums.md"_s}}; })},
        {u"batch"_s, submitted(Origin::You, batch)},
        {u"restore-to"_s, restoreToTheBeginning},
        {u"undo"_s, undoOne},
        {u"accept"_s, [](const Work &work) { return acceptOne(work, {}); }},
        {u"accept-part"_s,
         [](const Work &work) {
             return acceptOne(work, QMap<QString, QList<int>>{{u"skills/yours/SKILL.md"_s, {1}}});
         }},
        {u"outside"_s, [](const Work &work) { return editByHand(work, u"k"_s); }},
    };
    return all;
}

} // namespace

QStringList kinds()
{
    return doings().keys();
}

Result<> furnish(const Work &work)
{
    const auto done
        = [&](Origin origin, const QString &reason, const QList<Operation> &operations, State state) -> Result<> {
        const auto set = work.stores.door->submit(by(origin, reason, operations));
        if (!set || set->state != state)
            return fail(Error::Kind::Refused,
                        reason + u": "_s + (set ? stateName(set->state) + set->why : set.error().message));
        return {};
    };
    for (const char *skill : {"patched", "old", "kept"}) {
        const QString name = QString::fromLatin1(skill);
        if (const auto made
            = done(Origin::Review, u"Prepare "_s + name, creating(name, {facts}, u"0"_s), State::Applied);
            !made)
            return made;
    }
    const ArchiveSkill archive{.skill = u"kept"_s, .reason = u"to be restored"_s};
    return done(Origin::You, u"Archive"_s, {archive}, State::Applied)
        .and_then([&] { return done(Origin::You, u"Yours"_s, creating(u"yours"_s, {}, u"0"_s), State::Applied); })
        .and_then([&] { return done(Origin::You, u"Remember"_s, remembering(work, u"0"_s), State::Applied); })
        .and_then(
            [&] { return done(Origin::Review, toUndo, patching(work, u"patched"_s, {facts}, u"1"_s), State::Applied); })
        .and_then(
            [&] { return done(Origin::Review, toAccept, patchingBothEnds(work, u"yours"_s, u"1"_s), State::Held); });
}

Result<ChangeSet> once(const Work &work, const QString &kind)
{
    const Doing doing = doings().value(kind);
    return doing ? doing(work) : fail(Error::Kind::Malformed, u"nobody knows how to \"%1\""_s.arg(kind));
}

} // namespace hsf::faults
