// SPDX-License-Identifier: MIT
#include "review/review.h"
#include "review/digest_p.h"
#include "review/reviewtools_p.h"
#include "review/words_p.h"

namespace hsf::review {

namespace {

using End = agent::TurnResult::End;

QString endName(End end)
{
    switch (end) {
    case End::Answered:
        return QStringLiteral("answered");
    case End::Stopped:
        return QStringLiteral("stopped");
    case End::Failed:
        return QStringLiteral("failed");
    case End::IterationLimit:
        return QStringLiteral("iteration-limit");
    case End::BudgetSpent:
        return QStringLiteral("budget-spent");
    }
    Q_UNREACHABLE_RETURN({});
}

agent::TurnInput turnOf(const ReviewInput &input)
{
    agent::TurnInput turn{.messages = shownMessages(input),
                          .tools = input.tools,
                          .maxIterations = input.maxIterations,
                          .purpose = llm::Purpose::Review,
                          .tokenBudget = input.tokenBudget};
    turn.messages.append(chat::Message::user(reviewPrompt(input)));
    return turn;
}

void journalize(const ReviewInput &input, const ReviewResult &result, journal::Journal &journal)
{
    QJsonArray sets;
    for (const changes::ChangeSet &set : result.sets)
        sets.append(QJsonObject{{QStringLiteral("id"), set.id.toString()},
                                {QStringLiteral("state"), changes::stateName(set.state)}});
    const QJsonObject data{{QStringLiteral("review"), input.id.toString()},
                           {QStringLiteral("end"), endName(result.end)},
                           {QStringLiteral("error"), result.error ? result.error->message : QString()},
                           {QStringLiteral("skills"), input.due.skills},
                           {QStringLiteral("memory"), input.due.memory},
                           {QStringLiteral("model"), input.model},
                           {QStringLiteral("digest"), input.digest},
                           {QStringLiteral("iterations"), result.iterations},
                           {QStringLiteral("usage"), result.usage.toJson()},
                           {QStringLiteral("change_sets"), sets},
                           {QStringLiteral("refusals"), QJsonArray::fromStringList(result.refusals)},
                           {QStringLiteral("summary"), result.summary}};
    // What the review did stands, whether or not this fact can be stored.
    std::ignore = journal.record({.kind = QStringLiteral("review"), .session = input.session, .data = data});
}

} // namespace

ReviewResult runReview(const ReviewInput &input, const ReviewDoors &doors,
                       const std::function<void(const changes::ChangeSet &)> &changed, std::stop_token stop)
{
    if (!doors.model || !doors.door) {
        return {.end = End::Failed,
                .error = Error{Error::Kind::Refused, Words::tr("A review needs a model and a library it may change")}};
    }
    ReviewDoor door(*doors.door, changed);
    ReviewTools tools(input, doors, door);
    qint64 number = 0; // a review's messages are nobody's: they are counted, not stored
    const agent::TurnResult turn = agent::runTurn(
        turnOf(input), *doors.model, tools, [&](const chat::Message &) -> Result<qint64> { return ++number; },
        [](const agent::AgentEvent &) {}, stop);
    ReviewResult result{.end = turn.end,
                        .sets = door.sets(),
                        .refusals = tools.refusals(),
                        .summary = turn.answer.trimmed(),
                        .usage = turn.usage,
                        .iterations = turn.iterations,
                        .error = turn.error};
    if (doors.journal)
        journalize(input, result, *doors.journal);
    return result;
}

} // namespace hsf::review
