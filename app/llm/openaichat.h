// SPDX-License-Identifier: MIT
//
// OpenAI's Chat Completions as values: a Request becomes the bytes of a body, the events of a stream become
// StreamEvents and one Reply. Knows no sockets. Servers differ in many details; what they really send is in the tables
// of tst_openaichat.cpp.
#pragma once
#include "llm/callassembly.h"
#include "llm/modelclient.h"
#include "llm/sse.h"
#include "llm/thinktags.h"

namespace hsf::llm {

/// How the output limit is called: OpenAI itself refuses the old name, the others do not all know the new one.
enum class LimitName { MaxTokens, MaxCompletionTokens };

/// The same request gives the same bytes, and tools keep their order: a provider's prompt cache depends on it.
QByteArray requestBody(const Request &request, const QString &model, LimitName limitName = LimitName::MaxTokens);

/// What a server says when it refuses, in whichever of the known shapes.
struct Complaint {
    QString message; ///< empty: it gave none
    QString code;
    QString type;
    bool operator==(const Complaint &) const = default;
};
Complaint complaintIn(const QByteArray &body);
Complaint complaintIn(const QJsonValue &error);

class ReplyDecoder
{
public:
    /// Reads one event. An error ends the stream: the server reported one, or spoke nonsense.
    Result<QList<StreamEvent>> take(const SseEvent &event);

    /// "[DONE]" came: nothing after it counts.
    bool isDone() const { return m_done; }
    /// The server has said why it ended: what may still come are numbers.
    bool isFinished() const { return m_done || m_finish.has_value(); }

    /// The reply, after the end of the stream. `sink` gets what was held back; `stray` is what stood outside the
    /// events. An error when the stream was cut or held nothing.
    Result<Reply> finish(const QByteArray &stray, const StreamSink &sink);

private:
    Result<QList<StreamEvent>> takeChunk(const QJsonObject &chunk);
    Result<> takeDelta(const QJsonObject &delta, QList<StreamEvent> &events);
    void takeReasoning(const QJsonObject &delta, QList<StreamEvent> &events);
    void addText(const ThinkTags::Split &split, QList<StreamEvent> &events);
    void takeFinish(const QString &reason);
    Result<Reply> wholeDocument(const QByteArray &stray, const StreamSink &sink);
    Result<Reply> assembled();

    Reply m_reply;
    CallAssembly m_calls;
    ThinkTags m_tags;
    std::optional<FinishReason> m_finish;
    bool m_done = false;
};

} // namespace hsf::llm
