// SPDX-License-Identifier: MIT
//
// The narrow door to a model: a conversation goes in, words stream out, one whole reply or one error comes back. Who implements
// it (HTTP, replay) is not visible from here.
#pragma once
#include "base/error.h"
#include "chat/message.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <variant>

namespace hsf::llm {

class RetryNow;

enum class Purpose { Turn, Review, Curator, Title, Summary, Test };  ///< journalled; replay keeps a script for each

struct Request {
    QList<chat::Message> messages;      ///< the system message first
    QList<chat::ToolSpec> tools;
    Purpose purpose = Purpose::Turn;
    int maxOutputTokens = 0;            ///< 0: the provider's default
    /// Set where a person watches: a long wait is then waited, visibly, until it ends or they press. Not set: it is an error.
    std::shared_ptr<RetryNow> retryNow;
};

enum class FinishReason { Stop, Length, ToolCalls, ContentFilter, Other };

struct Reply {
    chat::Message message;
    chat::Usage usage;
    FinishReason finish = FinishReason::Stop;
    QString model;                      ///< as the server names it
    /// With finish == Length, calls whose arguments did not parse are left out of message.toolCalls and counted here.
    int droppedCalls = 0;
};

struct TextDelta { QString text; };
struct ReasoningDelta { QString text; };
struct ToolCallStarted { QString id; QString name; };
/// The connection failed before any byte of a reply and is tried again after a wait.
struct Retrying {
    int attempt;
    int waitMs;
    QString reason;       ///< a sentence with the server's own words
    QString title = {};   ///< "Rate limited"
};
using StreamEvent = std::variant<TextDelta, ReasoningDelta, ToolCallStarted, Retrying>;
using StreamSink = std::function<void(const StreamEvent &)>;

class ModelClient
{
public:
    virtual ~ModelClient() = default;
    /// Blocks the calling (worker) thread until the reply is whole, failed, or `stop` asked for: then Error::Cancelled within
    /// 200 ms. `sink` is called on the calling thread. Thread-safe: several calls may run at once.
    virtual Result<Reply> complete(const Request &request, const StreamSink &sink, std::stop_token stop) = 0;
    virtual QString modelName() const = 0;
};

} // namespace hsf::llm
