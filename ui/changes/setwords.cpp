// SPDX-License-Identifier: MIT
#include "ui/changes/setwords.h"

#include "base/text.h"
#include "models/changesetmodel.h"
#include "models/words.h"
#include "ui/parts/theme.h"
#include "ui/parts/words_p.h"

namespace hsf::ui {

QList<FileDiff> fileDiffs(const QList<changes::FileChange> &files)
{
    // An absent side is null, an empty file is not.
    const auto side = [](const std::optional<QByteArray> &bytes) {
        return !bytes ? QByteArray() : bytes->isEmpty() ? QByteArray("") : *bytes;
    };
    // A file that only moved (to the archive, say) is one entry that says so, not two full of lines.
    QHash<QByteArray, QString> gone;
    for (const auto &file : files)
        if (file.base && !file.result)
            gone.insert(*file.base, file.path);
    QStringList moved;
    QList<FileDiff> diffs;
    for (const auto &file : files) {
        if (file.base || !file.result || !gone.contains(*file.result))
            continue;
        const QString from = gone.take(*file.result);
        moved << from << file.path;
        diffs.append({QStringLiteral("%1 → %2").arg(from, file.path), side(file.result), side(file.result)});
    }
    for (const auto &file : files)
        if (!moved.contains(file.path))
            diffs.append({file.path, side(file.base), side(file.result)});
    return diffs;
}

Tone stateTone(changes::State state)
{
    switch (state) {
    case changes::State::Applied:
    case changes::State::PartlyApplied:
        return Tone::Ok;
    case changes::State::Held:
        return Tone::Accent;
    case changes::State::Outdated:
        return Tone::Warning;
    case changes::State::Refused:
        return Tone::Error;
    default:
        return Tone::Plain;
    }
}

Tone riskTone(models::Risk risk)
{
    return risk == models::Risk::High ? Tone::Error : risk == models::Risk::Medium ? Tone::Warning : Tone::Plain;
}

QString aboutWords(const changes::ChangeSet &set, int expiryDays)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QStringList parts{models::targetWords(set)};
    if (!set.author.model.isEmpty())
        parts.append(set.author.model);
    parts.append(models::agoWords(set.created, now));
    const bool waits = set.state == changes::State::Held || set.state == changes::State::Outdated;
    if (waits && set.created.isValid()) {
        const int left = std::max(0, expiryDays - int(set.created.daysTo(now)));
        parts.append(Words::tr("leaves the queue in %n day(s)", nullptr, left));
    }
    return parts.join(QStringLiteral(" · "));
}

QString evidenceHtml(const changes::ChangeSet &set)
{
    if (set.author.evidence.isEmpty())
        return {};
    QStringList lines;
    for (const auto &evidence : set.author.evidence) {
        const QString words = Words::tr("message %1").arg(evidence.message);
        const QString link = set.author.session
            ? QStringLiteral("<a style=\"color:%1\" href=\"%2\">%3</a>")
                  .arg(colours().accent.name(), QString::number(evidence.message), words)
            : words;
        lines.append(evidence.quote.isEmpty()
                         ? link
                         : QStringLiteral("%1 “%2”").arg(link, excerpt(evidence.quote, 160).toHtmlEscaped()));
    }
    return Words::tr("Because of %1").arg(lines.join(QStringLiteral("<br>")));
}

namespace {

constexpr qsizetype shownOfEach = 8; // a library that is taken in whole has thousands

QString coloured(const QString &text, const QColor &colour)
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>").arg(colour.name(), text.toHtmlEscaped());
}

QColor severityColour(skill::Severity severity)
{
    return severity >= skill::Severity::Error  ? colours().error
        : severity == skill::Severity::Warning ? colours().warning
                                               : colours().dim;
}

QString listed(const QStringList &values)
{
    QStringList named = values.first(std::min(shownOfEach, values.size()));
    if (values.size() > shownOfEach)
        named.append(Words::tr("and %n more", nullptr, int(values.size() - shownOfEach)));
    return named.join(QStringLiteral(", "));
}

QStringList factLines(const changes::ChangeSet &set)
{
    QStringList lines;
    for (const auto &fact : set.facts.first(std::min(shownOfEach, set.facts.size())))
        lines.append(Words::tr("%1: %2 → %3")
                         .arg(fact.fact, fact.before.isEmpty() ? Words::tr("not set") : fact.before, fact.after)
                         .toHtmlEscaped());
    if (set.facts.size() > shownOfEach)
        lines.append(Words::tr("and %n more", nullptr, int(set.facts.size() - shownOfEach)));
    return lines;
}

QStringList gainedLines(const skill::Capabilities &gained)
{
    QStringList lines;
    const auto add = [&](const QString &what, const QStringList &values) {
        if (!values.isEmpty())
            lines.append(coloured(what, colours().warning) + u' ' + listed(values).toHtmlEscaped());
    };
    QStringList scripts;
    for (const QString &script : gained.scripts)
        scripts.append(script.section(u'#', 0, 0)); // without its check sum
    add(Words::tr("New tools allowed:"), gained.allowedTools);
    add(Words::tr("New or changed scripts:"), scripts);
    add(Words::tr("New network addresses:"), gained.networkHosts);
    return lines;
}

// The worst, in their order; of thousands only these are looked for.
QStringList findingLines(const skill::Findings &findings)
{
    constexpr qsizetype shown = 5;
    QList<const skill::Finding *> worst;
    for (const auto &finding : findings)
        worst.append(&finding);
    const auto end = worst.begin() + std::min(shown, worst.size());
    std::ranges::partial_sort(worst, end, [](const auto *a, const auto *b) {
        return a->severity != b->severity ? a->severity > b->severity : a < b;
    });
    QStringList lines;
    for (const auto *finding : std::ranges::subrange(worst.begin(), end)) {
        const QString place
            = finding->line > 0 ? Words::tr("%1, line %2").arg(finding->file).arg(finding->line) : finding->file;
        lines.append(coloured(models::severityWord(finding->severity), severityColour(finding->severity)) + u' '
                     + QStringLiteral("%1: %2").arg(place, finding->message).toHtmlEscaped());
    }
    if (findings.size() > shown)
        lines.append(Words::tr("and %n more finding(s)", nullptr, int(findings.size() - shown)));
    return lines;
}

QString link(const QString &href, const QString &words)
{
    return QStringLiteral("<a style=\"color:%1\" href=\"%2\">%3</a>")
        .arg(colours().accent.name(), href, words.toHtmlEscaped());
}

} // namespace

QString findingsHtml(const changes::ChangeSet &set)
{
    return (factLines(set) + gainedLines(set.gained) + findingLines(set.findings)).join(QStringLiteral("<br>"));
}

QString turnedDownHtml(const changes::ChangeSet &set)
{
    if (set.turnedDown.isEmpty())
        return {};
    const auto &first = set.turnedDown.first();
    const QString words = Words::tr("%n file(s) differ from what was proposed.", nullptr, int(set.turnedDown.size()));
    return first.base || first.result
        ? words.toHtmlEscaped() + u' ' + link(QStringLiteral("show"), Words::tr("Show what was turned down"))
        : words.toHtmlEscaped();
}

QString editedHtml(const changes::ChangeSet *checked)
{
    const QString words = !checked    ? Words::tr("You edited this proposal.")
        : checked->findings.isEmpty() ? Words::tr("You edited this proposal. The checks found nothing in your version.")
                                      : Words::tr("You edited this proposal; the findings above are of your version.");
    return words.toHtmlEscaped() + u' ' + link(QStringLiteral("back"), Words::tr("Take my edits back"));
}

} // namespace hsf::ui
