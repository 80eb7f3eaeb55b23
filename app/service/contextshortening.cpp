// SPDX-License-Identifier: MIT
#include "service/contextshortening.h"

#include "base/text.h"
#include "service/chatturn.h"

namespace hsf::service {

namespace {

constexpr int summaryTokens = 2'000;

// The messages the middle stands for: a summary in it stands for those it was made of.
std::optional<journal::Compaction> placeOf(const Transcript &whole, const agent::Span &middle)
{
    journal::Compaction place;
    const auto include = [&place](qint64 first, qint64 last) {
        place.first = place.first == 0 ? first : std::min(place.first, first);
        place.last = std::max(place.last, last);
    };
    for (qsizetype i = middle.first; i < middle.first + middle.count; ++i) {
        if (whole.numbers.at(i) > 0)
            include(whole.numbers.at(i), whole.numbers.at(i));
        else if (whole.shortened && agent::isSummary(whole.messages.at(i)))
            include(whole.shortened->first, whole.shortened->last);
    }
    return place.first > 0 ? std::optional(place) : std::nullopt;
}

} // namespace

Result<std::optional<QList<chat::Message>>> shortenContext(Stores &stores, const journal::Session &session, int inputTokens,
                                                           const agent::CompactionPolicy &policy, llm::ModelClient &model,
                                                           const agent::EventSink &sink, std::stop_token stop)
{
    using Nothing = std::optional<QList<chat::Message>>;
    const auto whole = transcript(stores, session);
    if (!whole)
        return std::unexpected(whole.error());
    const auto middle = agent::middleToShorten(whole->messages, inputTokens, policy);
    auto place = middle ? placeOf(*whole, *middle) : std::nullopt;
    if (!place)
        return Nothing();
    const QList<chat::Message> old = whole->messages.sliced(middle->first, middle->count);
    const auto reply = model.complete({.messages = agent::summaryRequest(old, policy.window / 2), .purpose = llm::Purpose::Summary,
                                       .maxOutputTokens = summaryTokens},
                                      [](const llm::StreamEvent &) {}, stop);
    if (!reply && reply.error().kind == Error::Kind::Cancelled)
        return std::unexpected(reply.error());
    const QString summary = reply ? reply->message.text.trimmed() : QString();
    place->tokensBefore = agent::estimatedTokens(old);
    place->tokensAfter = estimatedTokens(summary);
    if (summary.isEmpty() || place->tokensAfter >= place->tokensBefore) {
        stores.journal->record({.kind = QStringLiteral("compaction"), .session = session.id,
                                .data = {{"ok", false}, {"error", reply ? QString() : reply.error().message}}});
        return Nothing(); // it goes on whole: the provider says whether it still fits
    }
    place->summary = summary;
    place->model = model.modelName();
    if (const auto stored = stores.journal->addCompaction(session.id, *place); !stored)
        return std::unexpected(stored.error());
    stores.journal->addUsage(session.id, reply->usage);
    stores.journal->record({.kind = QStringLiteral("compaction"), .session = session.id,
                            .data = {{"ok", true}, {"first", place->first}, {"last", place->last}, {"before", place->tokensBefore},
                                     {"after", place->tokensAfter}, {"percent", policy.percent}, {"window", policy.window}}});
    sink(agent::ContextCompacted{place->first, place->last, summary, place->tokensBefore, place->tokensAfter});
    return transcript(stores, session).transform([](Transcript shorter) { return Nothing(std::move(shorter.messages)); });
}

} // namespace hsf::service
