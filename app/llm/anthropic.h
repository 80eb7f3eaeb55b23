// SPDX-License-Identifier: MIT
//
// Anthropic's Messages as values: a Request becomes the bytes of a body, the events of a stream become StreamEvents and
// one Reply. Knows no sockets. Thinking comes back signed and must return unchanged and in its place, to whom signed
// it:
//
//   Message::reasoningDetails: [{"type": "from", "host": "api.anthropic.com"},
//                               {"type": "thinking", "thinking": "Hm.", "signature": "Er8B…"},
//                               {"type": "text", "text": "I look."}, {"type": "tool_use", "id": "toolu_1"}]
//
// where text and calls are noted only when thinking follows one of them.
#pragma once
#include "llm/streamdecoder.h"

#include <optional>

namespace hsf::llm {

struct AnthropicOptions {
    QString model;
    QString host; ///< whose signatures are sent back
    int maxOutputTokens = 0; ///< of one answer, where the request does not say; 0: a usual number
    int thinkingTokens = 0; ///< 0: thinking is not asked for
};

/// The same request gives the same bytes. Marks for the prompt cache stand at the end of the tools, of the system
/// prompt and of the last two messages of the user's side.
QByteArray anthropicBody(const Request &request, const AnthropicOptions &options);

class AnthropicDecoder final : public StreamDecoder
{
public:
    explicit AnthropicDecoder(const QString &host = {})
        : m_host(host)
    { }
    Result<QList<StreamEvent>> take(const SseEvent &event) override;
    bool isPayload(const SseEvent &event) const override;
    bool isDone() const override { return m_done; }
    bool isFinished() const override { return m_done || m_finish.has_value(); }

private:
    void giveBack(const StreamSink &) override { }
    bool holdsNothing() const override;
    bool saidWhy() const override { return m_finish.has_value(); }
    Result<Reply> wholeDocument(const QByteArray &stray, const StreamSink &sink) override;
    Result<Reply> assembled() const override;

    struct Block {
        int index = -1; ///< as sent; -1: none was
        QString type;
        QString text; ///< of text and thinking; the arguments of a call as they were streamed
        QString signature;
        QString data; ///< of redacted thinking
        chat::ToolCall call;
        QJsonObject input; ///< that a call began with
        bool stopped = false;
    };
    Result<QList<StreamEvent>> takeJson(const QJsonObject &json);
    Result<QList<StreamEvent>> startBlock(const QJsonObject &json);
    Result<QList<StreamEvent>> extendBlock(const QJsonObject &json);
    QList<StreamEvent> begin(const QJsonObject &block, int index);
    Block *blockAt(int index);
    void takeUsage(const QJsonObject &usage);
    QJsonArray details() const;
    QString argumentsOf(const Block &block) const;

    QString m_host;
    QList<Block> m_blocks; ///< in the order they began
    QJsonObject m_usage; ///< the newest number of each kind: they are cumulative
    QString m_model;
    std::optional<FinishReason> m_finish;
    bool m_done = false;
};

} // namespace hsf::llm
