// SPDX-License-Identifier: MIT
//
// A row of change_set as a change set without its files and facts, and a row of change_file as a file of one.
#pragma once
#include "changes/changeset.h"

#include <QSqlQuery>

namespace hsf::changes {

inline constexpr QLatin1StringView setColumns{
    "s.id, s.state, s.reason, s.why, s.created, s.decided, s.revision, s.undoes, s.undone_by, s.details"};

Result<ChangeSet> setHead(const QSqlQuery &row);

inline constexpr QLatin1StringView fileColumns{"path, skill, base IS NULL, base, result IS NULL, result, executable"};

FileChange fileOf(const QSqlQuery &row);

} // namespace hsf::changes
