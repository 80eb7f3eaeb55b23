// SPDX-License-Identifier: MIT
//
// The end of a stream, the same in both formats: what counts as an answer, as cut off, as a call that can be run.
#include "llm/streamdecoder.h"

#include "llm/callassembly.h"
#include "llm/complaint.h"

#include <QCoreApplication>

namespace hsf::llm {

Result<Reply> StreamDecoder::finish(const QByteArray &stray, const StreamSink &sink)
{
    giveBack(sink);
    const bool nothing = holdsNothing();
    if (!isFinished() && !stray.isEmpty())
        return nothing ? wholeDocument(stray, sink) : Result<Reply>(reported(complaintIn(stray)));
    if (nothing && !saidWhy())
        return fail(Error::Kind::Network,
                    QCoreApplication::translate("hsf::llm", "the server ended the stream without an answer"));
    if (!isFinished())
        return fail(Error::Kind::Network,
                    QCoreApplication::translate("hsf::llm", "the answer was cut off before its end"));
    return assembled();
}

Result<> StreamDecoder::addCall(Reply &reply, const chat::ToolCall &call, bool begunOnly)
{
    if (reply.finish == FinishReason::Length && (begunOnly || !argumentsParse(call.arguments)))
        ++reply.droppedCalls;
    else if (call.name.isEmpty())
        return fail(Error::Kind::Malformed,
                    QCoreApplication::translate("hsf::llm", "the server sent a tool call without a name"));
    else
        reply.message.toolCalls.append(call);
    return {};
}

void StreamDecoder::endWithCalls(Reply &reply)
{
    if (!reply.message.toolCalls.isEmpty()
        && (reply.finish == FinishReason::Stop || reply.finish == FinishReason::Other))
        reply.finish = FinishReason::ToolCalls;
}

} // namespace hsf::llm
