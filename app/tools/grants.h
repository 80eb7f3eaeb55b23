// SPDX-License-Identifier: MIT
//
// What a person allowed for longer than once, in the home's database: given, held, revoked in this one place, by every
// window and every start of the program. Nothing is kept in memory, so what was revoked is gone for the next call,
// whoever runs. Thread-safe.
#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include "storage/database.h"
#include "tools/grant.h"

namespace hsf::journal {
class Journal;
}

namespace hsf::tools {

/// One grant, as it was given.
struct GivenGrant {
    QString id;
    Grant grant;
    std::optional<SessionId> chat; ///< it holds in this one only; nullopt: in every chat, until it is revoked
    std::optional<SessionId> givenIn; ///< the chat with the card
    QString title; ///< of that chat; empty: it has none, or is gone
    QDateTime time;
    bool operator==(const GivenGrant &) const = default;
};

class Grants
{
public:
    /// `journal`: is told what was given and revoked; may be null.
    Grants(std::shared_ptr<storage::Database> database, const Clock &clock, journal::Journal *journal = nullptr);

    /// Its own and the lasting ones. What cannot be read is not held.
    QList<Grant> heldIn(const SessionId &chat) const;
    /// The newest first.
    Result<QList<GivenGrant>> all() const;

    enum class Scope { Chat, Always };
    /// What is given already stays as it is.
    Result<> give(const QList<Grant> &grants, Scope scope, const SessionId &chat);
    Result<> giveAgain(const QList<GivenGrant> &grants);
    /// What is gone already is no error.
    Result<> revoke(const QList<GivenGrant> &grants);
    /// After the database came back from a copy: what was revoked since then must not hold again, so nothing does.
    Result<> forgetAll();

    /// Called on the thread that changed something, and where something could not be stored.
    void onChanged(std::function<void()> changed) { m_changed = std::move(changed); }
    void onFailed(std::function<void(const Error &)> failed) { m_failed = std::move(failed); }

private:
    Result<> put(const QString &id, const Grant &grant, const QString &chat, const QString &givenIn);
    Result<> announced(const Result<> &done);
    void record(const QString &deed, const Grant &grant, Scope scope, const std::optional<SessionId> &chat);

    std::shared_ptr<storage::Database> m_database;
    const Clock &m_clock;
    journal::Journal *m_journal;
    std::function<void()> m_changed;
    std::function<void(const Error &)> m_failed;
};

} // namespace hsf::tools
