// SPDX-License-Identifier: MIT
//
// Chats and reviews without a pause: the real turn, tools, queue and review; only the model's words are made up here.
#include "service/chatturn.h"
#include "service/reviewrun.h"
#include "texts.h"
#include "work.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <atomic>

using namespace Qt::StringLiterals;

namespace hsf::faults {

namespace {

/// In a chat: looks at the skills, writes a file, answers. In a review: views "agent-notes" and counts its revision up.
class Talker final : public llm::ModelClient
{
public:
    Result<llm::Reply> complete(const llm::Request &request, const llm::StreamSink &, std::stop_token) override
    {
        const chat::Message &last = request.messages.last();
        const bool review
            = request.messages.size() > 2 && last.role == chat::Role::User && last.text.contains(u"## Evidence");
        const bool inReview = review
            || std::ranges::any_of(request.messages, [](const auto &m) { return m.text.contains(u"## Evidence"); });
        return inReview ? reviewing(last) : chatting(last);
    }
    QString modelName() const override { return u"talker"_s; }

private:
    static llm::Reply says(const QString &text)
    {
        return {.message = chat::Message::assistant(text), .usage = {100, 10, 0}};
    }
    llm::Reply calls(const QString &tool, const QJsonObject &arguments)
    {
        return {.message
                = {.role = chat::Role::Assistant,
                   .toolCalls = {{u"t%1"_s.arg(++m_number), tool,
                                  QString::fromUtf8(QJsonDocument(arguments).toJson(QJsonDocument::Compact))}}},
                .usage = {100, 10, 0},
                .finish = llm::FinishReason::ToolCalls};
    }
    llm::Reply chatting(const chat::Message &last)
    {
        if (last.role == chat::Role::User)
            return calls(u"skills_list"_s, {{u"query"_s, u"tables"_s}});
        if (last.toolName == u"skills_list")
            return calls(u"write_file"_s,
                         {{u"path"_s, u"table.txt"_s}, {u"content"_s, u"table %1\n"_s.arg(++m_number)}});
        return says(u"The table is written."_s);
    }
    llm::Reply reviewing(const chat::Message &last)
    {
        if (last.role == chat::Role::User)
            return calls(u"skill_view"_s, {{u"name"_s, u"agent-notes"_s}});
        if (last.toolName != u"skill_view" || last.failed)
            return says(u"Done."_s);
        const QString line = QRegularExpression(u"Revision [^\\n]*"_s).match(last.text).captured();
        const QJsonObject patch{
            {u"action"_s, u"patch"_s},
            {u"name"_s, u"agent-notes"_s},
            {u"old_text"_s, line},
            {u"new_text"_s, u"Revision %1."_s.arg(freshIdText())},
            {u"outcome"_s, u"corrected"_s},
            {u"evidence"_s, QJsonArray{QJsonObject{{u"message"_s, 1}, {u"quote"_s, u"always add up the lines"_s}}}}};
        return calls(u"skill_manage"_s,
                     {{u"reason"_s, u"The person said how"_s}, {u"operations"_s, QJsonArray{patch}}});
    }
    int m_number = 0;
};

template <class T> T must(Result<T> result)
{
    if (!result)
        giveUp(result.error());
    return *std::move(result);
}

void runReviews(const Work &work, Talker &talker)
{
    while (const auto queued = must(work.stores.reviews->take())) {
        const auto record = must(service::runQueuedReview(work.stores, *queued, {talker}, {},
                                                          [&](const auto &set) { note(work, set, u"review"_s); }, {}));
        if (record.state == u"done")
            work.ledger.noteReview(record.id);
        else
            work.ledger.noteRefused(u"review: "_s + record.summary);
    }
}

} // namespace

void chatForEver(const Work &work)
{
    Talker talker;
    tools::YesApprover yes;
    must(work.stores.reviews->putBackInterrupted());
    runReviews(work, talker); // that a kill interrupted
    const SessionId session = must(work.stores.journal->createSession(work.workspace())).id;
    const auto sink = [&](const agent::AgentEvent &event) {
        if (const auto *finished = std::get_if<agent::MessageFinished>(&event))
            work.ledger.noteMessage(session, finished->number, finished->message.text);
    };
    for (;;) {
        const service::ChatTurn turn{.session = session,
                                     .text = u"Write the table, and always add up the lines."_s,
                                     .model = talker,
                                     .approver = yes};
        const auto end = must(service::runChatTurn(work.stores, turn, sink, {}));
        if (end.result.error)
            giveUp(*end.result.error);
        must(service::queueReview(work.stores, session, {}));
        runReviews(work, talker);
    }
}

} // namespace hsf::faults
