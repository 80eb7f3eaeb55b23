// SPDX-License-Identifier: MIT
#include "changes/trailers.h"
#include "base/text.h"
#include "changes/words_p.h"

namespace hsf::changes {

namespace {
constexpr QLatin1StringView nothing{"-"};
constexpr QLatin1StringView arrow{" -> "};

/// Names in the history stay English: two people may share it.
QString authorName(Origin origin)
{
    switch (origin) {
    case Origin::You:
        return QStringLiteral("You");
    case Origin::Agent:
        return QStringLiteral("Agent");
    case Origin::Review:
        return QStringLiteral("Background review");
    case Origin::Synthesis:
        return QStringLiteral("Synthesis");
    case Origin::Curator:
        return QStringLiteral("Curator");
    case Origin::Imported:
        return QStringLiteral("Import");
    case Origin::Bundled:
        return QStringLiteral("Bundled skills");
    case Origin::Outside:
        return QStringLiteral("Another program");
    case Origin::Unknown:
        break;
    }
    return QStringLiteral("Unknown");
}

/// One line: line ends and backslashes escaped, secrets gone, because a history is shared.
QString oneLine(const QString &text)
{
    QString line = redacted(text);
    line.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'\n', QStringLiteral("\\n"))
        .replace(u'\r', QStringLiteral("\\r"));
    line.remove(QChar(u'\0'));
    return line;
}

QString manyLines(const QString &line)
{
    QString text;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const bool escaped = line[i] == u'\\' && i + 1 < line.size();
        if (!escaped) {
            text += line[i];
            continue;
        }
        const QChar next = line[++i];
        text += next == u'n' ? QChar(u'\n') : next == u'r' ? QChar(u'\r') : next;
    }
    return text;
}

std::optional<Evidence> evidenceFromLine(const QString &line)
{
    const qsizetype from = line.indexOf(u'"'), to = line.lastIndexOf(u'"');
    bool isNumber = false;
    const qint64 message = line.left(from).trimmed().toLongLong(&isNumber);
    if (!isNumber || to <= from)
        return std::nullopt;
    return Evidence{message, manyLines(line.mid(from + 1, to - from - 1))};
}

template <class T> std::optional<T> idFrom(const QString &text)
{
    const auto id = T::parse(text);
    return id ? std::optional(*id) : std::nullopt;
}
} // namespace

QString factLine(const FactChange &fact)
{
    const auto shown = [](const QString &value) { return value.isEmpty() ? QString(nothing) : value; };
    return fact.skill + u' ' + fact.fact + u' ' + shown(fact.before) + arrow + shown(fact.after);
}

std::optional<FactChange> factFromLine(const QString &line)
{
    // From the right, because a folder's name may hold spaces and arrows.
    const qsizetype at = line.lastIndexOf(arrow);
    const QStringList left = line.left(at).split(u' ');
    if (at < 0 || left.size() < 3)
        return std::nullopt;
    const auto read = [](const QString &value) { return value == nothing ? QString() : value; };
    const QString skill = left.first(left.size() - 2).join(u' ');
    return FactChange{skill, left.at(left.size() - 2), read(left.last()), read(line.mid(at + arrow.size()))};
}

library::CommitText commitText(const ChangeSet &set, const QDateTime &when)
{
    const QString reason = oneLine(set.reason);
    library::CommitText text{.subject = excerpt(redacted(set.reason), subjectCharacters),
                             .author = authorName(set.author.origin),
                             .time = when};
    const auto add = [&](const char *key, const QString &value) {
        if (!value.isEmpty())
            text.trailers << std::pair(QString::fromLatin1(key), value);
    };
    add("Origin", originName(set.author.origin));
    add("Change-Set", set.id.toString());
    add("Session", set.author.session ? set.author.session->toString() : QString());
    add("Model", oneLine(set.author.model));
    for (const Evidence &one : set.author.evidence)
        add("Evidence", QStringLiteral("%1 \"%2\"").arg(QString::number(one.message), oneLine(one.quote)));
    add("Outcome", oneLine(set.author.outcome));
    for (const FactChange &fact : set.facts)
        add("Fact", factLine(fact));
    add("Undoes", set.undoes ? set.undoes->toString() : QString());
    if (set.state == State::Applied || set.state == State::PartlyApplied)
        add("Accepted", set.state == State::Applied ? QStringLiteral("whole") : QStringLiteral("part"));
    if (reason != text.subject)
        add("Reason", reason);
    return text;
}

ChangeSet setFromTrailers(const library::Revision &revision, const ChangeSetId &fresh)
{
    const auto &trailers = revision.trailers;
    const auto known = idFrom<ChangeSetId>(trailers.value(QStringLiteral("Change-Set")));
    const QString reason = trailers.value(QStringLiteral("Reason"));
    ChangeSet set{.id = known.value_or(fresh), .reason = reason.isEmpty() ? revision.subject : manyLines(reason)};
    const bool inPart = trailers.value(QStringLiteral("Accepted")) == u"part";
    set.state = inPart ? State::PartlyApplied : State::Applied;
    set.created = set.decided = revision.time;
    set.commit = revision.commit;
    set.undoes = idFrom<ChangeSetId>(trailers.value(QStringLiteral("Undoes")));
    set.author.origin = known ? originFromName(trailers.value(QStringLiteral("Origin"))) : Origin::Outside;
    set.author.session = idFrom<SessionId>(trailers.value(QStringLiteral("Session")));
    set.author.model = trailers.value(QStringLiteral("Model"));
    set.author.outcome = trailers.value(QStringLiteral("Outcome"));
    for (const QString &line : trailers.value(QStringLiteral("Evidence")).split(u'\n', Qt::SkipEmptyParts)) {
        if (const auto one = evidenceFromLine(line))
            set.author.evidence << *one;
    }
    for (const QString &line : trailers.value(QStringLiteral("Fact")).split(u'\n', Qt::SkipEmptyParts)) {
        if (const auto fact = factFromLine(line))
            set.facts << *fact;
    }
    return set;
}

} // namespace hsf::changes
