// SPDX-License-Identifier: MIT
//
// What is beside a skill that a set creates: advice when another skill of the library says the same or answers to the
// same requests. Reads the library; of those that may be alike the whole text.
#pragma once
#include "changes/changeset.h"
#include "library/snapshot.h"

#include <mutex>

namespace hsf::changes {

/// Pure but for reading the files of the few skills that may be alike.
skill::Findings overlapAdvice(const QString &skill, const skill::SkillFiles &files,
                              const library::LibrarySnapshot &library);

class Neighbours
{
public:
    explicit Neighbours(QString skillsFolder)
        : m_folder(std::move(skillsFolder))
    { }
    /// Nothing for what was looked at before it came (imports) and for what creates no skill.
    skill::Findings adviceFor(const ChangeSet &set);

private:
    const QString m_folder;
    std::mutex m_mutex;
    library::SnapshotPtr m_known; ///< so that the next look reads only what changed
};

} // namespace hsf::changes
