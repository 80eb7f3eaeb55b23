// SPDX-License-Identifier: MIT
//
// What every wire format makes of the events of a stream: news while it runs, one Reply or one error at its end. Which
// format an endpoint speaks, and how a request is written for it, is decided in codec.cpp.
#pragma once
#include "llm/httpclient.h"
#include "llm/sse.h"

namespace hsf::llm {

class StreamDecoder
{
public:
    virtual ~StreamDecoder() = default;
    /// Reads one event. An error ends the stream: the server reported one, or spoke nonsense.
    virtual Result<QList<StreamEvent>> take(const SseEvent &event) = 0;
    /// Whether the event is a part of the answer; false: it only keeps the connection open.
    virtual bool isPayload(const SseEvent &event) const = 0;
    /// The format's last mark came: nothing after it counts.
    virtual bool isDone() const = 0;
    /// The server has said why it ended: what may still come are numbers.
    virtual bool isFinished() const = 0;
    /// The reply, after the end of the stream. `sink` gets what was held back; `stray` is what stood outside the
    /// events. An error when the stream was cut or held nothing.
    Result<Reply> finish(const QByteArray &stray, const StreamSink &sink);

protected:
    /// A call that ended: into the reply, or, when the answer had no room left and it is half a call, counted as
    /// dropped. `begunOnly`: nothing but its name came. An error when it has no name.
    static Result<> addCall(Reply &reply, const chat::ToolCall &call, bool begunOnly);
    /// After the last call. Some servers say "stop" although there are calls.
    static void endWithCalls(Reply &reply);

private:
    virtual void giveBack(const StreamSink &sink) = 0; ///< what was held back of the words
    virtual bool holdsNothing() const = 0; ///< no word, no call
    virtual bool saidWhy() const = 0; ///< the reason of the end came
    /// A server that does not stream: the same reply in one piece.
    virtual Result<Reply> wholeDocument(const QByteArray &stray, const StreamSink &sink) = 0;
    virtual Result<Reply> assembled() const = 0;
};

/// "/chat/completions"
QString completionPath(WireFormat format);
QByteArray completionBody(const Request &request, const Endpoint &endpoint);
std::unique_ptr<StreamDecoder> decoderFor(const Endpoint &endpoint);

} // namespace hsf::llm
