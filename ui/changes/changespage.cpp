// SPDX-License-Identifier: MIT
#include "ui/changes/changespage.h"

#include "ui/changes/setdelegate.h"
#include "ui/changes/setview.h"
#include "ui/parts/banner.h"
#include "ui/parts/diffview.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/pagehead.h"

#include <QListView>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QVBoxLayout>

namespace hsf::ui {

ChangesPage::ChangesPage(service::ChangesService &changes, QWidget *parent)
    : QWidget(parent)
    , m_changes(changes)
{
    setObjectName(QStringLiteral("changesPage"));
    m_head = new PageHead(tr("Changes"), this);
    m_banner = new Banner(this);
    m_heldList = makeList(m_held, "heldList", tr("Waiting changes"));
    m_decidedList = makeList(m_decided, "decidedList", tr("Decided changes"));
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(withEmpty(m_heldList, tr("Nothing waits"),
                             tr("A change that needs your word appears here: one to a skill of yours, or one that "
                                "reaches further than before.")),
                   tr("Waiting"));
    m_tabs->addTab(withEmpty(m_decidedList, tr("Nothing decided yet"),
                             tr("Every change to skills and memory is kept here, with Undo.")),
                   tr("Decided"));
    m_view = new SetView(changes, this);
    // Their keys work wherever one is on this page.
    addActions(m_view->actions());
    addActions(m_view->diff().actions());
    auto *right = new QWidget(this);
    m_stack = new QStackedLayout(right);
    m_stack->addWidget(new EmptyState(QStringLiteral("changes"), tr("Choose a change"),
                                      tr("Its difference and its reasons appear here."), this));
    m_stack->addWidget(m_view);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_tabs);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 5);
    splitter->setSizes({340, 800});
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addWidget(m_head);
    layout->addWidget(m_banner);
    layout->addWidget(splitter, 1);
    connectChanges();
    takeHeld({});
}

// Views go before the models they show.
ChangesPage::~ChangesPage()
{
    delete m_tabs;
}

QListView *ChangesPage::makeList(models::ChangeSetModel &model, const char *name, const QString &words)
{
    auto *list = new QListView(this);
    list->setObjectName(QLatin1StringView(name));
    list->setAccessibleName(words);
    list->setModel(&model);
    list->setItemDelegate(new SetDelegate(list));
    list->setUniformItemSizes(true);
    list->setMouseTracking(true);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ChangesPage::open);
    connect(list, &QListView::clicked, this, &ChangesPage::open);
    return list;
}

QWidget *ChangesPage::withEmpty(QListView *list, const QString &title, const QString &text)
{
    auto *both = new QWidget(this);
    auto *stack = new QStackedLayout(both);
    stack->addWidget(new EmptyState(QStringLiteral("check"), title, text, both));
    stack->addWidget(list);
    const auto turn = [stack, list] { stack->setCurrentIndex(list->model()->rowCount() > 0); };
    connect(list->model(), &QAbstractItemModel::rowsInserted, both, turn);
    connect(list->model(), &QAbstractItemModel::rowsRemoved, both, turn);
    return both;
}

void ChangesPage::connectChanges()
{
    using Changes = service::ChangesService;
    connect(&m_changes, &Changes::heldChanged, this, &ChangesPage::takeHeld);
    connect(&m_changes, &Changes::decidedChanged, this, &ChangesPage::takeDecided);
    connect(&m_changes, &Changes::setChanged, &m_held, &models::ChangeSetModel::replace);
    connect(&m_changes, &Changes::setChanged, &m_decided, &models::ChangeSetModel::replace);
    connect(&m_changes, &Changes::setOpened, this, [this](const changes::ChangeSet &set) {
        if (m_wanted != set.id)
            return;
        m_view->show(set);
        m_stack->setCurrentIndex(1);
    });
    connect(&m_changes, &Changes::failed, this, [this](const ChangeSetId &id, const QString &sentence) {
        if (!m_view->set() || m_view->set()->id != id) // else it is told beside the set
            m_banner->showError(sentence);
    });
    connect(m_view, &SetView::messageRequested, this, &ChangesPage::messageRequested);
}

void ChangesPage::takeHeld(const QList<changes::ChangeSet> &sets)
{
    const auto &shown = m_view->set();
    const bool workedHere = shown && m_held.indexOfKey(shown->id.toString()).isValid();
    if (workedHere)
        m_row = m_held.indexOfKey(shown->id.toString()).row();
    m_held.setSets(sets);
    m_tabs->setTabText(0, sets.isEmpty() ? tr("Waiting") : tr("Waiting (%1)").arg(sets.size()));
    m_head->setStatus(sets.isEmpty() ? tr("Nothing waits for you.")
                                     : tr("%n change(s) wait for your word.", nullptr, int(sets.size())));
    const bool decided = workedHere && !m_held.indexOfKey(shown->id.toString()).isValid();
    if (decided || (!shown && !sets.isEmpty()))
        selectNextHeld();
}

void ChangesPage::takeDecided(const QList<changes::ChangeSet> &sets)
{
    m_decided.setSets(sets);
}

// After a decision the next one that waits, at the same place; the last decided one stays in view when none does.
void ChangesPage::selectNextHeld()
{
    if (m_held.rowCount() == 0)
        return;
    const auto next = m_held.index(std::min(m_row, m_held.rowCount() - 1), 0);
    m_heldList->setCurrentIndex(next);
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
    m_view->show(*set);
    m_stack->setCurrentIndex(1);
    if (model == &m_decided) // a list may hold it without its bytes
        m_changes.openSet(set->id);
}

void ChangesPage::showSet(const ChangeSetId &id)
{
    m_wanted = id;
    for (auto *list : {m_heldList, m_decidedList}) {
        const auto *model = static_cast<const models::ChangeSetModel *>(list->model());
        const QModelIndex index = model->indexOfKey(id.toString());
        if (!index.isValid())
            continue;
        m_tabs->setCurrentIndex(list == m_decidedList);
        list->setCurrentIndex(index);
        list->scrollTo(index);
        return open(index);
    }
    m_changes.openSet(id);
}

} // namespace hsf::ui
