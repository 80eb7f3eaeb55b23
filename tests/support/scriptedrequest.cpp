// SPDX-License-Identifier: MIT
//
// What a script may ask about a request, and the matchers made of these questions.
#include "support/scriptedserver.h"

#include <QJsonDocument>

namespace hsf::test {

namespace {

/// "content" may be a string, null or a list of parts.
QString textOf(const QJsonObject &message)
{
    const QJsonValue content = message.value("content");
    if (!content.isArray())
        return content.toString();
    QString text;
    for (const QJsonValue &part : content.toArray())
        text += part.toObject().value("text").toString();
    return text;
}

QString callsOf(const QJsonObject &message)
{
    QString text;
    for (const QJsonValue &call : message.value("tool_calls").toArray()) {
        const QJsonObject function = call.toObject().value("function").toObject();
        text += function.value("name").toString() + u' ' + function.value("arguments").toString() + u'\n';
    }
    return text;
}

Matcher contains(const QString &where, QString (ScriptedRequest::*part)() const, const QString &text)
{
    return Matcher([part, text](const ScriptedRequest &request) { return (request.*part)().contains(text); },
                   QStringLiteral("%1 contains \"%2\"").arg(where, text));
}

} // namespace

QJsonArray ScriptedRequest::messages() const
{
    return body.value("messages").toArray();
}

QJsonObject ScriptedRequest::lastMessage() const
{
    return messages().isEmpty() ? QJsonObject{} : messages().last().toObject();
}

QString ScriptedRequest::lastRole() const
{
    return lastMessage().value("role").toString();
}

QString ScriptedRequest::lastText() const
{
    return textOf(lastMessage());
}

QString ScriptedRequest::lastUserText() const
{
    QString text;
    for (const QJsonValue &message : messages()) {
        if (message.toObject().value("role") == "user")
            text = textOf(message.toObject());
    }
    return text;
}

QString ScriptedRequest::systemText() const
{
    QString text;
    for (const QJsonValue &message : messages()) {
        if (message.toObject().value("role") == "system")
            text += textOf(message.toObject());
    }
    return text;
}

QStringList ScriptedRequest::toolNames() const
{
    QStringList names;
    for (const QJsonValue &tool : body.value("tools").toArray())
        names.append(tool.toObject().value("function").toObject().value("name").toString());
    return names;
}

QList<QJsonObject> ScriptedRequest::toolResults() const
{
    QList<QJsonObject> results;
    for (const QJsonValue &message : messages()) {
        if (message.toObject().value("role") == "tool")
            results.append(message.toObject());
    }
    return results;
}

QString ScriptedRequest::lastToolText() const
{
    const QList<QJsonObject> results = toolResults();
    return results.isEmpty() ? QString() : textOf(results.last());
}

QJsonObject ScriptedRequest::lastToolJson() const
{
    return QJsonDocument::fromJson(lastToolText().toUtf8()).object();
}

bool ScriptedRequest::contains(const QString &text) const
{
    return std::ranges::any_of(messages(), [&text](const QJsonValue &message) {
        return textOf(message.toObject()).contains(text) || callsOf(message.toObject()).contains(text);
    });
}

Matcher::Matcher(Question question, QString words)
    : m_question(std::move(question))
    , m_words(std::move(words))
{ }

Matcher operator&&(const Matcher &a, const Matcher &b)
{
    return Matcher([a, b](const ScriptedRequest &request) { return a.fits(request) && b.fits(request); },
                   a.m_words + QStringLiteral(" and ") + b.m_words);
}

Matcher operator||(const Matcher &a, const Matcher &b)
{
    return Matcher([a, b](const ScriptedRequest &request) { return a.fits(request) || b.fits(request); },
                   QStringLiteral("(%1 or %2)").arg(a.m_words, b.m_words));
}

Matcher operator!(const Matcher &a)
{
    return Matcher([a](const ScriptedRequest &request) { return !a.fits(request); },
                   QStringLiteral("not (%1)").arg(a.m_words));
}

namespace when {

Matcher anything()
{
    return Matcher([](const ScriptedRequest &) { return true; }, QStringLiteral("anything"));
}

Matcher userSays(const QString &text)
{
    return contains(QStringLiteral("the last user message"), &ScriptedRequest::lastUserText, text);
}

Matcher lastSays(const QString &text)
{
    return contains(QStringLiteral("the last message"), &ScriptedRequest::lastText, text);
}

Matcher lastRole(const QString &role)
{
    return Matcher([role](const ScriptedRequest &request) { return request.lastRole() == role; },
                   QStringLiteral("the last message is from \"%1\"").arg(role));
}

Matcher systemSays(const QString &text)
{
    return contains(QStringLiteral("the system prompt"), &ScriptedRequest::systemText, text);
}

Matcher anywhere(const QString &text)
{
    return Matcher([text](const ScriptedRequest &request) { return request.contains(text); },
                   QStringLiteral("some message contains \"%1\"").arg(text));
}

Matcher hasTool(const QString &name)
{
    return Matcher([name](const ScriptedRequest &request) { return request.toolNames().contains(name); },
                   QStringLiteral("the tool %1 is offered").arg(name));
}

Matcher noTools()
{
    return Matcher([](const ScriptedRequest &request) { return request.toolNames().isEmpty(); },
                   QStringLiteral("no tool is offered"));
}

Matcher model(const QString &name)
{
    return Matcher([name](const ScriptedRequest &request) { return request.body.value("model") == name; },
                   QStringLiteral("the model is %1").arg(name));
}

} // namespace when

} // namespace hsf::test
