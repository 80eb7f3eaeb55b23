// SPDX-License-Identifier: MIT
//
// A conversation that grows too long for its model: which part is told in short, what a model is asked for that, and how the
// result is put in its place. Nothing is lost: the messages stay in the journal, only what is sent is shorter. Pure.
#pragma once
#include "chat/message.h"

#include <optional>

namespace hsf::agent {

struct CompactionPolicy {
    int window = 128'000;    ///< of the model, in tokens
    int percent = 75;        ///< of it, from which on a part is told in short
    int keptLast = 20;       ///< messages
};

struct Span { ///< places in a list of messages
    qsizetype first = 0;
    qsizetype count = 0;
    bool operator==(const Span &) const = default;
};

/// The middle: behind the first turn (behind its question alone, where that turn is long) and before the last messages; a call and
/// its results stay on one side. Nothing while there is room, or when there would be nothing to gain. `messages` begin with the
/// system message.
std::optional<Span> middleToShorten(const QList<chat::Message> &messages, int inputTokens, const CompactionPolicy &policy);

/// What is sent in place of the middle; `calls` of it are not repeated.
chat::Message summaryMessage(const QString &summary);
bool isSummary(const chat::Message &message);

/// What a model is asked: the middle as text, long results cut, within `tokens`.
QList<chat::Message> summaryRequest(const QList<chat::Message> &middle, int tokens);

/// Where the input of a request goes, in tokens.
struct ContextParts {
    int system = 0, catalogue = 0, memory = 0, tools = 0, history = 0;
    int window = 0;
    int total() const { return system + catalogue + memory + tools + history; }
    int percent() const { return window > 0 ? int(100LL * total() / window) : 0; }
    bool operator==(const ContextParts &) const = default;
};
/// Estimated, then stretched to what the provider counted last (0: unknown).
ContextParts contextParts(const QList<chat::Message> &messages, const QList<chat::ToolSpec> &tools, int window, int counted = 0);

int estimatedTokens(const QList<chat::Message> &messages);
int estimatedTokens(const QList<chat::ToolSpec> &tools);

} // namespace hsf::agent
