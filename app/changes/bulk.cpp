// SPDX-License-Identifier: MIT
#include "changes/bulk.h"
#include "changes/accepting_p.h"

namespace hsf::changes {

namespace {
/// The library with the sets so far on top.
class Ahead final : public LibraryView
{
public:
    explicit Ahead(const LibraryView &now)
        : m_now(now)
    { }
    void put(const Meeting &meeting)
    {
        for (const FileChange &file : meeting.files)
            m_files[file.path] = file.result ? std::optional(FileState{*file.result, file.executable}) : std::nullopt;
        for (const FactChange &fact : meeting.facts)
            m_facts[fact.skill] << fact;
    }

    Result<std::optional<FileState>> file(const QString &path) const override
    {
        const auto ours = m_files.constFind(path);
        return ours == m_files.cend() ? m_now.file(path) : *ours;
    }
    Result<std::optional<SkillFacts>> facts(const QString &skill) const override
    {
        auto known = m_now.facts(skill);
        const auto ours = m_facts.constFind(skill);
        if (!known || ours == m_facts.cend())
            return known;
        const ChangeSet set{.id = ChangeSetId::fresh(), .facts = *ours};
        const auto after
            = withFacts(*known ? QMap<QString, SkillFacts>{{skill, **known}} : QMap<QString, SkillFacts>(), set, {});
        return after.contains(skill) ? std::optional(after[skill]) : std::nullopt;
    }
    // Accepting asks for nothing of these.
    Result<QMap<QString, FileState>> filesBelow(const QString &folder) const override
    {
        return m_now.filesBelow(folder);
    }
    bool hasFolder(const QString &path) const override { return m_now.hasFolder(path); }
    Result<QStringList> skills() const override { return m_now.skills(); }
    Result<Stage> stageBeforeArchive(const QString &skill) const override { return m_now.stageBeforeArchive(skill); }
    Result<QMap<QString, FileState>> sourceFolder(const QString &folder) const override
    {
        return m_now.sourceFolder(folder);
    }

private:
    const LibraryView &m_now;
    QMap<QString, std::optional<FileState>> m_files;
    QMap<QString, QList<FactChange>> m_facts;
};

bool isRisky(const ChangeSet &set)
{
    return skill::worst(set.findings) >= skill::Severity::High || !(set.gained == skill::Capabilities());
}

void sortOut(QStringList &list)
{
    list.sort();
    list.removeDuplicates();
}
} // namespace

int BulkPlan::count(Fate fate) const
{
    return int(std::ranges::count(steps, fate, &Step::fate));
}

Result<BulkPlan> planned(QList<ChangeSet> sets, const LibraryView &library)
{
    std::ranges::sort(sets, {}, [](const ChangeSet &set) { return std::pair(set.created, set.id.toString()); });
    Ahead ahead(library);
    BulkPlan plan;
    for (const ChangeSet &set : std::as_const(sets)) {
        if (!isOpen(set)) {
            plan.steps << BulkPlan::Step{set.id, BulkPlan::Fate::Nothing, {}};
            continue;
        }
        const auto met = meet(set, ahead);
        if (!met && met.error().kind != Error::Kind::Refused)
            return std::unexpected(met.error());
        if (!met) {
            plan.steps << BulkPlan::Step{set.id, BulkPlan::Fate::Outdated, met.error().message};
            continue;
        }
        const bool nothing = met->files.isEmpty() && met->facts.isEmpty();
        plan.steps << BulkPlan::Step{set.id,
                                     nothing          ? BulkPlan::Fate::Nothing
                                         : met->moved ? BulkPlan::Fate::Merges
                                                      : BulkPlan::Fate::Applies,
                                     {}};
        if (nothing)
            continue;
        ahead.put(*met);
        for (const FileChange &file : met->files)
            plan.files << file.path;
        plan.skills += set.skills();
        plan.memory = plan.memory || set.touchesMemory();
        plan.risky += isRisky(set);
    }
    sortOut(plan.files);
    sortOut(plan.skills);
    return plan;
}

} // namespace hsf::changes
