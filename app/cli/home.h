// SPDX-License-Identifier: MIT
//
// A home opened for one verb, and the answer to what a person calls a skill.
#pragma once
#include "library/history.h"
#include "service/stores.h"

namespace hsf::cli {

struct OpenHome {
    OpenHome() = default;
    Q_DISABLE_COPY_MOVE(OpenHome)
    /// What was written lies on the disk when the program has ended; nobody stays to see to it.
    ~OpenHome();

    SystemClock clock;
    Settings settings;
    std::unique_ptr<service::Stores> stores;
};
Result<std::unique_ptr<OpenHome>> openHome(const Home &home);

/// By id or unique name; an error that names what it may have meant.
Result<library::SkillEntry> findSkill(service::Stores &stores, const QString &idOrName);

/// What "--at" means: a revision's name or the beginning of one, or a moment (the last revision up to it).
Result<QString> revisionMeant(const library::History &past, const QString &text);

} // namespace hsf::cli
