// SPDX-License-Identifier: MIT
//
// Small questions about a set that both deciding and accepting ask.
#pragma once
#include "changes/changeset.h"

namespace hsf::changes {

inline bool isOpen(const ChangeSet &set)
{
    return set.state == State::Held || set.state == State::Outdated;
}

std::unexpected<Error> notOpen(const ChangeSet &set);

std::optional<skill::Finding> firstFinding(const ChangeSet &set, skill::Severity severity);

/// A memory that was merged must still fit.
Result<> checkMemorySize(const QList<FileChange> &files);

} // namespace hsf::changes
