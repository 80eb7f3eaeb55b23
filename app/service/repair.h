// SPDX-License-Identifier: MIT
//
// A home that cannot be opened: which of its stores is damaged, and what a person can have done about it. Nothing
// damaged is removed; what is put aside stays beside what takes its place. None of this needs open stores.
#pragma once
#include "base/clock.h"
#include "base/home.h"
#include "base/settings.h"

namespace hsf::service {

enum class Remedy { None, BeginHistoryAnew, BringBackDatabase };

struct Diagnosis {
    Remedy remedy = Remedy::None;
    QString sentence; ///< what is damaged, what the remedy does, what is lost by it
};
/// Reads the whole database and every object of the history, until it finds what is wrong.
Diagnosis diagnosed(const Home &home);
/// Carries it out; a sentence about what was done and where the damaged one is now. Nobody may have the home open.
Result<QString> repairedHome(const Home &home, const Settings &settings, const Clock &clock, Remedy remedy);

} // namespace hsf::service
