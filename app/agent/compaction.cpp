// SPDX-License-Identifier: MIT
#include "agent/compaction.h"

#include "base/text.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace hsf::agent {

namespace {

const QString summaryHead = u"[CONTEXT SUMMARY] Earlier messages of this conversation, in short:"_s;
constexpr qsizetype leastGain = 2; // messages: one in place of two

/// Behind the first turn: the place of the second message of the person.
qsizetype endOfFirstTurn(const QList<chat::Message> &messages)
{
    const auto isAsked = [](const chat::Message &message) { return message.role == chat::Role::User && !isSummary(message); };
    const auto first = std::ranges::find_if(messages, isAsked);
    if (first == messages.end())
        return messages.size();
    return std::ranges::find_if(std::next(first), messages.end(), isAsked) - messages.begin();
}

/// A place where no result is parted from its call.
qsizetype withoutSplit(const QList<chat::Message> &messages, qsizetype place)
{
    while (place > 0 && place < messages.size() && messages.at(place).role == chat::Role::Tool)
        --place;
    return place;
}

QString cut(const QString &text, qsizetype most)
{
    return text.size() <= most ? text : text.left(most * 2 / 3) + u" […] "_s + text.right(most / 3);
}

QString told(const chat::Message &message, qsizetype most)
{
    QString text = u"### %1\n"_s.arg(message.role == chat::Role::Tool ? u"result of "_s + message.toolName : chat::roleName(message.role));
    text += cut(message.text, message.role == chat::Role::Tool ? most : most * 3) + u'\n';
    for (const chat::ToolCall &call : message.toolCalls)
        text += u"(calls %1 %2)\n"_s.arg(call.name, cut(call.arguments, most / 2));
    return text;
}

QString toldWithin(const QList<chat::Message> &middle, int tokens)
{
    for (qsizetype most = 2'000;; most /= 2) {
        QString text;
        for (const chat::Message &message : middle)
            text += told(message, most) + u'\n';
        if (most <= 60 || hsf::estimatedTokens(text) <= tokens)
            return cut(text, qsizetype(tokens) * 4);
    }
}

int between(const QString &text, const QString &from, const QString &to)
{
    const qsizetype begin = text.indexOf(from);
    const qsizetype end = begin < 0 ? -1 : text.indexOf(to, begin);
    return end < 0 ? 0 : hsf::estimatedTokens(QStringView(text).sliced(begin, end + to.size() - begin));
}

} // namespace

std::optional<Span> middleToShorten(const QList<chat::Message> &messages, int inputTokens, const CompactionPolicy &policy)
{
    if (policy.window <= 0 || policy.percent <= 0 || inputTokens < qint64(policy.window) * policy.percent / 100)
        return std::nullopt;
    const qsizetype last = withoutSplit(messages, std::max<qsizetype>(0, messages.size() - policy.keptLast));
    qsizetype first = endOfFirstTurn(messages);
    // One long turn is no beginning that must stay: its question does.
    if (first >= last || estimatedTokens(messages.first(first)) > policy.window / 4) {
        const auto asked = std::ranges::find(messages, chat::Role::User, &chat::Message::role);
        first = asked - messages.begin() + 1;
    }
    if (last - first < leastGain)
        return std::nullopt;
    return Span{first, last - first};
}

chat::Message summaryMessage(const QString &summary)
{
    return chat::Message::user(summaryHead + u"\n\n"_s + summary.trimmed());
}

bool isSummary(const chat::Message &message)
{
    return message.role == chat::Role::User && message.text.startsWith(summaryHead);
}

QList<chat::Message> summaryRequest(const QList<chat::Message> &middle, int tokens)
{
    QFile file(u":/prompts/summary.md"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "summaryRequest", "the prompt is compiled in");
    return {chat::Message::system(QString::fromUtf8(file.readAll())),
            chat::Message::user(u"The messages to shorten:\n\n"_s + toldWithin(middle, std::max(1'000, tokens)))};
}

int estimatedTokens(const QList<chat::Message> &messages)
{
    constexpr int aPicture = 1'000; // about what providers count
    qint64 tokens = 0;
    for (const chat::Message &message : messages) {
        tokens += hsf::estimatedTokens(message.text) + 4 + aPicture * message.images.size();
        for (const chat::ToolCall &call : message.toolCalls)
            tokens += hsf::estimatedTokens(call.name) + hsf::estimatedTokens(call.arguments);
        for (const chat::TextFile &file : message.files)
            tokens += hsf::estimatedTokens(file.text);
    }
    return int(std::min<qint64>(tokens, INT_MAX));
}

int estimatedTokens(const QList<chat::ToolSpec> &tools)
{
    int tokens = 0;
    for (const chat::ToolSpec &tool : tools)
        tokens += hsf::estimatedTokens(tool.description)
            + hsf::estimatedTokens(QString::fromUtf8(QJsonDocument(tool.parameters).toJson(QJsonDocument::Compact)));
    return tokens;
}

ContextParts contextParts(const QList<chat::Message> &messages, const QList<chat::ToolSpec> &tools, int window, int counted)
{
    ContextParts parts{.tools = estimatedTokens(tools), .window = window};
    QList<chat::Message> history;
    for (const chat::Message &message : messages) {
        if (message.role != chat::Role::System) {
            history.append(message);
            continue;
        }
        parts.catalogue += between(message.text, u"<available_skills>"_s, u"</available_skills>"_s);
        parts.memory += between(message.text, u"<memory>"_s, u"</memory>"_s) + between(message.text, u"<user>"_s, u"</user>"_s);
        parts.system += hsf::estimatedTokens(message.text);
    }
    parts.system = std::max(0, parts.system - parts.catalogue - parts.memory);
    parts.history = estimatedTokens(history);
    if (counted <= 0 || parts.total() == 0)
        return parts;
    const double stretch = double(counted) / parts.total();
    for (int *part : {&parts.system, &parts.catalogue, &parts.memory, &parts.tools, &parts.history})
        *part = int(*part * stretch + 0.5);
    return parts;
}

} // namespace hsf::agent
