// SPDX-License-Identifier: MIT
#include "changes/restoring.h"
#include "changes/drafting.h"
#include "changes/replay.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"

namespace hsf::changes {

namespace {
using Different = QMap<QString, std::optional<FileState>>;

Result<> checkWish(const RestoreTo &restore)
{
    if (restore.commit.isEmpty())
        return fail(Error::Kind::Malformed, Words::tr("a revision is missing: to which one shall it go back?"));
    const QString root = restore.folder.section(u'/', 0, 0);
    if (!root.isEmpty() && root != u"skills" && root != u"memories")
        return fail(Error::Kind::NotFound,
                    Words::tr("\"%1\" is not in the history; skills lie below skills/, memory below memories/")
                        .arg(restore.folder));
    return {};
}

/// A skill that was archived lies elsewhere: bringing back the one place without the other would leave it there twice.
QString otherPlace(const QString &folder)
{
    constexpr QLatin1StringView active{"skills/"}, archive{"skills/.archive/"};
    if (folder.startsWith(archive))
        return active + folder.mid(archive.size());
    return folder.startsWith(active) && folder.size() > active.size() ? archive + folder.mid(active.size()) : QString();
}

Result<Different> wished(const WorkingCopy &copy, const RestoreTo &restore)
{
    auto different = copy.view().differentAt(restore.commit, restore.folder);
    if (!different || different->contains(restore.folder)) // a single file
        return different;
    const QString other = otherPlace(restore.folder);
    if (other.isEmpty())
        return different;
    auto more = copy.view().differentAt(restore.commit, other);
    if (!more)
        return more;
    different->insert(*more);
    return different;
}

Result<> checkSize(const Different &different)
{
    qint64 bytes = 0;
    for (const auto &state : different)
        bytes += state ? state->bytes.size() : 0;
    if (bytes <= maxMovedBytes)
        return {};
    return fail(
        Error::Kind::Refused,
        Words::tr("that would write %1 MiB; at most %2 MiB can be brought back at once, so take one skill at a time")
            .arg(bytes >> 20)
            .arg(maxMovedBytes >> 20));
}

Result<QSet<QString>> knownSkills(const WorkingCopy &copy, const Different &different)
{
    const auto ids = copy.skills();
    if (!ids)
        return std::unexpected(ids.error());
    QSet<QString> known(ids->begin(), ids->end());
    for (const auto &[path, state] : different.asKeyValueRange()) {
        if (const auto id = documentOf(path))
            known << *id;
    }
    return known;
}

/// What the files' coming and going says of the skills; who comes back gets the origin it had.
Result<> setFacts(WorkingCopy &copy, const QList<Passage> &passages)
{
    const auto facts = factsOfPassages(passages, Origin::Unknown, copy.view());
    if (!facts)
        return std::unexpected(facts.error());
    for (FactChange change : *facts) {
        if (change.fact == u"origin" && change.before.isEmpty()) {
            const auto origin = copy.view().originOnceHad(change.skill);
            if (!origin)
                return std::unexpected(origin.error());
            change.after = originName(*origin);
        }
        if (const auto set = copy.setFact(change.skill, change.fact, change.after); !set)
            return set;
    }
    return {};
}
} // namespace

Result<Different> LibraryView::differentAt(const QString &commit, const QString &) const
{
    return fail(Error::Kind::NotFound, Words::tr("the history has no revision %1").arg(commit));
}

Result<Origin> LibraryView::originOnceHad(const QString &) const
{
    return Origin::Unknown;
}

Result<QStringList> restoredTo(WorkingCopy &copy, const RestoreTo &restore)
{
    if (const auto fine = checkWish(restore); !fine)
        return std::unexpected(fine.error());
    const auto different = wished(copy, restore);
    if (!different)
        return std::unexpected(different.error());
    if (const auto fine = checkSize(*different); !fine)
        return std::unexpected(fine.error());
    const auto known = knownSkills(copy, *different);
    if (!known)
        return std::unexpected(known.error());
    QStringList skills;
    QList<Passage> passages;
    for (const auto &[path, state] : different->asKeyValueRange()) {
        const QString skill = skillOf(path, *known);
        const auto now = copy.file(path);
        if (!now)
            return std::unexpected(now.error());
        passages << Passage{path, now->has_value(), state.has_value()};
        const auto done = state ? copy.put(skill, path, *state) : copy.remove(skill, path);
        if (!done)
            return std::unexpected(done.error());
        if (!skill.isEmpty() && !skills.contains(skill))
            skills << skill;
    }
    if (const auto set = setFacts(copy, passages); !set)
        return std::unexpected(set.error());
    return skills;
}

} // namespace hsf::changes
