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
    virtual Result<Reply> finish(const QByteArray &stray, const StreamSink &sink) = 0;
};

/// "/chat/completions"
QString completionPath(WireFormat format);
QByteArray completionBody(const Request &request, const Endpoint &endpoint);
std::unique_ptr<StreamDecoder> decoderFor(const Endpoint &endpoint);

} // namespace hsf::llm
