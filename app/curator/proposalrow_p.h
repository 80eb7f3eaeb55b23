// SPDX-License-Identifier: MIT
//
// Proposals as rows.
#pragma once
#include "curator/curator.h"

namespace hsf::curator {

Result<QList<Proposal>> proposalsWhere(storage::Database &database, const QString &where, const QVariantList &values);

} // namespace hsf::curator
