// SPDX-License-Identifier: MIT
//
// One turn as a straight line: ask the model, run its tool calls, ask again, until it answers without calls, the limit is
// reached, it fails, or the person stops it. Everything that happens leaves as events, in order; messages are handed to `store`
// before they are announced, so that a crash loses nothing that was seen.
#pragma once
#include "base/clock.h"
#include "llm/modelclient.h"
#include "tools/toolbox.h"

namespace hsf::agent {

struct IterationStarted { int iteration; };                     ///< from 1
struct TextStreamed { QString text; };
struct ReasoningStreamed { QString text; };
struct RetryWaiting { int attempt; int waitMs; QString reason; QString title = {}; };
struct MessageFinished { qint64 number; chat::Message message; }; ///< stored under this number; assistant or tool
struct ToolStarted { chat::ToolCall call; };
struct ToolOutput { QString callId; QString output; };
struct ToolFinished { chat::ToolCall call; tools::ToolResult result; int milliseconds; };
struct UsageCounted { chat::Usage usage; };
/// From now on the model is told the messages `first` to `last` in short.
struct ContextCompacted { qint64 first; qint64 last; QString summary; int tokensBefore; int tokensAfter; };
using AgentEvent = std::variant<IterationStarted, TextStreamed, ReasoningStreamed, RetryWaiting, MessageFinished, ToolStarted,
                                ToolOutput, ToolFinished, UsageCounted, ContextCompacted>;
using EventSink = std::function<void(const AgentEvent &)>;

struct TurnInput {
    QList<chat::Message> messages;   ///< system first; the user's new message last
    QList<chat::ToolSpec> tools;
    int maxIterations = 90;
    llm::Purpose purpose = llm::Purpose::Turn;
    int tokenBudget = 0;             ///< of input in all iterations; 0: none
    std::shared_ptr<llm::RetryNow> retryNow;   ///< a person's button for a call that waits; null where nobody watches
    /// What the person said meanwhile and wants heard now; asked for before each further iteration.
    std::function<QList<chat::Message>()> heardMeanwhile = {};
    /// Asked before each iteration with the tokens it would send: the conversation to go on with instead, when it was shortened.
    std::function<Result<std::optional<QList<chat::Message>>>(int inputTokens)> shortened = {};
};

struct TurnResult {
    enum class End { Answered, Stopped, Failed, IterationLimit, BudgetSpent };
    End end = End::Answered;
    QString answer;                  ///< the last assistant text
    int iterations = 0;
    int toolIterations = 0;          ///< iterations with at least one call
    QList<chat::Message> added;      ///< all messages of the turn after the input, without holes
    QList<std::pair<chat::ToolCall, tools::ToolResult>> calls;
    chat::Usage usage;
    std::optional<Error> error;      ///< when Failed
};

/// Stores a message and gives its number; an error ends the turn.
using MessageStore = std::function<Result<qint64>(const chat::Message &)>;

/// Blocks; answers `stop` within 200 ms. After three identical failing calls the model is warned, after eight the turn ends.
TurnResult runTurn(const TurnInput &input, llm::ModelClient &model, tools::ToolBox &tools, const MessageStore &store,
                   const EventSink &sink, std::stop_token stop);

} // namespace hsf::agent
