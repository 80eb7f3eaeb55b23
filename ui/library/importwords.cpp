// SPDX-License-Identifier: MIT
#include "ui/library/importwords.h"

#include "models/words.h"
#include "ui/parts/theme.h"
#include "ui/parts/words_p.h"

#include <QCoreApplication>
#include <QUrl>

namespace hsf::ui {

using changes::Collision;
using Action = changes::ImportChoice::Action;
using Outcome = service::ImportedSkill::Outcome;

namespace {

QString capabilityWords(const skill::Capabilities &capabilities)
{
    QStringList words;
    QStringList scripts = capabilities.scripts;
    for (QString &script : scripts)
        script = script.section(u'#', 0, 0);
    if (!scripts.isEmpty())
        words << Words::tr("brings scripts: %1").arg(scripts.join(QStringLiteral(", ")));
    if (!capabilities.allowedTools.isEmpty())
        words << Words::tr("asks for tools: %1").arg(capabilities.allowedTools.join(u' '));
    if (!capabilities.networkHosts.isEmpty())
        words << Words::tr("names addresses: %1").arg(capabilities.networkHosts.join(QStringLiteral(", ")));
    return words.join(QStringLiteral("; "));
}

QString groupHtml(const service::ImportReport &report, Outcome outcome, const QString &title)
{
    QString html;
    for (const service::ImportedSkill &skill : report.skills) {
        if (skill.outcome != outcome)
            continue;
        const bool there = outcome == Outcome::Imported;
        const QString name = skill.id.toHtmlEscaped();
        const QString link = QString::fromLatin1(QUrl::toPercentEncoding(skill.id, "/"));
        html += QStringLiteral("<li>") + (there ? QStringLiteral("<a href=\"skill:%1\">%2</a>").arg(link, name) : name);
        if (skill.id != skill.from)
            html += u' ' + Words::tr("(was %1)").arg(skill.from).toHtmlEscaped();
        if (!skill.why.isEmpty())
            html += QStringLiteral(": ") + skill.why.toHtmlEscaped();
        if (skill.set)
            html += QStringLiteral(" · <a href=\"set:%1\">%2</a>")
                        .arg(skill.set->toString(), Words::tr("change").toHtmlEscaped());
        html += QStringLiteral("</li>");
    }
    return html.isEmpty() ? html : QStringLiteral("<p><b>%1</b></p><ul>%2</ul>").arg(title.toHtmlEscaped(), html);
}

} // namespace

QString listHtml(const QString &title, const QStringList &lines)
{
    if (lines.isEmpty())
        return {};
    QString html = QStringLiteral("<p><b>%1</b></p><ul>").arg(title.toHtmlEscaped());
    for (const QString &line : lines)
        html += QStringLiteral("<li>%1</li>").arg(line.toHtmlEscaped());
    return html + QStringLiteral("</ul>");
}

QString planWords(const changes::ImportPlan &plan)
{
    QStringList words{plan.kind == library::Package::Kind::HermesHome
                          ? Words::tr("A Hermes home with %n skill(s).", nullptr, int(plan.items.size()))
                          : Words::tr("%n skill(s) found.", nullptr, int(plan.items.size()))};
    if (const int taken = plan.count(Collision::Taken) + plan.count(Collision::Blocked))
        words << Words::tr("The place of %n of them is taken.", nullptr, taken);
    if (const int same = plan.count(Collision::Same))
        words << Words::tr("%n of them are in the library already, the very same.", nullptr, same);
    const auto held
        = std::ranges::count_if(plan.items, [](const auto &item) { return item.worst() == skill::Severity::High; });
    const auto refused
        = std::ranges::count_if(plan.items, [](const auto &item) { return item.worst() == skill::Severity::Critical; });
    if (held > 0)
        words << Words::tr("%n would wait for your decision.", nullptr, int(held));
    if (refused > 0)
        words << Words::tr("%n would be refused as too dangerous.", nullptr, int(refused));
    if (!plan.categories.isEmpty())
        words << Words::tr("%n description(s) of categories come along.", nullptr, int(plan.categories.size()));
    words += plan.problems;
    return words.join(u' ');
}

QString deedWords(const changes::ImportItem &item, const changes::ImportChoice &choice)
{
    if (!item.skill.obstacle.isEmpty())
        return Words::tr("cannot come");
    if (choice.action == Action::Replace)
        return Words::tr("replaces %1").arg(item.met);
    if (choice.action == Action::Skip)
        return item.collision == Collision::Same ? Words::tr("is there already, the same")
            : item.collision == Collision::Taken ? Words::tr("left out: %1 is there already").arg(item.met)
                                                 : Words::tr("left out");
    const QString come = choice.id == item.skill.id ? Words::tr("comes") : Words::tr("comes as %1").arg(choice.id);
    return item.facts.isEmpty() ? come : come + QStringLiteral(" · ") + item.facts.join(QStringLiteral(", "));
}

QString foundWords(const changes::ImportItem &item)
{
    if (!item.skill.obstacle.isEmpty())
        return Words::tr("unusable");
    if (item.findings.isEmpty())
        return item.skill.notes.isEmpty() ? Words::tr("nothing")
                                          : Words::tr("%n remark(s)", nullptr, int(item.skill.notes.size()));
    // Advice counts only where there is nothing worse.
    const bool harmless = item.worst() <= skill::Severity::Advice;
    const auto count = std::ranges::count_if(item.findings, [harmless](const skill::Finding &one) {
        return harmless || one.severity > skill::Severity::Advice;
    });
    return QStringLiteral("%1 (%2)").arg(models::severityWord(item.worst())).arg(count);
}

QString memoryWords(const changes::MemoryItem &item)
{
    using enum changes::MemoryItem::Fate;
    switch (item.fate) {
    case Known:
        return Words::tr("known already");
    case NoRoom:
        return Words::tr("left out: no room");
    case Dangerous:
        return Words::tr("left out: %1").arg(item.why);
    case Add:
        break;
    }
    return item.file == library::MemoryFile::User ? Words::tr("added to what is known about you") : Words::tr("added");
}

QString detailsHtml(const changes::ImportItem &item)
{
    QString html;
    if (!item.description.isEmpty())
        html += QStringLiteral("<p>%1</p>").arg(item.description.toHtmlEscaped());
    if (const QString reach = capabilityWords(item.capabilities); !reach.isEmpty())
        html += QStringLiteral("<p>%1</p>").arg(Words::tr("It %1.").arg(reach).toHtmlEscaped());
    QStringList found;
    QList<skill::Finding> findings = item.findings;
    std::ranges::stable_sort(findings, std::greater(), &skill::Finding::severity);
    for (const skill::Finding &one : std::as_const(findings)) {
        const QString place = one.line > 0 ? Words::tr("%1, line %2").arg(one.file).arg(one.line) : one.file;
        found << QStringLiteral("%1 · %2: %3").arg(models::severityWord(one.severity), place, one.message);
    }
    html += listHtml(Words::tr("Found"), found);
    html += listHtml(Words::tr("Repairing would"), item.repairs);
    html += listHtml(Words::tr("Left out or not looked into"), item.skill.notes);
    if (!item.skill.from.isEmpty())
        html += QStringLiteral("<p>%1</p>").arg(Words::tr("It lies in %1.").arg(item.skill.from).toHtmlEscaped());
    return html;
}

QString reportWords(const service::ImportReport &report)
{
    QStringList words{Words::tr("%n skill(s) came.", nullptr, report.count(Outcome::Imported))};
    if (const int held = report.count(Outcome::Held))
        words << Words::tr("%n wait(s) for your decision.", nullptr, held);
    if (const int refused = report.count(Outcome::Refused) + report.count(Outcome::Failed))
        words << Words::tr("%n could not come.", nullptr, refused);
    if (const int skipped = report.count(Outcome::Skipped))
        words << Words::tr("%n left out.", nullptr, skipped);
    if (report.stopped)
        words << Words::tr("It was stopped; the others were not reached.");
    return words.join(u' ');
}

QString reportHtml(const service::ImportReport &report)
{
    QString html = groupHtml(report, Outcome::Imported, Words::tr("Came"))
        + groupHtml(report, Outcome::Held, Words::tr("Waits for your decision"))
        + groupHtml(report, Outcome::Refused, Words::tr("Refused"))
        + groupHtml(report, Outcome::Failed, Words::tr("Could not come"))
        + groupHtml(report, Outcome::Skipped, Words::tr("Left out"));
    QStringList memory;
    for (const changes::MemoryItem &item : report.memory) {
        if (item.fate != changes::MemoryItem::Fate::Add)
            memory << QStringLiteral("%1: %2").arg(item.text.simplified().left(120), memoryWords(item));
    }
    if (report.memorySet) {
        const QString fate = report.memorySet->outcome == Outcome::Imported
            ? Words::tr("Memory entries were added.")
            : Words::tr("Memory was not added: %1").arg(report.memorySet->why);
        const QString link = report.memorySet->set
            ? QStringLiteral(" · <a href=\"set:%1\">%2</a>")
                  .arg(report.memorySet->set->toString(), Words::tr("change").toHtmlEscaped())
            : QString();
        html += QStringLiteral("<p>%1%2</p>").arg(fate.toHtmlEscaped(), link);
    }
    QStringList categories;
    for (const service::ImportedSkill &one : report.categories)
        categories << (one.outcome == Outcome::Imported ? one.id : QStringLiteral("%1: %2").arg(one.id, one.why));
    return html + listHtml(Words::tr("Descriptions of categories"), categories)
        + listHtml(Words::tr("Memory that was left out"), memory) + listHtml(Words::tr("Also"), report.problems);
}

} // namespace hsf::ui
