// SPDX-License-Identifier: MIT
//
// `ask`: one turn in a new chat, which the window shows afterwards like any other.
#include "cli/askoutcome.h"
#include "cli/askprogress.h"
#include "cli/home.h"
#include "cli/interrupt.h"
#include "cli/modelchoice.h"
#include "cli/verb.h"
#include "cli/words_p.h"
#include "service/providers.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

using End = agent::TurnResult::End;

struct Question {
    QString text;
    QString workspace;
    llm::Endpoint endpoint;
};

/// Everything that can be wrong with the command line, before a home is touched.
Result<Question> questionOf(const Arguments &arguments, const Settings &settings)
{
    const QFileInfo folder(arguments.value(u"workspace"_s).value_or(QDir::currentPath()));
    if (!folder.isDir())
        return fail(Error::Kind::Malformed, Words::tr("The workspace %1 is no folder.").arg(folder.filePath()));
    auto endpoint = chosenModel({.baseUrl = arguments.value(u"base-url"_s).value_or(QString()),
                                 .model = arguments.value(u"model"_s).value_or(QString()),
                                 .settings = settings.model,
                                 .environmentUrl = qEnvironmentVariable("OPENAI_BASE_URL"),
                                 .environmentModel = qEnvironmentVariable("OPENAI_MODEL"),
                                 .environmentKey = qEnvironmentVariable("OPENAI_API_KEY"),
                                 .format = arguments.value(u"format"_s).value_or(QString()),
                                 .anthropic = {.url = qEnvironmentVariable("ANTHROPIC_BASE_URL"),
                                               .model = qEnvironmentVariable("ANTHROPIC_MODEL"),
                                               .key = qEnvironmentVariable("ANTHROPIC_API_KEY")},
                                 .providers = settings.providers});
    if (!endpoint)
        return std::unexpected(endpoint.error());
    const QString word = arguments.words.first();
    const Result<QString> text = word == u"-" ? Console::input() : Result<QString>(word);
    if (!text)
        return std::unexpected(text.error());
    if (text->trimmed().isEmpty())
        return fail(Error::Kind::Malformed, Words::tr("The question is empty."));
    endpoint->proxy = settings.proxy;
    return Question{*text, folder.canonicalFilePath(), *endpoint};
}

/// Takes this review from the queue and no other: what waits from other chats belongs to the window, with its own model.
Result<std::optional<review::QueuedReview>> taken(review::Queue &queue, const ReviewId &id)
{
    std::optional<review::QueuedReview> ours;
    QList<ReviewId> others;
    while (!ours) {
        const auto next = queue.take();
        if (!next)
            return std::unexpected(next.error());
        if (!*next)
            break;
        if ((*next)->id == id)
            ours = **next;
        else
            others.append((*next)->id);
    }
    for (const ReviewId &other : std::as_const(others)) {
        if (const auto back = queue.putBack(other); !back)
            return std::unexpected(back.error());
    }
    return ours;
}

Result<review::ReviewRecord> reviewed(OpenHome &open, const SessionId &session, llm::ModelClient &model, std::stop_token stop)
{
    const auto queued = service::queueReview(*open.stores, session, {});
    if (!queued)
        return std::unexpected(queued.error());
    const auto ours = taken(*open.stores->reviews, queued->id);
    if (!ours)
        return std::unexpected(ours.error());
    if (!*ours)
        return fail(Error::Kind::Refused, Words::tr("The window took the review; it shows what comes of it"));
    return service::runQueuedReview(*open.stores, **ours, {model, false}, open.settings, [](const changes::ChangeSet &) {}, stop);
}

struct Asked {
    Question question;
    bool yes = false;
    bool review = false;
    bool json = false;
};

struct Changes {
    QMutex mutex;
    QList<changes::ChangeSet> sets;   ///< each as it stands now
};

/// Collects what this chat changes from now on. Edits of other programs are news as well, but none of its.
std::shared_ptr<Changes> changesOf(changes::Door &door, const SessionId &session)
{
    auto changes = std::make_shared<Changes>();
    door.onChanged([changes, session](const changes::ChangeSet &set) {
        if (set.author.session != session)
            return;
        const QMutexLocker lock(&changes->mutex);
        changes->sets.removeIf([&](const changes::ChangeSet &known) { return known.id == set.id; });
        changes->sets.append(set);
    });
    return changes;
}

Result<AskOutcome> carriedOut(Console &console, OpenHome &open, const Asked &asked, std::stop_token stop)
{
    service::Stores &stores = *open.stores;
    const auto session = stores.journal->createSession(asked.question.workspace);
    if (!session)
        return withContext(session.error(), Words::tr("Could not begin a chat"));
    const auto changes = changesOf(*stores.door, session->id);

    llm::HttpClient model(asked.question.endpoint);
    DenyingApprover denies(console);
    tools::YesApprover allows;
    AskProgress progress(console, console.isTerminal() && !asked.json ? AskProgress::Words::Streamed : AskProgress::Words::AtTheEnd);
    const service::ChatTurn turn{.session = session->id,
                                 .text = asked.question.text,
                                 .model = model,
                                 .approver = asked.yes ? static_cast<tools::Approver &>(allows) : denies,
                                 .settings = open.settings};
    const auto end = service::runChatTurn(stores, turn, [&](const agent::AgentEvent &event) { progress.show(event); }, stop);
    if (!end)
        return std::unexpected(end.error());
    if (!asked.json)
        progress.finish(end->result.answer);
    AskOutcome outcome{.session = session->id, .turn = end->result};
    if (outcome.turn.end == End::Answered && asked.review)
        outcome.review = reviewed(open, session->id, model, stop);
    else if (outcome.turn.end == End::Answered) // durably noted for the window
        std::ignore = service::queueDueReview(stores, session->id, open.settings.learning, review::TurnEnd::Answered);
    const QMutexLocker lock(&changes->mutex);
    outcome.changes = changes->sets;
    return outcome;
}

int ask(Console &console, const Home &home, const Arguments &arguments)
{
    const auto settings = service::loadSettings(home);
    if (!settings)
        return failed(console, settings.error());
    auto question = questionOf(arguments, *settings);
    if (!question)
        return wrongUsage(console, question.error().message, u"ask"_s);
    if (const QString key = keychainKey(service::placeFor(*settings, question->endpoint.baseUrl)); !key.isEmpty())
        question->endpoint.apiKey = key;
    if (!settings->proxy.user.isEmpty())
        question->endpoint.proxyPassword = keychainKey(service::proxyKeyName(settings->proxy));
    const auto open = openHome(home);
    if (!open)
        return failed(console, open.error());

    const Interrupt interrupt;
    const Asked asked{*question, arguments.has(u"yes"_s), arguments.has(u"review"_s), arguments.has(u"json"_s)};
    const auto outcome = carriedOut(console, **open, asked, interrupt.token());
    if (!outcome)
        return failed(console, outcome.error());
    if (asked.json)
        console.result(outcomeJson(*outcome));
    else
        printChanges(console, *outcome);
    remarkEnds(console, *outcome);
    return outcome->fine() ? Fine : Found;
}

} // namespace

Verb askVerb()
{
    return {.name = u"ask"_s,
            .words = u"TEXT"_s,
            .count = {1, 1, u"TEXT"_s},
            .options = {{u"workspace"_s, u"DIR"_s, Words::tr("folder the agent may work in; the current one when absent")},
                        {u"yes"_s, {}, Words::tr("allow what would ask: commands and writing files")},
                        {u"review"_s, {}, Words::tr("afterwards, let the review keep what is worth keeping")},
                        {u"base-url"_s, u"URL"_s, Words::tr("address of the model's server, with its /v1")},
                        {u"model"_s, u"NAME"_s, Words::tr("the model's name there")},
                        {u"format"_s, u"FORMAT"_s, Words::tr("how it is spoken to: openai or anthropic")},
                        jsonOption()},
            .purpose = Words::tr("Ask the agent something, in a new chat, and print its answer."),
            .details = Words::tr(
                "TEXT is one argument; \"-\" reads it from standard input. The model is the one given here, else the one of the "
                "settings,\nelse OPENAI_BASE_URL and OPENAI_MODEL; its key is the keychain's, else OPENAI_API_KEY.\n"
                "With --format anthropic, or an address known to speak it, ANTHROPIC_BASE_URL, ANTHROPIC_MODEL and ANTHROPIC_API_KEY "
                "stand for these.\n"
                "Without --yes a call that would ask is denied, and the agent goes on without it. Ctrl-C stops the turn and keeps what "
                "was said.\nWhat the agent or the review changed is listed after the answer; \"skill-factory undo ID\" takes it back.\n\n"
                "With --json: {\"answer\", \"end\" (answered, stopped, failed …), \"iterations\", \"usage\": {…}, \"tool_calls\": "
                "[{\"name\",\n\"arguments\", \"ok\", \"error\"}], \"changes\": [{\"id\", \"state\", \"reason\", \"why\", \"origin\", "
                "\"skills\", \"files\", \"memory\",\n\"findings\"}], \"session\", and with --review \"review\": {\"state\", \"summary\", "
                "\"iterations\"}}"),
            .run = ask};
}

} // namespace hsf::cli
