// SPDX-License-Identifier: MIT
//
// The same answer in each wire format, event by event, for servers that play bytes.
#pragma once
#include "base/settings.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace hsf::test {

class WireSpeech
{
public:
    explicit WireSpeech(WireFormat format)
        : m_anthropic(format == WireFormat::AnthropicMessages)
    { }

    QByteArray start() const
    {
        return m_anthropic ? event(R"({"type":"message_start","message":{"model":"m","usage":{"input_tokens":5,"output_tokens":1}}})")
                           : choice(R"({"role":"assistant","content":""})");
    }
    QByteArray words(const QByteArray &text) const
    {
        if (!m_anthropic)
            return choice(R"({"content":)" + quoted(text) + '}');
        return event(R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":)" + quoted(text) + "}}");
    }
    QByteArray callBegins(const QByteArray &index, const QByteArray &id, const QByteArray &name) const
    {
        if (!m_anthropic)
            return choice(R"({"tool_calls":[{"index":)" + index + R"(,"id":)" + quoted(id) + R"(,"function":{"name":)" + quoted(name)
                          + R"(,"arguments":""}}]})");
        return event(R"({"type":"content_block_start","index":)" + index + R"(,"content_block":{"type":"tool_use","id":)" + quoted(id)
                     + R"(,"name":)" + quoted(name) + R"(,"input":{}}})");
    }
    QByteArray callGoesOn(const QByteArray &index, const QByteArray &part) const
    {
        if (!m_anthropic)
            return choice(R"({"tool_calls":[{"index":)" + index + R"(,"function":{"arguments":)" + quoted(part) + "}}]}");
        return event(R"({"type":"content_block_delta","index":)" + index + R"(,"delta":{"type":"input_json_delta","partial_json":)"
                     + quoted(part) + "}}");
    }
    QByteArray stops() const { return ended(m_anthropic ? "end_turn" : "stop"); }
    QByteArray atTheLimit() const { return ended(m_anthropic ? "max_tokens" : "length"); }
    QByteArray forCalls() const { return ended(m_anthropic ? "tool_use" : "tool_calls"); }
    QByteArray filtered() const { return ended(m_anthropic ? "refusal" : "content_filter"); }
    QByteArray mark() const { return m_anthropic ? event(R"({"type":"message_stop"})") : "data: [DONE]\n\n"; }
    QByteArray answer(const QByteArray &text) const { return start() + words(text) + stops() + mark(); }
    /// What such a server sends while it has nothing to say.
    QByteArray keepAlive() const { return m_anthropic ? "event: ping\ndata: {\"type\": \"ping\"}\n\n" : ": keep-alive\n\n"; }
    /// An event that is part of an answer and says nothing.
    QByteArray emptyPart() const { return m_anthropic ? words("") : "data: {\"choices\":[]}\n\n"; }
    /// An error as the format has it after a 200.
    QByteArray error(const QByteArray &message) const
    {
        if (m_anthropic)
            return "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":" + quoted(message) + "}}\n\n";
        return "data: {\"error\":{\"message\":" + quoted(message) + ",\"type\":\"server_error\"}}\n\n";
    }
    QByteArray path() const { return m_anthropic ? "/v1/messages" : "/v1/chat/completions"; }

    static QByteArray quoted(const QByteArray &text)
    {
        return QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact).mid(1).chopped(1);
    }

private:
    QByteArray event(const QByteArray &json) const
    {
        const QByteArray type = QJsonDocument::fromJson(json)["type"].toString().toUtf8();
        return (type.isEmpty() ? QByteArray() : "event: " + type + '\n') + "data: " + json + "\n\n";
    }
    static QByteArray choice(const QByteArray &delta, const QByteArray &finish = "null")
    {
        return R"(data: {"model":"m","choices":[{"index":0,"delta":)" + delta + R"(,"finish_reason":)" + finish + "}]}\n\n";
    }
    QByteArray ended(const QByteArray &reason) const
    {
        return m_anthropic ? event(R"({"type":"message_delta","delta":{"stop_reason":)" + quoted(reason) + R"(},"usage":{"output_tokens":3}})")
                           : choice("{}", quoted(reason));
    }

    bool m_anthropic;
};

} // namespace hsf::test
