// SPDX-License-Identifier: MIT
//
// The tool calls of one iteration: those that only read run side by side, the others one after another; results come in
// the order of the calls, events on the calling thread.
#pragma once
#include "agent/turn.h"

namespace hsf::agent {

/// May run beside others of its kind: changes nothing.
bool onlyReads(const QString &tool);

struct Batch {
    qsizetype first = 0;
    qsizetype count = 0;
    bool operator==(const Batch &) const = default;
};
/// Neighbouring reading calls together, at most `most`; every other call alone. Pure.
QList<Batch> batches(const QList<chat::ToolCall> &calls, qsizetype most = 8);

/// What the model reads where a call was not run any more.
tools::ToolResult stoppedBeforeRunning();

/// Runs one batch to its end. With `stop` already asked for nothing is run, but every call has a result.
QList<tools::ToolResult> runBatch(const QList<chat::ToolCall> &calls, tools::ToolBox &tools, const EventSink &sink,
                                  std::stop_token stop);

} // namespace hsf::agent
