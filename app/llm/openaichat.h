// SPDX-License-Identifier: MIT
//
// OpenAI's Chat Completions as values: a Request becomes the bytes of a body, the events of a stream become
// StreamEvents and one Reply. Knows no sockets. Servers differ in many details; what they really send is in the tables
// of tst_openaichat.cpp.
#pragma once
#include "llm/callassembly.h"
#include "llm/complaint.h"
#include "llm/streamdecoder.h"
#include "llm/thinktags.h"

namespace hsf::llm {

/// How the output limit is called: OpenAI itself refuses the old name, the others do not all know the new one.
enum class LimitName { MaxTokens, MaxCompletionTokens };

/// The same request gives the same bytes, and tools keep their order: a provider's prompt cache depends on it.
/// `cacheMarks`: the system prompt and the last two messages of the user's side say that they may be cached.
QByteArray requestBody(const Request &request, const QString &model, LimitName limitName = LimitName::MaxTokens,
                       bool cacheMarks = false);

class ReplyDecoder final : public StreamDecoder
{
public:
    Result<QList<StreamEvent>> take(const SseEvent &event) override;
    bool isPayload(const SseEvent &event) const override { return !event.data.isEmpty(); }
    bool isDone() const override { return m_done; }
    bool isFinished() const override { return m_done || m_finish.has_value(); }

private:
    void giveBack(const StreamSink &sink) override;
    bool holdsNothing() const override;
    bool saidWhy() const override { return m_finish.has_value(); }
    Result<Reply> wholeDocument(const QByteArray &stray, const StreamSink &sink) override;
    Result<Reply> assembled() const override;

    Result<QList<StreamEvent>> takeChunk(const QJsonObject &chunk);
    Result<> takeDelta(const QJsonObject &delta, QList<StreamEvent> &events);
    void takeReasoning(const QJsonObject &delta, QList<StreamEvent> &events);
    void addText(const ThinkTags::Split &split, QList<StreamEvent> &events);
    void takeFinish(const QString &reason);

    Reply m_reply;
    CallAssembly m_calls;
    ThinkTags m_tags;
    std::optional<FinishReason> m_finish;
    bool m_done = false;
};

} // namespace hsf::llm
