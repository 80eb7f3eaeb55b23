// SPDX-License-Identifier: MIT
//
// The help, made from what verbs say of themselves.
#pragma once
#include "cli/verb.h"

namespace hsf::cli {

QString helpFor(const QList<Verb> &verbs, const QList<Option> &options);
QString helpFor(const Verb &verb, const QList<Option> &options);
QString namesOf(const QList<Verb> &verbs);   ///< "ask, list, lint"

} // namespace hsf::cli
