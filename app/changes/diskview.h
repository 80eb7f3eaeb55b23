// SPDX-License-Identifier: MIT
//
// The library as it lies on disk, for drafting and merging. Files are found by their path; nothing is scanned.
#pragma once
#include "changes/factstore.h"
#include "changes/setstore.h"
#include "changes/view.h"
#include "library/history.h"
#include "library/writer.h"

namespace hsf::changes {

class DiskView final : public LibraryView
{
public:
    DiskView(const library::Place &place, const FactStore &facts, const SetStore &sets)
        : m_place(place)
        , m_facts(facts)
        , m_sets(sets)
    { }
    /// From then on it also knows the past.
    void setHistory(const library::History &history) { m_history = &history; }

    Result<std::optional<FileState>> file(const QString &treePath) const override;
    Result<QMap<QString, FileState>> filesBelow(const QString &treeFolder) const override;
    bool hasFolder(const QString &treePath) const override;
    Result<QStringList> skills() const override;
    Result<std::optional<SkillFacts>> facts(const QString &skill) const override { return m_facts.factsOf(skill); }
    Result<Stage> stageBeforeArchive(const QString &skill) const override { return m_sets.stageBeforeArchive(skill); }
    Result<QMap<QString, FileState>> sourceFolder(const QString &folder) const override;
    Result<QMap<QString, std::optional<FileState>>> differentAt(const QString &commit,
                                                                const QString &treePath) const override;
    Result<Origin> originOnceHad(const QString &skill) const override { return m_sets.originOnceHad(skill); }

private:
    const library::Place &m_place;
    const FactStore &m_facts;
    const SetStore &m_sets;
    const library::History *m_history = nullptr;
};

} // namespace hsf::changes
