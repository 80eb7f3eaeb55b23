// SPDX-License-Identifier: MIT
//
// One turn of a chat against a home's stores: the user's message is stored, the session frozen at its first turn, the agent run,
// everything journalled. Blocking; the window calls it in a pool, the command line directly.
#pragma once
#include "agent/turn.h"
#include "base/settings.h"
#include "service/stores.h"

namespace hsf::service {

struct ChatTurn {
    SessionId session;
    QString text;
    llm::ModelClient &model;
    tools::Approver &approver;
    Settings settings;
    bool network = false;
};

struct ChatTurnEnd {
    agent::TurnResult result;
    journal::Session session;   ///< after the turn, counters included
};

Result<ChatTurnEnd> runChatTurn(Stores &stores, const ChatTurn &turn, const agent::EventSink &sink, std::stop_token stop);

/// The frozen system prompt of a new session: catalogue within the budget, memory, workspace.
Result<QString> freshSystemPrompt(Stores &stores, const Settings &settings, const QString &workspace, const QString &opening);

/// The session's messages as the model gets them: the system prompt, then everything stored, calls closed.
struct Transcript {
    QList<chat::Message> messages;
    QList<qint64> numbers;      ///< 0 for the system message and for what closed() added
};
Result<Transcript> transcript(Stores &stores, const journal::Session &session, qint64 upTo = 0);

QJsonArray toolsToJson(const QList<chat::ToolSpec> &tools);
QList<chat::ToolSpec> toolsFromJson(const QJsonArray &json);

} // namespace hsf::service
