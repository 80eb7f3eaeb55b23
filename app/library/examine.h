// SPDX-License-Identifier: MIT
//
// Is the history whole?
#pragma once
#include "base/error.h"

#include <functional>
#include <QStringList>

namespace hsf::library {

/// What is wrong with it, in sentences; empty: nothing. Reads every object of every revision. Error::Cancelled when
/// stopped.
Result<QStringList> examinedHistory(const QString &repository, const std::function<bool()> &stopped = {});

} // namespace hsf::library
