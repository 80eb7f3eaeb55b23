// SPDX-License-Identifier: MIT
//
// What happened, in SQLite: chats and their messages as they come, tool calls, decisions, outcomes. Append-only but for a
// chat's title, draft, counters and trash mark. Secrets are redacted before anything is stored. Thread-safe (a connection a thread).
#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include "chat/message.h"
#include "storage/database.h"

namespace hsf::journal {

struct Session {
    SessionId id;
    QString title;
    QString workspace;          ///< folder the agent works in; empty: none chosen yet
    QString systemPrompt;       ///< frozen at the first turn; empty before it
    QJsonArray tools;           ///< frozen tool descriptions, for byte-identical requests later
    QString draft;              ///< unsent words
    QDateTime created;
    QDateTime updated;
    bool replay = false;
    bool trashed = false;
    int messageCount = 0;
    chat::Usage usage;
    int toolIterations = 0;     ///< since the last skill change or queued review
    int userTurns = 0;          ///< since the last memory change or queued review
    bool operator==(const Session &) const = default;
};

struct StoredMessage {
    qint64 number = 0;          ///< from 1 within the session
    QDateTime time;
    chat::Message message;
};

/// A fact about a turn. `kind`: session-start, model-call, tool-call, skill-available, skill-viewed, skill-used, skill-changed,
/// skill-use-imported, memory-written, approval, review, change-set, curator, outcome.
struct Event {
    QString kind;
    std::optional<SessionId> session;
    QString skill;              ///< a skill's id where it is about one
    QJsonObject data;
    QDateTime time;             ///< set by record() when invalid
};

struct SkillUse {
    QDateTime lastUsed, lastViewed;   ///< invalid: never
    int uses = 0, views = 0;
    int sessions = 0;                 ///< distinct ones that loaded it
    bool operator==(const SkillUse &) const = default;
};

class Journal
{
public:
    Journal(std::shared_ptr<storage::Database> database, const Clock &clock);

    Result<Session> createSession(const QString &workspace, bool replay = false);
    Result<QList<Session>> sessions(int limit = 1'000) const;   ///< newest first, without prompts and tools; trash left out
    Result<Session> session(const SessionId &id) const;
    Result<> setTitle(const SessionId &id, const QString &title);
    Result<> setDraft(const SessionId &id, const QString &draft);
    Result<> setWorkspace(const SessionId &id, const QString &folder);
    Result<> freeze(const SessionId &id, const QString &systemPrompt, const QJsonArray &tools);
    Result<> setTrashed(const SessionId &id, bool trashed);

    Result<qint64> append(const SessionId &id, const chat::Message &message);  ///< durable when it returns; its number
    Result<QList<StoredMessage>> messages(const SessionId &id) const;

    Result<> addUsage(const SessionId &id, const chat::Usage &usage);
    /// Adds to the counters; setCounter(…, 0) when a change or a queued review resets one.
    Result<> count(const SessionId &id, int toolIterations, int userTurns);
    enum class Counter { ToolIterations, UserTurns };
    Result<> resetCounter(const SessionId &id, Counter counter);

    Result<> record(const Event &event);
    /// The newest `limit`, newest first.
    Result<QList<Event>> events(const std::optional<SessionId> &session, const QString &kind = {}, int limit = 1'000) const;
    Result<QMap<QString, SkillUse>> skillUse() const;           ///< by skill id
    /// Substring search over message texts (FTS5 trigram from three characters on): sessions, newest first, each with its newest
    /// hit; trash left out. Upper and lower case are the same.
    struct Found {
        SessionId session;
        qint64 number;
        QString snippet;
    };
    Result<QList<Found>> search(const QString &text, int limit = 50) const;

private:
    std::shared_ptr<storage::Database> m_database;
    const Clock &m_clock;
};

} // namespace hsf::journal
