// SPDX-License-Identifier: MIT
#include "ui/chat/transcript.h"

#include "base/text.h"
#include "ui/chat/markdown.h"
#include "ui/parts/words_p.h"

#include <QLocale>
#include <QTextDocumentFragment>

namespace hsf::ui {

QString callTitle(const chat::ToolCall &call)
{
    const QJsonObject arguments = QJsonDocument::fromJson(call.arguments.toUtf8()).object();
    const auto argument = [&](const char *key) { return excerpt(arguments.value(QLatin1StringView(key)).toString(), 120); };
    if (call.name == u"read_file")
        return Words::tr("Read %1").arg(argument("path"));
    if (call.name == u"write_file")
        return Words::tr("Write %1").arg(argument("path"));
    if (call.name == u"patch")
        return Words::tr("Change %1").arg(argument("path"));
    if (call.name == u"search_files")
        return Words::tr("Search for %1").arg(argument("pattern"));
    if (call.name == u"terminal")
        return Words::tr("Run %1").arg(argument("command"));
    if (call.name == u"skills_list")
        return argument("query").isEmpty() ? Words::tr("List the skills") : Words::tr("Look for skills: %1").arg(argument("query"));
    if (call.name == u"skill_view")
        return Words::tr("Read the skill %1").arg(argument("name"));
    if (call.name == u"skill_manage")
        return Words::tr("Change skills: %1").arg(argument("reason"));
    if (call.name == u"memory")
        return Words::tr("Change the memory");
    return call.name;
}

static Entry *entryOfCall(QList<Entry> &entries, const QString &callId)
{
    const auto found = std::find_if(entries.rbegin(), entries.rend(), [&](const Entry &entry) {
        return entry.kind == Entry::Kind::Tool && entry.callId == callId;
    });
    return found == entries.rend() ? nullptr : &*found;
}

static QStringList namesOf(const chat::Message &message)
{
    QStringList names;
    for (const chat::TextFile &file : message.files)
        names.append(file.name);
    for (const chat::Image &image : message.images)
        names.append(image.name.isEmpty() ? Words::tr("a picture") : image.name);
    return names;
}

int addMessage(QList<Entry> &entries, const journal::StoredMessage &stored)
{
    const chat::Message &message = stored.message;
    const QList<qint64> &versions = stored.versions;
    switch (message.role) {
    case chat::Role::System:
        return -1;
    case chat::Role::User:
        entries.append({.kind = Entry::Kind::You, .number = stored.number, .time = stored.time, .text = message.text,
                        .files = namesOf(message), .versions = versions});
        return -1;
    case chat::Role::Tool:
        if (Entry *call = entryOfCall(entries, message.toolCallId)) {
            call->text = message.text;
            call->state = message.failed ? Entry::State::Failed : Entry::State::Ok;
            call->number = stored.number;
            call->open = call->open || message.failed; // errors open by themselves
            return int(call - entries.data());
        }
        return -1;
    case chat::Role::Assistant:
        break;
    }
    const auto first = entries.size();
    if (!message.reasoning.trimmed().isEmpty())
        entries.append({.kind = Entry::Kind::Thought, .number = stored.number, .time = stored.time, .text = message.reasoning});
    if (!message.text.trimmed().isEmpty())
        entries.append({.kind = Entry::Kind::Answer, .number = stored.number, .time = stored.time, .text = message.text});
    for (const chat::ToolCall &call : message.toolCalls)
        if (!entryOfCall(entries, call.id) || entryOfCall(entries, call.id)->state != Entry::State::Busy)
            entries.append({.kind = Entry::Kind::Tool, .number = stored.number, .time = stored.time, .title = callTitle(call),
                            .callId = call.id, .state = Entry::State::Busy});
    // Where one switches between answers: at the answer, or at what stands in its place.
    for (auto i = entries.size() - 1; i >= first && !versions.isEmpty(); --i)
        if (i == first || entries.at(i).kind == Entry::Kind::Answer) {
            entries[i].versions = versions;
            break;
        }
    if (message.stopped)
        entries.append({.kind = Entry::Kind::Notice, .text = Words::tr("Stopped here.")});
    return -1;
}

Entry entryOf(const journal::Compaction &compaction)
{
    return {.kind = Entry::Kind::Summary, .time = compaction.time, .text = compaction.summary,
            .title = Words::tr("From here on the model is told messages %1 to %2 in short (%L3 → %L4 tokens)")
                         .arg(compaction.first).arg(compaction.last).arg(compaction.tokensBefore).arg(compaction.tokensAfter)};
}

QString spokenEntry(const Entry &entry)
{
    switch (entry.kind) {
    case Entry::Kind::You:
        return entry.files.isEmpty() ? Words::tr("You: %1").arg(entry.text)
                                     : Words::tr("You: %1, with %2").arg(entry.text, entry.files.join(QStringLiteral(", ")));
    case Entry::Kind::Answer:
        return Words::tr("Agent: %1").arg(markdownWords(entry.text));
    case Entry::Kind::Thought:
        return Words::tr("Thought: %1").arg(entry.text);
    case Entry::Kind::Notice:
        return QTextDocumentFragment::fromHtml(entry.text).toPlainText();
    case Entry::Kind::Summary:
        return Words::tr("%1. %2").arg(entry.title, markdownWords(entry.text));
    case Entry::Kind::Tool:
        break;
    }
    switch (entry.state) {
    case Entry::State::Busy:
    case Entry::State::Plain:
        return Words::tr("%1, busy").arg(entry.title);
    case Entry::State::Ok:
        return Words::tr("%1, done. %2").arg(entry.title, entry.text);
    case Entry::State::Failed:
        return Words::tr("%1, failed. %2").arg(entry.title, entry.text);
    }
    return {};
}

QString spokenMoment(const Entry &entry)
{
    const QString when = QLocale().toString(entry.time.toLocalTime(), QLocale::ShortFormat);
    return entry.versions.size() < 2 ? when : Words::tr("%1, version %2 of %3").arg(when).arg(entry.versions.indexOf(entry.number) + 1).arg(entry.versions.size());
}

} // namespace hsf::ui
