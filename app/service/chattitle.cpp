// SPDX-License-Identifier: MIT
#include "service/chattitle.h"

#include "base/text.h"

using namespace Qt::StringLiterals;

namespace hsf::service {

QString cleanTitle(const QString &said)
{
    const QStringList lines = said.split(u'\n', Qt::SkipEmptyParts);
    QString title = lines.isEmpty() ? QString() : lines.first().simplified();
    if (title.startsWith(u"title:", Qt::CaseInsensitive))
        title = title.sliced(6).trimmed();
    const auto isDecoration = [](QChar c) { return QStringView(u"\"'`*#“”«»„_ ").contains(c); };
    while (!title.isEmpty() && isDecoration(title.front()))
        title.remove(0, 1);
    while (!title.isEmpty() && (isDecoration(title.back()) || title.back() == u'.'))
        title.chop(1);
    return excerpt(title, 60);
}

Result<QString> nameChat(Stores &stores, const SessionId &id, llm::ModelClient &model, std::stop_token stop)
{
    const auto messages = stores.journal->messages(id);
    if (!messages)
        return std::unexpected(messages.error());
    QString beginning;
    for (const journal::StoredMessage &stored : messages->first(std::min<qsizetype>(messages->size(), 8))) {
        if (stored.message.role == chat::Role::User || stored.message.role == chat::Role::Assistant)
            beginning += chat::roleName(stored.message.role) + u": "_s + excerpt(stored.message.text, 600) + u"\n\n"_s;
    }
    const auto reply = model.complete(
        {.messages = {chat::Message::system(u"You name conversations. Answer with a title of two to six words in the language of the "
                                            "conversation, and with nothing else: no quotes, no full stop."_s),
                      chat::Message::user(u"The conversation begins so:\n\n"_s + beginning)},
         .purpose = llm::Purpose::Title,
         .maxOutputTokens = 400},
        [](const llm::StreamEvent &) {}, stop);
    if (!reply)
        return std::unexpected(reply.error());
    stores.journal->addUsage(id, reply->usage);
    const QString title = cleanTitle(reply->message.text);
    if (title.isEmpty())
        return fail(Error::Kind::Malformed, u"no title was given"_s);
    return stores.journal->setTitle(id, title, journal::Journal::NamedBy::Model).transform([&] { return title; });
}

} // namespace hsf::service
