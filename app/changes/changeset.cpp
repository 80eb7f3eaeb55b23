// SPDX-License-Identifier: MIT
#include "changes/changeset.h"
#include "changes/treepaths.h"

#include <algorithm>
#include <iterator>

namespace hsf::changes {

namespace {
template <class Enum> struct Name {
    Enum value;
    const char *name;
};

constexpr Name<Origin> originNames[] = {
    {Origin::Unknown, "unknown"},     {Origin::You, "you"},
    {Origin::Agent, "agent"},         {Origin::Review, "review"},
    {Origin::Synthesis, "synthesis"}, {Origin::Curator, "curator"},
    {Origin::Imported, "imported"},   {Origin::Bundled, "bundled"},
    {Origin::Outside, "outside"},
};
constexpr Name<Stage> stageNames[]
    = {{Stage::Trial, "trial"}, {Stage::Active, "active"}, {Stage::Stale, "stale"}, {Stage::Archived, "archived"}};
constexpr Name<State> stateNames[] = {
    {State::Drafted, "drafted"},
    {State::Refused, "refused"},
    {State::Held, "held"},
    {State::Applied, "applied"},
    {State::PartlyApplied, "partly-applied"},
    {State::Rejected, "rejected"},
    {State::Outdated, "outdated"},
    {State::Expired, "expired"},
    {State::Undone, "undone"},
};

template <class Enum, size_t N> QString nameOf(const Name<Enum> (&names)[N], Enum value)
{
    for (const auto &entry : names) {
        if (entry.value == value)
            return QString::fromLatin1(entry.name);
    }
    return {};
}

template <class Enum, size_t N> std::optional<Enum> valueOf(const Name<Enum> (&names)[N], const QString &name)
{
    for (const auto &entry : names) {
        if (name == QLatin1StringView(entry.name))
            return entry.value;
    }
    return std::nullopt;
}
} // namespace

QString originName(Origin origin)
{
    return nameOf(originNames, origin);
}

Origin originFromName(const QString &name)
{
    return valueOf(originNames, name).value_or(Origin::Unknown);
}

QString stageName(Stage stage)
{
    return nameOf(stageNames, stage);
}

std::optional<Stage> stageFromName(const QString &name)
{
    return valueOf(stageNames, name);
}

QString stateName(State state)
{
    return nameOf(stateNames, state);
}

std::optional<State> stateFromName(const QString &name)
{
    return valueOf(stateNames, name);
}

QStringList ChangeSet::skills() const
{
    // A set of a whole library has thousands of files and facts, usually in order, those of one skill beside each other.
    const auto take = [](QStringList &ids, const QString &id) {
        if (!id.isEmpty() && (ids.isEmpty() || ids.last() != id))
            ids << id;
    };
    QStringList ofFiles, ofFacts, ids;
    for (const FileChange &file : files)
        take(ofFiles, file.skill.isEmpty() ? skillOf(file.path) : file.skill);
    for (const FactChange &fact : facts)
        take(ofFacts, fact.skill);
    for (QStringList *list : {&ofFiles, &ofFacts}) {
        if (!std::ranges::is_sorted(*list))
            list->sort();
        list->erase(std::ranges::unique(*list).begin(), list->end());
    }
    std::ranges::set_union(ofFiles, ofFacts, std::back_inserter(ids));
    return ids;
}

bool ChangeSet::touchesMemory() const
{
    return std::ranges::any_of(files, [](const FileChange &file) { return file.path.startsWith(u"memories/"); });
}

bool ChangeSet::createsSkill() const
{
    // A restored skill is not a new one: its archived copy goes in the same set.
    const auto comesFromArchive = [this](const QString &id) {
        return std::ranges::any_of(files, [&](const FileChange &file) {
            return file.base && !file.result && isArchived(file.path) && documentOf(file.path) == id;
        });
    };
    return std::ranges::any_of(files, [&](const FileChange &file) {
        const auto id = documentOf(file.path);
        return id && !isArchived(file.path) && !file.base && file.result && !comesFromArchive(*id);
    });
}

} // namespace hsf::changes
