// SPDX-License-Identifier: MIT
//
// Brings a file's tables to what this program knows; resources/sql/README.md says how the files look.
#pragma once
#include "base/error.h"

#include <functional>
#include <QSqlDatabase>
#include <QStringList>

namespace hsf::storage {

/// The statements between lines of "-- next"; pieces without a statement (only comments) are left out.
QStringList statementsOf(const QString &migration);

/// `backUp` is asked for a copy named after the version before each step of a file that has tables already.
Result<> migrate(QSqlDatabase &db, const QString &folder, const std::function<Result<>(int version)> &backUp);

} // namespace hsf::storage
