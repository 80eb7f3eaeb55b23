// SPDX-License-Identifier: MIT
#include "ui/library/filtermenu.h"

#include "models/filterwords.h"
#include "ui/parts/theme.h"

#include <QInputDialog>
#include <QMenu>
#include <QToolButton>

namespace hsf::ui {

using models::SkillFilter;

namespace {
constexpr int mostTags = 40;
}

FilterMenu::FilterMenu(service::LibraryService &library, QWidget *parent)
    : QObject(parent)
    , m_library(library)
    , m_button(new QToolButton(parent))
    , m_menu(new QMenu(m_button))
{
    m_button->setObjectName(QStringLiteral("filterMenuButton"));
    m_button->setIcon(themedIcon(QStringLiteral("filter")));
    m_button->setAccessibleName(tr("More filters"));
    m_button->setToolTip(tr("Filter by last use, tag, source …; saved filters"));
    m_button->setAutoRaise(true);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setMenu(m_menu);
    m_menu->setObjectName(QStringLiteral("filterMenu"));
    connect(m_menu, &QMenu::aboutToShow, this, &FilterMenu::aboutToShow);
}

void FilterMenu::setAtWork(bool filtering)
{
    m_button->setIcon(themedIcon(QStringLiteral("filter")));
    m_button->setDown(filtering);
}

QStringList FilterMenu::wordsOf(const SkillFilter &filter)
{
    QStringList words;
    QStringList tags(filter.tags.begin(), filter.tags.end());
    tags.sort();
    for (const QString &tag : std::as_const(tags))
        words.append(tr("tag: %1").arg(tag));
    if (filter.lastUse != models::LastUse::Any)
        words.append(models::lastUseWord(filter.lastUse));
    for (const models::Verdict verdict : filter.verdicts)
        words.append(models::verdictWord(verdict));
    if (filter.source)
        words.append(filter.source->isEmpty() ? tr("own library") : tr("from: %1").arg(library::sourceName(*filter.source)));
    return words;
}

void FilterMenu::setNow(const SkillFilter &now, const QList<service::SkillRow> &rows)
{
    m_now = now;
    m_menu->clear();
    qDeleteAll(m_menu->findChildren<QMenu *>(Qt::FindDirectChildrenOnly)); // those of the last time
    addSaved();
    m_menu->addSeparator();
    addLastUse();
    addVerdicts();
    addTags(rows);
    addSources(rows);
    m_menu->addSeparator();
    QAction *show = m_menu->addAction(themedIcon(QStringLiteral("folder")), tr("Sources of skills …"));
    show->setObjectName(QStringLiteral("showSources"));
    connect(show, &QAction::triggered, this, &FilterMenu::sourcesRequested);
}

QAction *FilterMenu::addChoice(QMenu *menu, const QString &text, bool on, const SkillFilter &chosen)
{
    QString shown = text;
    QAction *action = menu->addAction(shown.replace(u'&', QStringLiteral("&&")));
    action->setCheckable(true);
    action->setChecked(on);
    connect(action, &QAction::triggered, this, [this, chosen] { Q_EMIT filterChosen(chosen); });
    return action;
}

void FilterMenu::addSaved()
{
    const QMap<QString, QString> &saved = m_library.savedFilters();
    for (const auto &[name, words] : saved.asKeyValueRange())
        addChoice(m_menu, name, models::filterOf(words) == m_now, models::filterOf(words));
    QAction *save = m_menu->addAction(themedIcon(QStringLiteral("save")), tr("Save this filter …"));
    save->setObjectName(QStringLiteral("saveFilter"));
    save->setEnabled(models::isAtWork(m_now));
    connect(save, &QAction::triggered, this, &FilterMenu::askForName);
    if (saved.isEmpty())
        return;
    QMenu *forget = m_menu->addMenu(tr("Forget a saved filter"));
    for (const QString &name : saved.keys()) {
        QString shown = name;
        connect(forget->addAction(shown.replace(u'&', QStringLiteral("&&"))), &QAction::triggered, this,
                [this, name] { m_library.saveFilter(name, {}); });
    }
}

void FilterMenu::askForName()
{
    auto *dialog = new QInputDialog(m_button);
    dialog->setObjectName(QStringLiteral("filterName"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this filter"));
    dialog->setLabelText(tr("Name of the filter (one that exists is replaced):"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, words = models::filterWords(m_now)](const QString &name) {
        if (!name.trimmed().isEmpty())
            m_library.saveFilter(name.trimmed(), words);
    });
    dialog->open();
}

void FilterMenu::addLastUse()
{
    using enum models::LastUse;
    QMenu *menu = m_menu->addMenu(tr("Last use"));
    for (const auto use : {Any, Week, Month, NotForAMonth, Never}) {
        SkillFilter chosen = m_now;
        chosen.lastUse = use;
        addChoice(menu, use == Any ? tr("whenever") : models::lastUseWord(use), m_now.lastUse == use, chosen);
    }
}

void FilterMenu::addVerdicts()
{
    using enum models::Verdict;
    QMenu *menu = m_menu->addMenu(tr("Verdict"));
    menu->setToolTipsVisible(true);
    for (const auto verdict : {Unproven, Proven, Harmful}) {
        SkillFilter chosen = m_now;
        const bool on = chosen.verdicts.remove(verdict);
        if (!on)
            chosen.verdicts.insert(verdict);
        addChoice(menu, models::verdictWord(verdict), on, chosen)
            ->setToolTip(tr("A verdict needs trials with and without the skill; without them it is unproven."));
    }
}

void FilterMenu::addTags(const QList<service::SkillRow> &rows)
{
    QHash<QString, int> counts;
    for (const service::SkillRow &row : rows) {
        for (const QString &tag : row.entry.tags)
            ++counts[tag];
    }
    for (const QString &tag : std::as_const(m_now.tags))
        counts[tag] += 0;
    QList<std::pair<int, QString>> tags;
    for (const auto &[tag, count] : counts.asKeyValueRange())
        tags.append({m_now.tags.contains(tag) ? -1'000'000 : -count, tag}); // chosen ones first, then the frequent ones
    std::ranges::sort(tags);
    QMenu *menu = m_menu->addMenu(tr("Tag"));
    menu->setEnabled(!tags.isEmpty());
    for (const auto &[order, tag] : tags.first(std::min<qsizetype>(tags.size(), mostTags))) {
        SkillFilter chosen = m_now;
        const bool on = chosen.tags.remove(tag);
        if (!on)
            chosen.tags.insert(tag);
        addChoice(menu, tr("%1 (%L2)").arg(tag).arg(counts.value(tag)), on, chosen);
    }
    if (tags.size() > mostTags)
        menu->addAction(tr("%n rarer tag(s): search for their words", nullptr, int(tags.size() - mostTags)))->setEnabled(false);
}

void FilterMenu::addSources(const QList<service::SkillRow> &rows)
{
    QMap<QString, int> counts;
    for (const service::SkillRow &row : rows)
        ++counts[row.entry.source];
    if (counts.size() < 2 && !m_now.source)
        return;
    QMenu *menu = m_menu->addMenu(tr("Source"));
    SkillFilter all = m_now;
    all.source.reset();
    addChoice(menu, tr("all"), !m_now.source, all);
    for (const auto &[source, count] : counts.asKeyValueRange()) {
        SkillFilter chosen = m_now;
        chosen.source = source;
        addChoice(menu, tr("%1 (%L2)").arg(source.isEmpty() ? tr("own library") : library::sourceName(source)).arg(count),
                  m_now.source == source, chosen);
    }
}

} // namespace hsf::ui
