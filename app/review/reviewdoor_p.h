// SPDX-License-Identifier: MIT
//
// The door as a review sees it: passes on, remembers what came of it and tells at once. Secrets leave the evidence before it is
// kept. Not thread-safe; the review's tool box lets one change through at a time.
#pragma once
#include "changes/door.h"

namespace hsf::review {

class ReviewDoor final : public changes::ChangeDoor
{
public:
    using Listener = std::function<void(const changes::ChangeSet &)>;
    ReviewDoor(changes::ChangeDoor &door, Listener changed) : m_door(door), m_changed(std::move(changed)) {}

    Result<changes::ChangeSet> submit(const changes::Draft &draft) override;

    const QList<changes::ChangeSet> &sets() const { return m_sets; }
    int operations() const { return m_operations; }   ///< applied or held
    int created() const { return m_created; }         ///< new skills among them

private:
    changes::ChangeDoor &m_door;
    Listener m_changed;
    QList<changes::ChangeSet> m_sets;
    int m_operations = 0;
    int m_created = 0;
};

/// An edit of memory counts as many as it has parts.
int countOperations(const QList<changes::Operation> &operations);
int countCreations(const QList<changes::Operation> &operations);

} // namespace hsf::review
