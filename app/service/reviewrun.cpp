// SPDX-License-Identifier: MIT
#include "service/reviewrun.h"

namespace hsf::service {

using agent::TurnResult;
using journal::Journal;

static Result<review::QueuedReview> enqueue(Stores &stores, const journal::Session &session, const review::Due &due, const QString &focus)
{
    std::optional<review::QueuedReview> queued;
    const auto stored = stores.database->transaction([&]() -> Result<> {
        auto added = stores.reviews->add(session.id, due, focus, session.messageCount);
        if (!added)
            return std::unexpected(added.error());
        queued = std::move(*added);
        if (due.skills)
            if (const auto reset = stores.journal->resetCounter(session.id, Journal::Counter::ToolIterations); !reset)
                return reset;
        if (due.memory)
            if (const auto reset = stores.journal->resetCounter(session.id, Journal::Counter::UserTurns); !reset)
                return reset;
        return {};
    });
    if (!stored)
        return std::unexpected(stored.error());
    return *queued;
}

Result<std::optional<review::QueuedReview>> queueDueReview(Stores &stores, const SessionId &id, const LearningSettings &settings,
                                                           review::TurnEnd end)
{
    const auto session = stores.journal->session(id);
    if (!session)
        return std::unexpected(session.error());
    const review::Due due = review::dueReview({session->toolIterations, session->userTurns}, settings, end);
    if (!due.any())
        return std::optional<review::QueuedReview>();
    return enqueue(stores, *session, due, {}).transform([](review::QueuedReview queued) { return std::optional(std::move(queued)); });
}

Result<review::QueuedReview> queueReview(Stores &stores, const SessionId &id, const QString &focus)
{
    const auto session = stores.journal->session(id);
    if (!session)
        return std::unexpected(session.error());
    return enqueue(stores, *session, {.skills = true, .memory = true}, focus);
}

Result<review::ReviewRecord> runQueuedReview(Stores &stores, const review::QueuedReview &queued, const ReviewModel &model,
                                             const Settings &settings,
                                             const std::function<void(const changes::ChangeSet &)> &changed, std::stop_token stop)
{
    const auto session = stores.journal->session(queued.session);
    if (!session)
        return std::unexpected(session.error());
    const auto history = transcript(stores, *session, queued.lastMessage);
    if (!history)
        return std::unexpected(history.error());
    review::ReviewRecord record{.id = queued.id, .session = queued.session, .started = stores.clock.now()};

    const int window = (model.auxiliary ? settings.auxiliary : settings.model).contextTokens;
    const review::ReviewInput input{.id = queued.id,
                                    .session = queued.session,
                                    .messages = history->messages,
                                    .numbers = history->numbers,
                                    .tools = toolsFromJson(session->tools),
                                    .due = queued.due,
                                    .focus = queued.focus,
                                    .model = model.client.modelName(),
                                    .workspace = session->workspace,
                                    .digest = model.auxiliary,
                                    .maxIterations = settings.learning.reviewIterations,
                                    .tokenBudget = int(std::min<qint64>(settings.learning.reviewTokens,
                                                                        qint64(window) * 3 / 4 * settings.learning.reviewIterations))};
    const review::ReviewDoors doors{.model = &model.client,
                                    .door = stores.door.get(),
                                    .journal = stores.journal.get(),
                                    .snapshot = [&stores] { return stores.rescan(); },
                                    .memories = stores.home.memories()};
    const review::ReviewResult result = review::runReview(input, doors, changed, stop);

    if (result.end == TurnResult::End::Stopped) {
        record.state = QStringLiteral("deferred");
        if (const auto back = stores.reviews->putBack(queued.id); !back)
            return std::unexpected(back.error());
        return record;
    }
    record.finished = stores.clock.now();
    record.state = result.error ? QStringLiteral("failed") : QStringLiteral("done");
    record.summary = result.error ? result.error->message : result.summary;
    record.iterations = result.iterations;
    record.inputTokens = result.usage.inputTokens;
    record.outputTokens = result.usage.outputTokens;
    for (const changes::ChangeSet &set : result.sets)
        record.changeSets.append(set.id.toString());
    if (const auto finished = stores.reviews->finish(record); !finished)
        return std::unexpected(finished.error());
    return record;
}

} // namespace hsf::service
