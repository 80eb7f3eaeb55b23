// SPDX-License-Identifier: MIT
//
// Replies of a scripted model, put together piece by piece, and the gate that holds one back.
#include "support/scriptedserver.h"

#include "support/scriptedgate_p.h"

#include <QJsonDocument>

namespace hsf::test {

Gate::Gate()
    : m_state(std::make_shared<State>())
{ }

void Gate::open() const
{
    m_state->open = true;
}

bool Gate::isOpen() const
{
    return m_state->open;
}

bool Gate::isReached() const
{
    return m_state->reached;
}

ScriptedReply &&ScriptedReply::text(const QString &text) &&
{
    m_pieces.append(Text{text, false});
    return std::move(*this);
}

ScriptedReply &&ScriptedReply::thinking(const QString &text) &&
{
    m_pieces.append(Text{text, true});
    return std::move(*this);
}

ScriptedReply &&ScriptedReply::call(const QString &tool, const QJsonObject &arguments, const QString &id) &&
{
    return std::move(*this).callRaw(tool, QString::fromUtf8(QJsonDocument(arguments).toJson(QJsonDocument::Compact)),
                                    id);
}

ScriptedReply &&ScriptedReply::callRaw(const QString &tool, const QString &arguments, const QString &id) &&
{
    m_pieces.append(Call{tool, arguments, id});
    return std::move(*this);
}

ScriptedReply &&ScriptedReply::waitFor(const Gate &gate) &&
{
    m_pieces.append(gate);
    return std::move(*this);
}

ScriptedReply &&ScriptedReply::hangUp() &&
{
    m_pieces.append(HangUp{});
    return std::move(*this);
}

ScriptedReply &&ScriptedReply::usage(int input, int output, int cached) &&
{
    m_input = input;
    m_output = output;
    m_cached = cached;
    return std::move(*this);
}

ScriptedReply &&ScriptedReply::finish(const QString &reason) &&
{
    m_finish = reason;
    return std::move(*this);
}

ScriptedReply &&ScriptedReply::pace(int characters, int milliseconds) &&
{
    m_pieceSize = std::max(1, characters);
    m_pauseMs = milliseconds;
    return std::move(*this);
}

ScriptedReply &&ScriptedReply::header(const QByteArray &name, const QByteArray &value) &&
{
    m_headers.append({name, value});
    return std::move(*this);
}

ScriptedReply say(const QString &text)
{
    return ScriptedReply().text(text);
}

ScriptedReply think(const QString &text)
{
    return ScriptedReply().thinking(text);
}

ScriptedReply call(const QString &tool, const QJsonObject &arguments, const QString &id)
{
    return ScriptedReply().call(tool, arguments, id);
}

ScriptedReply waitFor(const Gate &gate)
{
    return ScriptedReply().waitFor(gate);
}

ScriptedReply hangUp()
{
    return ScriptedReply().hangUp();
}

ScriptedReply refuse(int status, const QString &message, const QString &code)
{
    ScriptedReply reply;
    reply.m_status = status;
    reply.m_message = message;
    reply.m_code = code;
    return reply;
}

} // namespace hsf::test
