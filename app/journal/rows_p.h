// SPDX-License-Identifier: MIT
//
// Small steps that sessions, messages and events share.
#pragma once
#include "base/ids.h"
#include "storage/database.h"

#include <QJsonArray>
#include <QJsonObject>

namespace hsf::journal {

QString toText(const QJsonObject &object);
QString toText(const QJsonArray &array);

/// The error for a session nobody knows.
std::unexpected<Error> noSession(const SessionId &id);

/// Runs an UPDATE of one session; nothing to update is an error.
Result<> update(storage::Database &database, const SessionId &id, const QString &sql, const QVariantList &values);

} // namespace hsf::journal
