// SPDX-License-Identifier: MIT
//
// Small steps that sessions, messages and events share.
#pragma once
#include "base/ids.h"
#include "journal/journal.h"
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

/// At a fork, the way that was taken last.
Result<> storeChoice(storage::Database &database, const SessionId &id, qint64 parent, qint64 child);

/// What a message is read from, in this order; the table is called m.
inline const QString messageColumns
    = QStringLiteral("m.number, m.time, m.text, m.more, coalesce((SELECT b.parent FROM branch b WHERE "
                     "b.session = m.session AND b.number = m.number), m.number - 1)");
Result<StoredMessage> storedMessage(const QSqlQuery &row, const SessionId &id);

/// Makes a message's text findable; `row` is its id in the table.
Result<> storeGrams(storage::Database &database, qint64 row, const QString &text);

} // namespace hsf::journal
