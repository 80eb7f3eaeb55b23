// SPDX-License-Identifier: MIT
#include "service/chatturn.h"

#include "agent/prompt.h"
#include "base/text.h"
#include "library/memory.h"
#include "service/contextshortening.h"
#include "service/sessioncatalogue.h"
#include "tools/hosttools.h"

#include <QCoreApplication>

namespace hsf::service {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("hsf::service", text); }

QStringList memoryOf(const QString &folder, library::MemoryFile file)
{
    QFile stored(folder + u'/' + QFileInfo(library::memoryTreePath(file)).fileName());
    return stored.open(QIODevice::ReadOnly) ? library::memoryEntries(stored.readAll()) : QStringList();
}

// What the journal keeps of an event: shapes and sizes, not contents.
void journalise(journal::Journal &journal, const SessionId &session, const agent::AgentEvent &event)
{
    if (const auto *finished = std::get_if<agent::ToolFinished>(&event)) {
        const QJsonObject arguments = QJsonDocument::fromJson(finished->call.arguments.toUtf8()).object();
        journal.record({.kind = QStringLiteral("tool-call"),
                        .session = session,
                        .data = {{"tool", finished->call.name},
                                 {"keys", QJsonArray::fromStringList(arguments.keys())},
                                 {"ok", !finished->result.failed},
                                 {"error", finished->result.errorClass},
                                 {"ms", finished->milliseconds},
                                 {"bytes", int(finished->result.text.size())}}});
    } else if (const auto *counted = std::get_if<agent::UsageCounted>(&event)) {
        journal.record({.kind = QStringLiteral("model-call"), .session = session, .data = counted->usage.toJson()});
    }
}

Result<> freeze(Stores &stores, journal::Session &session, const Settings &settings, const QString &opening)
{
    if (!session.systemPrompt.isEmpty())
        return {};
    const auto prompt = freshSystemPrompt(stores, settings, session.workspace, opening);
    if (!prompt)
        return std::unexpected(prompt.error());
    session.systemPrompt = *prompt;
    session.tools = toolsToJson(tools::hostToolSpecs());
    if (session.title.isEmpty())
        stores.journal->setTitle(session.id, excerpt(opening, 60), journal::Journal::NamedBy::Words);
    return stores.journal->freeze(session.id, session.systemPrompt, session.tools);
}

} // namespace

QJsonArray toolsToJson(const QList<chat::ToolSpec> &tools)
{
    QJsonArray json;
    for (const chat::ToolSpec &tool : tools)
        json.append(QJsonObject{{"name", tool.name}, {"description", tool.description}, {"parameters", tool.parameters}});
    return json;
}

QList<chat::ToolSpec> toolsFromJson(const QJsonArray &json)
{
    QList<chat::ToolSpec> tools;
    for (const QJsonValue &value : json)
        tools.append({value["name"].toString(), value["description"].toString(), value["parameters"].toObject()});
    return tools;
}

Result<QString> freshSystemPrompt(Stores &stores, const Settings &settings, const QString &workspace, const QString &opening)
{
    const auto input = catalogueInput(stores, settings, opening);
    if (!input)
        return std::unexpected(input.error());
    return agent::systemPrompt(workspace, agent::buildCatalogue(*input),
                               memoryOf(stores.home.memories(), library::MemoryFile::Memory),
                               memoryOf(stores.home.memories(), library::MemoryFile::User));
}

namespace {

chat::Message asSent(chat::Message message)
{
    message.text = chat::textWithFiles(message);
    message.files.clear();
    return message;
}

struct Told {
    QList<chat::Message> messages;
    QList<qint64> numbers;
};

Told told(const QList<journal::StoredMessage> &stored, const std::optional<journal::Compaction> &shortened)
{
    Told told;
    for (const journal::StoredMessage &message : stored) {
        const bool inShort = shortened && message.number >= shortened->first && message.number <= shortened->last;
        if (inShort && message.number != shortened->first)
            continue;
        told.messages.append(inShort ? agent::summaryMessage(shortened->summary) : asSent(message.message));
        told.numbers.append(inShort ? 0 : message.number);
    }
    return told;
}

} // namespace

// Later ones were made of earlier ones.
std::optional<journal::Compaction> shortenedOf(const QList<journal::Compaction> &made, const QList<qint64> &shown)
{
    for (auto it = made.crbegin(); it != made.crend(); ++it)
        if (shown.contains(it->first) && shown.contains(it->last))
            return *it;
    return std::nullopt;
}

QList<chat::Message> toldOf(const QList<journal::StoredMessage> &stored, const std::optional<journal::Compaction> &shortened)
{
    return chat::closed(told(stored, shortened).messages);
}

Result<Transcript> transcript(Stores &stores, const journal::Session &session, qint64 upTo)
{
    auto stored = stores.journal->messages(session.id).and_then([&](const QList<journal::StoredMessage> &messages) {
        return stores.journal->withContents(session.id, messages);
    });
    const auto made = stores.journal->compactions(session.id);
    if (!stored || !made)
        return std::unexpected(stored ? made.error() : stored.error());
    if (upTo > 0)
        stored->removeIf([upTo](const journal::StoredMessage &message) { return message.number > upTo; });
    QList<qint64> shown;
    for (const journal::StoredMessage &message : std::as_const(*stored))
        shown.append(message.number);
    Transcript result{.messages = {chat::Message::system(session.systemPrompt)}, .numbers = {0}, .shortened = shortenedOf(*made, shown)};
    const Told told = service::told(*stored, result.shortened);
    // closed() only adds; walking both lists side by side finds what it added.
    qsizetype next = 0;
    for (const chat::Message &message : chat::closed(told.messages)) {
        const bool ours = next < told.messages.size() && message == told.messages.at(next);
        result.messages.append(message);
        result.numbers.append(ours ? told.numbers.at(next++) : 0);
    }
    return result;
}

Result<ChatTurnEnd> runChatTurn(Stores &stores, const ChatTurn &turn, const agent::EventSink &sink, std::stop_token stop)
{
    auto session = stores.journal->session(turn.session);
    if (!session)
        return std::unexpected(session.error());
    if (session->workspace.isEmpty())
        return fail(Error::Kind::Refused, tr("This chat has no workspace yet. Choose the folder the agent may work in."));

    const auto store = [&](const chat::Message &message) { return stores.journal->append(turn.session, message); };
    if (!turn.text.isEmpty() || !turn.files.isEmpty() || !turn.images.isEmpty()) {
        const chat::Message asked{.role = chat::Role::User, .text = turn.text, .images = turn.images, .files = turn.files};
        const auto number = store(asked);
        if (!number)
            return withContext(number.error(), tr("Could not store your message"));
        sink(agent::MessageFinished{*number, asked});
    }
    if (const auto frozen = freeze(stores, *session, turn.settings, turn.text); !frozen)
        return std::unexpected(frozen.error());
    const auto history = transcript(stores, *session);
    if (!history)
        return std::unexpected(history.error());

    tools::HostTools box({.session = turn.session,
                          .workspace = session->workspace,
                          .model = turn.model.modelName(),
                          .door = stores.door.get(),
                          .journal = stores.journal.get(),
                          .approver = &turn.approver,
                          .snapshot = [&stores] { return stores.rescan(); },
                          .memories = stores.home.memories(),
                          .network = turn.network,
                          .outputs = stores.home.state + QStringLiteral("/outputs"),
                          .grants = stores.grants.get()});
    const agent::CompactionPolicy policy{.window = turn.settings.model.contextTokens};
    bool refused = false; // a summary that did not come is not asked for again in this turn
    const auto shortened = [&](int tokens) -> Result<std::optional<QList<chat::Message>>> {
        if (refused || tokens < qint64(policy.window) * policy.percent / 100)
            return std::optional<QList<chat::Message>>();
        auto shorter = shortenContext(stores, *session, tokens, policy, turn.auxiliary ? *turn.auxiliary : turn.model, sink, stop);
        refused = shorter && !*shorter;
        return shorter;
    };
    const agent::TurnInput input{.messages = history->messages,
                                 .tools = toolsFromJson(session->tools),
                                 .maxIterations = turn.settings.turnIterations,
                                 .retryNow = turn.retryNow,
                                 .heardMeanwhile = turn.heardMeanwhile,
                                 .shortened = shortened};
    agent::TurnResult result = agent::runTurn(input, turn.model, box, store, [&](const agent::AgentEvent &event) {
        journalise(*stores.journal, turn.session, event);
        sink(event);
    }, stop);

    stores.journal->addUsage(turn.session, result.usage);
    stores.journal->count(turn.session, result.toolIterations, 1);
    const auto after = stores.journal->session(turn.session);
    const auto sent = transcript(stores, after ? *after : *session);
    return ChatTurnEnd{std::move(result), after ? *after : *session,
                       sent ? agent::contextParts(sent->messages, input.tools, policy.window) : agent::ContextParts{}};
}

} // namespace hsf::service
