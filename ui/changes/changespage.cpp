// SPDX-License-Identifier: MIT
//
// What the page does with news and with the person's choice. How it is put together is changesparts.cpp.
#include "ui/changes/changespage.h"

#include "ui/changes/bulkview.h"
#include "ui/changes/filterbar.h"
#include "ui/changes/ratespark.h"
#include "ui/changes/setview.h"
#include "ui/parts/banner.h"
#include "ui/parts/diffview.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/pagehead.h"
#include "ui/parts/theme.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QVBoxLayout>

namespace hsf::ui {

using changes::State;

enum { EmptyPage, SetPage, BulkPage };

ChangesPage::ChangesPage(service::ChangesService &changes, service::SettingsService &settings, QWidget *parent)
    : QWidget(parent)
    , m_changes(changes)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("changesPage"));
    auto *head = makeHead();
    m_banner = new Banner(this);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("changesTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(
        makeSide(m_waiting, m_held, QStringLiteral("held"), {State::Held, State::Outdated}, tr("Waiting changes")),
        tr("Waiting"));
    m_tabs->addTab(
        makeSide(m_history, m_decided, QStringLiteral("decided"),
                 {State::Applied, State::PartlyApplied, State::Undone, State::Rejected, State::Refused, State::Expired},
                 tr("Decided changes")),
        tr("Decided"));
    m_view = new SetView(changes, this);
    // Their keys work wherever one is on this page.
    addActions(m_view->actions());
    addActions(m_view->diff().actions());
    m_bulk = new BulkView(changes, this);
    auto *right = new QWidget(this);
    m_stack = new QStackedLayout(right);
    m_stack->addWidget(new EmptyState(QStringLiteral("changes"), tr("Choose a change"),
                                      tr("Its difference and its reasons appear here."), this));
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_bulk);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_tabs);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 5);
    splitter->setSizes({360, 800});
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addWidget(head);
    layout->addWidget(m_banner);
    layout->addWidget(splitter, 1);
    connectChanges();
    connectFilters();
    takeSettings(settings.settings());
    takeHeld({});
}

// Views go before the models they show.
ChangesPage::~ChangesPage()
{
    delete m_tabs;
}

void ChangesPage::connectChanges()
{
    using Changes = service::ChangesService;
    connect(&m_changes, &Changes::heldChanged, this, &ChangesPage::takeHeld);
    connect(&m_changes, &Changes::decidedChanged, this, &ChangesPage::takeDecided);
    connect(&m_changes, &Changes::decidedCounted, this, &ChangesPage::takeCounts);
    connect(&m_changes, &Changes::ratesChanged, m_rate, &RateSpark::setDays);
    connect(&m_changes, &Changes::setChanged, &m_held, &models::ChangeSetModel::replace);
    connect(&m_changes, &Changes::setChanged, &m_decided, &models::ChangeSetModel::replace);
    connect(&m_changes, &Changes::setOpened, this, [this](const changes::ChangeSet &set) {
        if (m_wanted != set.id)
            return;
        m_view->show(set);
        m_stack->setCurrentIndex(SetPage);
    });
    connect(&m_changes, &Changes::failed, this, [this](const ChangeSetId &id, const QString &sentence) {
        if (!m_view->set() || m_view->set()->id != id) // else it is told beside the set
            m_banner->showError(sentence);
    });
    connect(m_view, &SetView::messageRequested, this, &ChangesPage::messageRequested);
    connect(m_bulk, &BulkView::closed, this, [this] {
        m_stack->setCurrentIndex(m_view->set() ? SetPage : EmptyPage);
        if (!m_view->set())
            selectNextHeld();
    });
    connect(&m_settings, &service::SettingsService::changed, this, &ChangesPage::takeSettings);
}

void ChangesPage::connectFilters()
{
    connect(m_waiting.filter, &FilterBar::filterChanged, this, [this](const models::SetFilter &filter) {
        m_held.setFilter(filter);
        showSide(m_waiting);
    });
    connect(m_history.filter, &FilterBar::filterChanged, this, [this](const models::SetFilter &filter) {
        // The database knows all of them; what it cannot ask is asked here.
        changes::SetQuery query{.words = filter.words.trimmed()};
        if (filter.author)
            query.origins = {*filter.author};
        if (filter.state)
            query.states = {*filter.state};
        m_decided.setFilter({.risk = filter.risk});
        m_changes.search(query);
        showSide(m_history);
    });
    connect(m_history.older, &QPushButton::clicked, this, [this] {
        changes::SetQuery query = m_changes.query();
        query.limit *= 5;
        m_changes.search(query);
    });
}

void ChangesPage::takeHeld(const QList<changes::ChangeSet> &sets)
{
    const auto &shown = m_view->set();
    const bool workedHere = shown && m_held.indexOfKey(shown->id.toString()).isValid();
    if (workedHere)
        m_row = m_held.indexOfKey(shown->id.toString()).row();
    m_held.setSets(sets);
    m_tabs->setTabText(0, sets.isEmpty() ? tr("Waiting") : tr("Waiting (%1)").arg(sets.size()));
    showStatus();
    showSide(m_waiting);
    const auto isThere = [&](const changes::ChangeSet &set) { return shown && set.id == shown->id; };
    const bool decided = workedHere && std::ranges::none_of(sets, isThere);
    if (m_stack->currentIndex() != BulkPage && (decided || (!shown && !sets.isEmpty())))
        selectNextHeld();
}

void ChangesPage::takeDecided(const QList<changes::ChangeSet> &sets)
{
    m_decided.setSets(sets);
    showSide(m_history);
}

void ChangesPage::takeCounts(int matching, int all)
{
    m_matching = matching;
    m_all = all;
    showSide(m_history);
}

void ChangesPage::takeSettings(const Settings &settings)
{
    const bool paused = settings.learning.paused;
    m_pause->setChecked(paused);
    m_pause->setText(paused ? tr("Resume learning") : tr("Pause learning"));
    m_pause->setIcon(themedIcon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    m_pause->setAccessibleName(m_pause->text());
    showStatus();
}

void ChangesPage::showStatus()
{
    const qsizetype waiting = m_held.all().size();
    const QueueSettings &limits = m_settings.settings().queue;
    QStringList words{waiting == 0 ? tr("Nothing waits for you.")
                                   : tr("%n change(s) wait for your word.", nullptr, int(waiting))};
    if (waiting >= limits.heldLimit)
        words.append(tr("The queue of %1 is full: new proposals are refused until you decide.").arg(limits.heldLimit));
    else if (waiting * 5 >= limits.heldLimit * 4)
        words.append(tr("The queue takes %1.").arg(limits.heldLimit));
    if (m_settings.settings().learning.paused)
        words.append(tr("Learning is paused: no reviews run."));
    else if (m_settings.settings().learning.askBeforeEveryChange)
        words.append(tr("You are asked before every change."));
    m_head->setStatus(words.join(u' '));
}

void ChangesPage::showSide(Side &side)
{
    const bool history = side.list == m_history.list;
    const bool filtered = !side.filter->filter().isEmpty();
    side.filter->setHidden(filtered ? side.model->hidden() + (history ? std::max(0, m_all - m_matching) : 0) : 0);
    side.stack->setCurrentIndex(side.model->rowCount() > 0);
    if (filtered)
        side.empty->setWords(tr("Nothing fits the filter"), tr("Other words, or Show above, bring changes back."));
    else if (history)
        side.empty->setWords(tr("Nothing decided yet"),
                             tr("Every change to skills and memory is kept here, with Undo."));
    else
        side.empty->setWords(tr("Nothing waits"),
                             tr("A change that needs your word appears here: one to a skill of yours, or one that "
                                "reaches further than before."));
    const int older = history ? m_matching - int(side.model->all().size()) : 0;
    side.older->setVisible(older > 0);
    side.older->setText(tr("Show older ones (%n more)", nullptr, older));
    if (!history)
        side.list->doItemsLayout(); // a heading comes and goes with its neighbours
}

void ChangesPage::showSelected(Side &side)
{
    const int count = int(side.list->selectionModel()->selectedRows().size());
    side.bulk->setVisible(count > 1);
    side.selected->setText(tr("%n selected", nullptr, count));
}

void ChangesPage::decideSelected(const Side &side, service::BulkDecision decision)
{
    QList<changes::ChangeSet> sets;
    for (const QModelIndex &index : side.list->selectionModel()->selectedRows()) {
        if (const auto *set = side.model->valueAt(index))
            sets.append(*set);
    }
    if (sets.isEmpty())
        return;
    m_banner->dismiss();
    m_bulk->open(sets, decision);
    m_stack->setCurrentIndex(BulkPage);
}

// After a decision the next one that waits, at the same place; the last decided one stays in view when none does.
void ChangesPage::selectNextHeld()
{
    if (m_held.rowCount() == 0)
        return;
    const auto next = m_held.index(std::min(m_row, m_held.rowCount() - 1), 0);
    m_waiting.list->setCurrentIndex(next);
    open(next);
}

void ChangesPage::open(const QModelIndex &index)
{
    const auto *model = static_cast<const models::ChangeSetModel *>(index.model());
    const changes::ChangeSet *set = model ? model->valueAt(index) : nullptr;
    if (!set)
        return;
    m_wanted = set->id;
    m_banner->dismiss();
    if (model == &m_decided) // the list holds it without its bytes
        return m_changes.openSet(set->id);
    m_view->show(*set);
    m_stack->setCurrentIndex(SetPage);
}

void ChangesPage::showSet(const ChangeSetId &id)
{
    m_wanted = id;
    for (const Side *side : {&m_waiting, &m_history}) {
        const QModelIndex index = side->model->indexOfKey(id.toString());
        if (!index.isValid())
            continue;
        m_tabs->setCurrentIndex(side == &m_history);
        side->list->setCurrentIndex(index);
        side->list->scrollTo(index);
        return open(index);
    }
    m_changes.openSet(id);
}

} // namespace hsf::ui
