// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "review/reviewdoor_p.h"

namespace hsf::review {

Result<changes::ChangeSet> ReviewDoor::submit(const changes::Draft &draft)
{
    changes::Draft clean = draft;
    for (changes::Evidence &evidence : clean.author.evidence)
        evidence.quote = redacted(evidence.quote);
    const Result<changes::ChangeSet> set = m_door.submit(clean);
    if (!set)
        return set;
    m_sets.append(*set);
    if (set->state == changes::State::Refused)
        return set;
    m_operations += countOperations(draft.operations);
    m_created += countCreations(draft.operations);
    if (m_changed)
        m_changed(*set);
    return set;
}

int countOperations(const QList<changes::Operation> &operations)
{
    int count = 0;
    for (const changes::Operation &operation : operations) {
        const auto *memory = std::get_if<changes::EditMemory>(&operation);
        count += memory ? int(memory->edits.size()) : 1;
    }
    return count;
}

int countCreations(const QList<changes::Operation> &operations)
{
    return int(std::ranges::count_if(operations, [](const changes::Operation &operation) {
        return std::holds_alternative<changes::CreateSkill>(operation);
    }));
}

} // namespace hsf::review
