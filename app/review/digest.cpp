// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "review/digest_p.h"

namespace hsf::review {

namespace {

constexpr qsizetype shownInDigest = 24;
using chat::Role;

/// Where the shown part begins: never between a call and its results.
qsizetype firstShown(const ReviewInput &input)
{
    if (!input.digest)
        return 0;
    qsizetype first = std::max<qsizetype>(0, input.messages.size() - shownInDigest);
    while (first > 0 && input.messages[first].role == Role::Tool)
        --first;
    return first;
}

QString callsOf(const chat::Message &message)
{
    QStringList names;
    for (const chat::ToolCall &call : message.toolCalls)
        names.append(call.name);
    return names.isEmpty() ? QString() : QStringLiteral(" [calls %1]").arg(names.join(QStringLiteral(", ")));
}

QString lineOf(const ReviewInput &input, qsizetype i)
{
    const chat::Message &message = input.messages[i];
    const QString tool = message.role == Role::Tool ? u' ' + message.toolName : QString();
    return QStringLiteral("%1 %2%3: ").arg(QString::number(input.numbers.value(i)), chat::roleName(message.role), tool)
        + excerpt(message.text, 72) + callsOf(message);
}

} // namespace

QList<chat::Message> shownMessages(const ReviewInput &input)
{
    if (!input.digest)
        return input.messages;
    QList<chat::Message> shown = input.messages.sliced(firstShown(input));
    const bool hasSystem = !input.messages.isEmpty() && input.messages.first().role == Role::System;
    if (hasSystem && firstShown(input) > 0)
        shown.prepend(input.messages.first());
    return chat::closed(shown);
}

QString messageList(const ReviewInput &input)
{
    QStringList lines;
    for (qsizetype i = firstShown(input); i < input.messages.size(); ++i) {
        if (input.messages[i].role != Role::System)
            lines.append(lineOf(input, i));
    }
    return lines.join(u'\n');
}

QString olderTurns(const ReviewInput &input)
{
    QStringList lines;
    qsizetype answer = -1; // the turn's last words so far
    const auto close = [&] {
        if (!lines.isEmpty() && answer >= 0)
            lines.last() += QStringLiteral(" → ") + lineOf(input, answer);
        answer = -1;
    };
    for (qsizetype i = 0; i < firstShown(input); ++i) {
        if (input.messages[i].role == Role::User) {
            close();
            lines.append(lineOf(input, i));
        } else if (input.messages[i].role == Role::Assistant && !input.messages[i].text.isEmpty()) {
            answer = i;
        }
    }
    close();
    return lines.join(u'\n');
}

} // namespace hsf::review
