// SPDX-License-Identifier: MIT
#include "cli/askoutcome.h"
#include "cli/changewords.h"
#include "cli/words_p.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace hsf::cli {

using End = agent::TurnResult::End;

namespace {

QString sentenceFor(const agent::TurnResult &turn)
{
    switch (turn.end) {
    case End::Answered:
        return {};
    case End::Stopped:
        return Words::tr("Stopped.");
    case End::Failed:
        return turn.error ? turn.error->message : Words::tr("The turn failed.");
    case End::IterationLimit:
        return Words::tr("The turn reached its limit of %1 steps without an answer.").arg(turn.iterations);
    case End::BudgetSpent:
        return Words::tr("The turn spent its budget of tokens without an answer.");
    }
    Q_UNREACHABLE_RETURN({});
}

QString endName(End end)
{
    switch (end) {
    case End::Answered: return u"answered"_s;
    case End::Stopped: return u"stopped"_s;
    case End::Failed: return u"failed"_s;
    case End::IterationLimit: return u"iteration-limit"_s;
    case End::BudgetSpent: return u"budget-spent"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QJsonArray callsJson(const agent::TurnResult &turn)
{
    QJsonArray calls;
    for (const auto &[call, result] : turn.calls)
        calls.append(QJsonObject{{u"name"_s, call.name}, {u"arguments"_s, call.arguments}, {u"ok"_s, !result.failed}, {u"error"_s, result.errorClass}});
    return calls;
}

QJsonObject reviewJson(const Result<review::ReviewRecord> &review)
{
    if (!review)
        return {{u"state"_s, u"failed"_s}, {u"summary"_s, review.error().message}, {u"iterations"_s, 0}};
    return {{u"state"_s, review->state}, {u"summary"_s, review->summary}, {u"iterations"_s, review->iterations}};
}

} // namespace

bool AskOutcome::fine() const
{
    return turn.end == End::Answered && (!review || (*review && (*review)->state == u"done"));
}

QJsonObject outcomeJson(const AskOutcome &outcome)
{
    QJsonArray changes;
    for (const changes::ChangeSet &set : outcome.changes)
        changes.append(changeJson(set));
    QJsonObject json{{u"session"_s, outcome.session.toString()},
                     {u"end"_s, endName(outcome.turn.end)},
                     {u"answer"_s, outcome.turn.answer},
                     {u"iterations"_s, outcome.turn.iterations},
                     {u"usage"_s, outcome.turn.usage.toJson()},
                     {u"tool_calls"_s, callsJson(outcome.turn)},
                     {u"changes"_s, changes}};
    if (outcome.review)
        json.insert(u"review"_s, reviewJson(*outcome.review));
    return json;
}

void printChanges(Console &console, const AskOutcome &outcome)
{
    if (!outcome.changes.isEmpty())
        console.result(QString());
    for (const changes::ChangeSet &set : outcome.changes)
        console.result(changeLine(set));
}

void remarkEnds(Console &console, const AskOutcome &outcome)
{
    if (const QString sentence = sentenceFor(outcome.turn); !sentence.isEmpty())
        console.remark(sentence);
    if (!outcome.review)
        return;
    const Result<review::ReviewRecord> &review = *outcome.review;
    if (!review)
        console.remark(Words::tr("The review could not be run: %1").arg(review.error().message));
    else if (review->state == u"deferred")
        console.remark(Words::tr("The review was stopped; it waits for the window."));
    else
        console.remark(Words::tr("Review: %1").arg(review->summary));
}

} // namespace hsf::cli
