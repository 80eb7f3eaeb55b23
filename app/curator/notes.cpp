// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "curator/notes_p.h"
#include "curator/words_p.h"

#include <QFile>
#include <QJsonDocument>

namespace hsf::curator {

namespace {

constexpr qsizetype mostCharacters = 60'000; // about 15 000 tokens: fits small auxiliary models
constexpr qsizetype mostMeasured = 6'000; // of overlaps, the closest first

bool isNoted(const UsageFacts &facts)
{
    return facts.managed && facts.stage != changes::Stage::Archived;
}

QString lineOf(const UsageFacts &facts, const library::SkillEntry &entry, const QDateTime &now)
{
    return QStringLiteral("- %1 (%2; last %3 %4 days ago; loaded in %5 chats; %6 tokens): ")
               .arg(facts.skill, changes::stageName(facts.stage), facts.lastActivityKind)
               .arg(facts.lastActivity.daysTo(now))
               .arg(facts.loadSessions)
               .arg(entry.bodyTokens)
        + excerpt(entry.description, 300);
}

Result<Note> noteOf(const QJsonObject &json, const QSet<QString> &known)
{
    static const QStringList verdicts{QStringLiteral("keep"), QStringLiteral("sharpen"), QStringLiteral("outdated"),
                                      QStringLiteral("overlaps")};
    const Note note{.skill = json.value(QStringLiteral("skill")).toString().trimmed(),
                    .verdict = json.value(QStringLiteral("verdict")).toString().trimmed().toLower(),
                    .reason = excerpt(redacted(json.value(QStringLiteral("reason")).toString()), 400)};
    if (!known.contains(note.skill) || !verdicts.contains(note.verdict))
        return fail(Error::Kind::Malformed, note.skill);
    return note;
}

/// Objects of a line, or of an answer that is one array after all.
QList<QJsonObject> objectsIn(const QString &text)
{
    const qsizetype from = text.indexOf(u'{');
    const qsizetype to = text.lastIndexOf(u'}');
    if (from < 0 || to < from)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson((u'[' + text.mid(from, to - from + 1) + u']').toUtf8());
    QList<QJsonObject> objects;
    for (const QJsonValue &value : document.array())
        objects.append(value.toObject());
    return objects;
}

} // namespace

QString notesPrompt(const QList<UsageFacts> &facts, const library::LibrarySnapshot &library, const QDateTime &now,
                    const QList<skill::OverlapPair> &overlaps)
{
    QHash<QString, const library::SkillEntry *> entries;
    for (const library::SkillEntry &entry : library.skills) {
        if (entry.source.isEmpty())
            entries.insert(entry.id.toString(), &entry);
    }
    QString skills;
    for (const UsageFacts &skill : facts) {
        if (isNoted(skill) && entries.contains(skill.skill) && skills.size() < mostCharacters)
            skills += lineOf(skill, *entries.value(skill.skill), now) + u'\n';
    }
    const qsizetype withMeasures = skills.size() + mostMeasured;
    for (const skill::OverlapPair &pair : overlaps) {
        if (!skills.isEmpty() && skills.size() < withMeasures)
            skills += QStringLiteral("- measured: ") + overlapReason(pair) + u'\n';
    }
    QFile file(QStringLiteral(":/prompts/curator.md"));
    if (skills.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    // The skills' own words come last, so that nothing in them is taken for a placeholder.
    return QString::fromUtf8(file.readAll())
        .replace(QStringLiteral("{{today}}"), now.toUTC().date().toString(Qt::ISODate))
        .replace(QStringLiteral("{{skills}}"), skills);
}

QList<Note> parseNotes(const QString &answer, const QSet<QString> &known)
{
    QList<QJsonObject> objects = objectsIn(answer); // the whole of it: an array, or objects over several lines
    if (objects.isEmpty()) {
        for (const QString &line : answer.split(u'\n'))
            objects += objectsIn(line);
    }
    QList<Note> notes;
    QSet<QString> noted;
    for (const QJsonObject &object : std::as_const(objects)) {
        const Result<Note> note = noteOf(object, known);
        if (note && !noted.contains(note->skill)) {
            noted.insert(note->skill);
            notes.append(*note);
        }
    }
    return notes;
}

void addNotes(Report &report, const QList<UsageFacts> &facts, const library::LibrarySnapshot &library,
              const QDateTime &now, llm::ModelClient &model, std::stop_token stop)
{
    const QString prompt = notesPrompt(facts, library, now, report.overlaps);
    if (prompt.isEmpty())
        return;
    const llm::Request request{.messages = {chat::Message::user(prompt)}, .purpose = llm::Purpose::Curator};
    const Result<llm::Reply> reply = model.complete(request, [](const llm::StreamEvent &) { }, stop);
    if (!reply) {
        report.notesProblem = Words::tr("%1 wrote no notes: %2").arg(model.modelName(), reply.error().message);
        return;
    }
    report.usage = reply->usage;
    QSet<QString> known;
    for (const UsageFacts &skill : facts) {
        if (isNoted(skill))
            known.insert(skill.skill);
    }
    report.notes = parseNotes(reply->message.text, known);
    if (report.notes.isEmpty())
        report.notesProblem = Words::tr("%1 answered nothing that could be read as notes").arg(model.modelName());
}

} // namespace hsf::curator
