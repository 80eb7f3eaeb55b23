// SPDX-License-Identifier: MIT
#include "service/chatexport.h"
#include "service/words_p.h"

#include "base/text.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace hsf::service {

namespace {

QString fenced(const QString &text, const QString &language = {})
{
    QString fence = u"```"_s;
    while (text.contains(fence))
        fence += u'`';
    return fence + language + u'\n' + text + (text.endsWith(u'\n') ? QString() : u"\n"_s) + fence + u'\n';
}

QString who(const chat::Message &message)
{
    switch (message.role) {
    case chat::Role::User:
        return Words::tr("You");
    case chat::Role::Tool:
        return Words::tr("Result of %1").arg(message.toolName);
    default:
        return Words::tr("Agent");
    }
}

QJsonObject messageToJson(const journal::StoredMessage &stored, bool shown)
{
    QJsonObject json = stored.message.toJson();
    json.insert(u"number"_s, stored.number);
    json.insert(u"follows"_s, stored.parent);
    json.insert(u"time"_s, toStored(stored.time));
    json.insert(u"shown"_s, shown);
    return json;
}

} // namespace

QString messageToMarkdown(const chat::Message &message)
{
    QString text;
    if (message.role == chat::Role::Tool)
        text = fenced(message.text);
    else
        text = message.text.trimmed() + u'\n';
    for (const chat::TextFile &file : message.files)
        text += u"\n**%1**\n\n"_s.arg(file.name) + fenced(file.text);
    for (const chat::Image &image : message.images)
        text += u"\n*[%1]*\n"_s.arg(image.name.isEmpty() ? Words::tr("a picture") : image.name);
    for (const chat::ToolCall &call : message.toolCalls)
        text += u"\n- `%1` `%2`\n"_s.arg(call.name, call.arguments.simplified().replace(u'`', u'\''));
    return text;
}

QByteArray chatToMarkdown(const ChatCopy &chat)
{
    const journal::Session &session = chat.session;
    QString text = u"# %1\n\n"_s.arg(session.title.isEmpty() ? Words::tr("A chat") : session.title);
    text += Words::tr("%1 to %2").arg(session.created.toLocalTime().toString(Qt::ISODate), session.updated.toLocalTime().toString(Qt::ISODate)) + u"\n"_s;
    for (const journal::StoredMessage &stored : chat.shown) {
        text += u"\n## %1 · %2\n\n"_s.arg(who(stored.message), stored.time.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s));
        text += messageToMarkdown(stored.message);
    }
    return text.toUtf8();
}

QByteArray chatToJson(const ChatCopy &chat)
{
    const journal::Session &session = chat.session;
    QSet<qint64> shown;
    QHash<qint64, journal::StoredMessage> whole;
    for (const journal::StoredMessage &stored : chat.shown) {
        shown.insert(stored.number);
        whole.insert(stored.number, stored);
    }
    QJsonArray messages;
    for (const journal::StoredMessage &stored : chat.all)
        messages.append(messageToJson(whole.value(stored.number, stored), shown.contains(stored.number)));
    QJsonArray shortened;
    for (const journal::Compaction &compaction : chat.compactions)
        shortened.append(QJsonObject{{u"first"_s, compaction.first}, {u"last"_s, compaction.last}, {u"summary"_s, compaction.summary},
                                     {u"time"_s, toStored(compaction.time)}, {u"model"_s, compaction.model}});
    const QJsonObject json{{u"format"_s, u"hermes-skill-factory chat"_s},
                           {u"version"_s, 1},
                           {u"id"_s, session.id.toString()},
                           {u"title"_s, session.title},
                           {u"folder"_s, session.folder},
                           {u"workspace"_s, session.workspace},
                           {u"created"_s, toStored(session.created)},
                           {u"updated"_s, toStored(session.updated)},
                           {u"usage"_s, session.usage.toJson()},
                           {u"messages"_s, messages},
                           {u"shortened"_s, shortened}};
    return QJsonDocument(json).toJson();
}

QString fileNameFor(const journal::Session &session, const QString &suffix)
{
    static const QRegularExpression unfit(u"[\\\\/:*?\"<>|\\x00-\\x1f]+"_s);
    QString name = excerpt(session.title, 60).replace(unfit, u" "_s).simplified();
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    return (name.isEmpty() ? Words::tr("chat") : name) + u'.' + suffix;
}

} // namespace hsf::service
