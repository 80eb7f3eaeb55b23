// SPDX-License-Identifier: MIT
//
// The database of a home, also where it was lost or is damaged: then it comes back from its newest whole copy, or begins anew;
// the history's commits that are newer are taken in by the door, so that skills, memory, origin and evidence are whole.
// What is damaged is kept.
#pragma once
#include "base/clock.h"
#include "base/home.h"
#include "storage/database.h"

namespace hsf::service {

struct CaredDatabase {
    std::shared_ptr<storage::Database> database;
    QString note;   ///< for the person: what happened, and what is missing; empty: nothing did
};
Result<CaredDatabase> openedDatabase(const Home &home, const Clock &clock);
/// The damaged database is put aside and the newest whole copy takes its place; what happened and what is missing. Nobody may
/// have it open.
Result<QString> broughtBackDatabase(const Home &home, const Clock &clock);

} // namespace hsf::service
