// SPDX-License-Identifier: MIT
//
// What happened, in SQLite: chats and their messages as they come, tool calls, decisions, outcomes. Append-only but for how a
// chat is filed (title, folder, pin, trash), its draft and queue, its counters, and which of its branches is shown. Secrets are redacted before anything is stored. Thread-safe (a connection a thread).
#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include "chat/message.h"
#include "storage/database.h"

#include <stop_token>

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
    bool pinned = false;
    QString folder;             ///< a person's name for a group of chats; empty: none
    QString namedBy;            ///< who made the title: "words" (the chat's first), "model", "person"; empty: nobody yet
    qint64 tip = 0;             ///< the last message of the branch that is shown
    QList<chat::Message> queued;///< wait for the running turn; without them in a list of sessions
    int messageCount = 0;       ///< in all branches
    chat::Usage usage;
    int toolIterations = 0;     ///< since the last skill change or queued review
    int userTurns = 0;          ///< since the last memory change or queued review
    bool operator==(const Session &) const = default;
};

struct StoredMessage {
    qint64 number = 0;          ///< from 1 within the session
    QDateTime time;
    chat::Message message;      ///< its pictures without their bytes: see Journal::withContents
    QList<qint64> versions;     ///< what else was written in its place, itself among them; empty: nothing else
    qint64 parent = 0;          ///< the message it follows; 0: none
};

/// A part of a conversation that a model is told in short; the messages stay where they are.
struct Compaction {
    qint64 first = 0, last = 0; ///< numbers of messages, both included
    QString summary;
    QDateTime time;
    QString model;
    int tokensBefore = 0, tokensAfter = 0;
    bool operator==(const Compaction &) const = default;
};

/// A message that holds the wanted words.
struct SearchHit {
    SessionId session;
    QString title;              ///< of its chat
    qint64 number = 0;
    QDateTime time;
    chat::Role role = chat::Role::User;
    QString snippet;            ///< one line around the words
    QList<std::pair<int, int>> marks; ///< in the snippet: from, length
    double score = 0;           ///< of ranked()
};

/// A fact about a turn. `kind`: session-start, model-call, tool-call, skill-available, skill-viewed, skill-used, skill-changed,
/// skill-use-imported, memory-written, approval, grant, review, change-set, curator, outcome.
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
    Result<QList<Session>> trashed(int limit = 1'000) const;    ///< the same of the trash
    Result<Session> session(const SessionId &id) const;
    enum class NamedBy { Words, Model, Person };
    /// A title by words or a model never takes the place of one a person gave.
    Result<> setTitle(const SessionId &id, const QString &title, NamedBy by = NamedBy::Person);
    Result<> setPinned(const SessionId &id, bool pinned);
    Result<> setFolder(const SessionId &id, const QString &folder);
    Result<> setQueued(const SessionId &id, const QList<chat::Message> &queued);
    Result<> setDraft(const SessionId &id, const QString &draft);
    Result<> setWorkspace(const SessionId &id, const QString &folder);
    Result<> freeze(const SessionId &id, const QString &systemPrompt, const QJsonArray &tools);
    Result<> setTrashed(const SessionId &id, bool trashed);
    /// For ever, with all messages. Refused for a chat that is not in the trash.
    Result<> purge(const SessionId &id);

    /// Follows the message the shown branch ends with. Durable when it returns; its number.
    Result<qint64> append(const SessionId &id, const chat::Message &message);
    Result<QList<StoredMessage>> messages(const SessionId &id) const;          ///< of the branch that is shown
    Result<QList<StoredMessage>> everyMessage(const SessionId &id) const;      ///< of all branches, by number
    /// The last of those that lead to this message, itself among them, in the order they were said: until there are `most` or they
    /// have so many characters. A tool's result is never the first: its call comes with it.
    Result<QList<StoredMessage>> leadingTo(const SessionId &id, qint64 number, int most, qsizetype characters) const;
    Result<QList<qint64>> shownNumbers(const SessionId &id) const;             ///< of messages(), which are not read for it
    /// The next message will follow this one (0: begin anew); what came after it stays as another branch.
    Result<> branchAfter(const SessionId &id, qint64 number);
    /// Shows a branch this message is in, to where it ends.
    Result<> choose(const SessionId &id, qint64 number);
    /// The same messages with the bytes of their pictures.
    Result<QList<StoredMessage>> withContents(const SessionId &id, QList<StoredMessage> messages) const;

    Result<> addCompaction(const SessionId &id, const Compaction &compaction);
    Result<QList<Compaction>> compactions(const SessionId &id) const;          ///< oldest first

    Result<> addUsage(const SessionId &id, const chat::Usage &usage);
    /// Adds to the counters; setCounter(…, 0) when a change or a queued review resets one.
    Result<> count(const SessionId &id, int toolIterations, int userTurns);
    enum class Counter { ToolIterations, UserTurns };
    Result<> resetCounter(const SessionId &id, Counter counter);

    Result<> record(const Event &event);
    /// One after the other; data that several share is written out once.
    Result<> record(const QList<Event> &events);
    /// The newest `limit`, newest first.
    Result<QList<Event>> events(const std::optional<SessionId> &session, const QString &kind = {}, int limit = 1'000) const;
    Result<QMap<QString, SkillUse>> skillUse() const;           ///< by skill id
    /// Messages of all branches that hold all wanted words (parts of words, too), newest first; the trash left out.
    /// Cancelled when `stop` asks.
    Result<QList<SearchHit>> newest(const QString &words, int limit = 20, std::stop_token stop = {}) const;
    /// The best of the newest `considered`, best first; ends with what it has after `milliseconds`, but not before it has
    /// looked at `limit` of them.
    Result<QList<SearchHit>> ranked(const QString &words, int limit = 20, int considered = 2'000, int milliseconds = 250,
                                    std::stop_token stop = {}) const;
    /// Puts messages of an older home into the search, newest first; false: there are no more. Such a message is found before
    /// that as well, only slower.
    Result<bool> indexSome(int most = 2'000);

private:
    std::shared_ptr<storage::Database> m_database;
    const Clock &m_clock;
};

} // namespace hsf::journal
