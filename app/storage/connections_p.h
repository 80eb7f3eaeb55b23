// SPDX-License-Identifier: MIT
//
// Which thread has which connection to one file. A thread that ends closes its own; a Database that goes closes all
// that are left. Both may happen first.
#pragma once
#include "base/error.h"

#include <memory>
#include <QHash>
#include <QMutex>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <unordered_map>

namespace hsf::storage {

/// What one connection has prepared, by its words: preparing costs more than most statements do.
using Statements = std::unordered_map<QString, std::unique_ptr<QSqlQuery>>;

class Connections : public std::enable_shared_from_this<Connections>
{
public:
    explicit Connections(QString file)
        : m_file(std::move(file))
    { }

    Result<QSqlDatabase> ofThisThread();
    /// Of the connection above, which is open.
    Statements &statementsOfThisThread();
    /// Transactions this thread is inside of.
    int &depthOfThisThread();
    void closeAll();
    void close(const QString &name);
    const QString &file() const { return m_file; }

private:
    QString m_file;
    QMutex m_mutex;
    QHash<QString, std::shared_ptr<Statements>> m_open; ///< by name; statements go before their connection
};

/// A configured connection of that name, not yet known to anybody.
Result<QSqlDatabase> openConnection(const QString &file, const QString &name);
/// The sentence for what SQLite said about this file.
Error sqlError(const QSqlError &error, const QString &file);

} // namespace hsf::storage
