// SPDX-License-Identifier: MIT
#include "ui/changes/setwords.h"

#include "base/text.h"
#include "models/changesetmodel.h"
#include "models/words.h"
#include "ui/parts/theme.h"

#include <QCoreApplication>

namespace hsf::ui {

static QString tr(const char *text, const char *hint = nullptr, int n = -1)
{
    return QCoreApplication::translate("hsf::ui", text, hint, n);
}

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

QString aboutWords(const changes::ChangeSet &set)
{
    QStringList parts{models::targetWords(set)};
    if (!set.author.model.isEmpty())
        parts.append(set.author.model);
    parts.append(models::agoWords(set.created, QDateTime::currentDateTimeUtc()));
    return parts.join(QStringLiteral(" · "));
}

QString evidenceHtml(const changes::ChangeSet &set)
{
    if (set.author.evidence.isEmpty())
        return {};
    QStringList lines;
    for (const auto &evidence : set.author.evidence) {
        const QString words = tr("message %1").arg(evidence.message);
        const QString link = set.author.session
            ? QStringLiteral("<a style=\"color:%1\" href=\"%2\">%3</a>")
                  .arg(colours().accent.name(), QString::number(evidence.message), words)
            : words;
        lines.append(evidence.quote.isEmpty()
                         ? link
                         : QStringLiteral("%1 “%2”").arg(link, excerpt(evidence.quote, 160).toHtmlEscaped()));
    }
    return tr("Because of %1").arg(lines.join(QStringLiteral("<br>")));
}

QString findingsText(const changes::ChangeSet &set)
{
    QStringList lines;
    // A library that is taken in whole has thousands of each: what is laid out stays a few lines.
    constexpr qsizetype shown = 8;
    for (const auto &fact : set.facts.first(std::min(shown, set.facts.size())))
        lines.append(tr("%1: %2 → %3").arg(fact.fact, fact.before.isEmpty() ? tr("not set") : fact.before, fact.after));
    if (set.facts.size() > shown)
        lines.append(tr("and %n more", nullptr, int(set.facts.size() - shown)));
    const auto gained = [&](const QString &what, const QStringList &values) {
        if (values.isEmpty())
            return;
        QStringList named = values.first(std::min(shown, values.size()));
        if (values.size() > shown)
            named.append(tr("and %n more", nullptr, int(values.size() - shown)));
        lines.append(what.arg(named.join(QStringLiteral(", "))));
    };
    gained(tr("New tools allowed: %1"), set.gained.allowedTools);
    gained(tr("New or changed scripts: %1"), set.gained.scripts);
    gained(tr("New network addresses: %1"), set.gained.networkHosts);
    // The worst, in their order; of thousands only these are looked for.
    QList<const skill::Finding *> worst;
    for (const auto &finding : set.findings)
        worst.append(&finding);
    const auto end = worst.begin() + std::min<qsizetype>(5, worst.size());
    std::ranges::partial_sort(worst, end, [](const auto *a, const auto *b) { return a->severity != b->severity ? a->severity > b->severity : a < b; });
    for (const auto *finding : std::ranges::subrange(worst.begin(), end))
        lines.append(tr("%1, %2 line %3: %4")
                         .arg(models::severityWord(finding->severity), finding->file)
                         .arg(finding->line)
                         .arg(finding->message));
    if (set.findings.size() > 5)
        lines.append(tr("and %n more finding(s)", nullptr, int(set.findings.size()) - 5));
    return lines.join(u'\n');
}

} // namespace hsf::ui
