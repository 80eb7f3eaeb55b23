// SPDX-License-Identifier: MIT
//
// One turn of a chat against a home's stores: the user's message is stored, the session frozen at its first turn, the agent run,
// everything journalled. Blocking; the window calls it in a pool, the command line directly.
#pragma once
#include "agent/compaction.h"
#include "agent/turn.h"
#include "base/settings.h"
#include "service/stores.h"

namespace hsf::service {

struct ChatTurn {
    SessionId session;
    QString text;                                           ///< empty with no file: the last message is answered again
    llm::ModelClient &model;
    tools::Approver &approver;
    Settings settings;
    bool network = false;
    QList<chat::Image> images = {};
    QList<chat::TextFile> files = {};
    llm::ModelClient *auxiliary = nullptr;                  ///< for summaries; none: the main one
    std::function<QList<chat::Message>()> heardMeanwhile = {};   ///< see agent::TurnInput
    std::shared_ptr<llm::RetryNow> retryNow = {};           ///< a person's button; null: nobody watches
};

struct ChatTurnEnd {
    agent::TurnResult result;
    journal::Session session;   ///< after the turn, counters included
    agent::ContextParts context;///< of the last request
};

Result<ChatTurnEnd> runChatTurn(Stores &stores, const ChatTurn &turn, const agent::EventSink &sink, std::stop_token stop);

/// The frozen system prompt of a new session: catalogue within the budget, memory, workspace.
Result<QString> freshSystemPrompt(Stores &stores, const Settings &settings, const QString &workspace, const QString &opening);

/// The session's messages as the model gets them: the system prompt, then the branch that is shown, its middle in short where it
/// was shortened, files behind the words, calls closed.
struct Transcript {
    QList<chat::Message> messages;
    QList<qint64> numbers;      ///< 0 for the system message, a summary, and what closed() added
    std::optional<journal::Compaction> shortened;
};
Result<Transcript> transcript(Stores &stores, const journal::Session &session, qint64 upTo = 0);
/// What of `made` holds where these messages are shown: the newest of which both ends are. Pure.
std::optional<journal::Compaction> shortenedOf(const QList<journal::Compaction> &made, const QList<qint64> &shown);
/// What a model is told of some messages that follow one another and do not part a call from its results. Pure.
QList<chat::Message> toldOf(const QList<journal::StoredMessage> &stored, const std::optional<journal::Compaction> &shortened);

QJsonArray toolsToJson(const QList<chat::ToolSpec> &tools);
QList<chat::ToolSpec> toolsFromJson(const QJsonArray &json);

} // namespace hsf::service
