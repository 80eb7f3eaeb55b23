// SPDX-License-Identifier: MIT
//
// Is what a review claims to have read really there?
#include "review/review.h"
#include "review/words_p.h"

#include <QJsonDocument>

namespace hsf::review {

namespace {

constexpr qsizetype leastCharacters = 4; // anything shorter is found everywhere

void collectStrings(const QJsonValue &value, QStringList &strings)
{
    if (value.isString())
        strings.append(value.toString().simplified());
    for (const QJsonValue &item : value.toArray())
        collectStrings(item, strings);
    const QJsonObject object = value.toObject();
    for (const QJsonValue &member : object)
        collectStrings(member, strings);
}

/// What a message says and does: its words, and the arguments of its calls as written and as meant. Not its thinking.
QStringList sayings(const chat::Message &message)
{
    QStringList strings{message.text.simplified()};
    for (const chat::ToolCall &call : message.toolCalls) {
        strings.append(call.arguments.simplified());
        collectStrings(QJsonDocument::fromJson(call.arguments.toUtf8()).object(), strings);
    }
    return strings;
}

Result<> check(const changes::Evidence &evidence, const chat::Message &message)
{
    const QString quote = evidence.quote.simplified();
    const QStringList said = sayings(message);
    if (quote.isEmpty() || (quote.size() < leastCharacters && !said.contains(quote)))
        return fail(
            Error::Kind::Refused,
            Words::tr("the quote \"%1\" of message %2 is too short to show anything").arg(quote).arg(evidence.message));
    if (std::ranges::none_of(said, [&](const QString &text) { return text.contains(quote); }))
        return fail(Error::Kind::Refused,
                    Words::tr("message %1 does not say \"%2\"").arg(evidence.message).arg(quote.left(200)));
    return {};
}

} // namespace

Result<> checkEvidence(const QList<changes::Evidence> &evidence, const QList<chat::Message> &messages,
                       const QList<qint64> &numbers)
{
    if (evidence.isEmpty())
        return fail(Error::Kind::Refused,
                    Words::tr("there is no evidence; name the messages that show it, each with a short quote"));
    for (const changes::Evidence &one : evidence) {
        const qsizetype place = one.message > 0 ? numbers.indexOf(one.message) : -1;
        if (place < 0 || place >= messages.size())
            return fail(
                Error::Kind::Refused,
                Words::tr("there is no message %1 to quote \"%2\" from").arg(one.message).arg(one.quote.left(200)));
        if (const Result<> said = check(one, messages[place]); !said)
            return said;
    }
    return {};
}

} // namespace hsf::review
