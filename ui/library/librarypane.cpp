// SPDX-License-Identifier: MIT
#include "ui/library/librarypane.h"

#include "models/words.h"
#include "ui/library/rowdelegate.h"
#include "ui/parts/chips.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/flowlayout.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace hsf::ui {

LibraryPane::LibraryPane(service::LibraryService &library, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_model(models::skillModelOf(library))
    , m_proxy(m_model)
{
    setObjectName(QStringLiteral("libraryPane"));
    makeSearch();
    makeChips();
    makeList();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_search);
    layout->addWidget(m_chips);
    layout->addWidget(m_unread);
    layout->addLayout(m_stack, 1);
    layout->addWidget(m_hidden);
    connectLibrary();
    count();
}

// The view goes before the model it shows.
LibraryPane::~LibraryPane()
{
    delete m_list;
}

void LibraryPane::makeSearch()
{
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("libraryFilter"));
    m_search->setAccessibleName(tr("Filter the skills"));
    m_search->setPlaceholderText(tr("Filter skills"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, this, &LibraryPane::applyFilter);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { activate(m_proxy.index(0, 0)); });
}

void LibraryPane::makeChips()
{
    m_chips = new QWidget(this);
    auto *flow = new FlowLayout(m_chips);
    const auto chip = [&](const QString &text, const QString &name) {
        auto *made = new FilterChip(text, m_chips);
        made->setObjectName(QStringLiteral("chip-") + name);
        connect(made, &FilterChip::toggled, this, &LibraryPane::applyFilter);
        flow->addWidget(made);
        return made;
    };
    using enum changes::Origin;
    for (const auto origin : {You, Agent, Review, Synthesis, Curator, Imported, Bundled, Outside, Unknown})
        m_originChips.insert(origin, chip(models::originWord(origin), changes::originName(origin)));
    using enum changes::Stage;
    for (const auto stage : {Trial, Active, Stale, Archived})
        m_stageChips.insert(stage, chip(models::stageWord(stage), changes::stageName(stage)));
    m_problemsChip = chip(tr("problems"), QStringLiteral("problems"));
}

void LibraryPane::makeList()
{
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("libraryList"));
    m_list->setAccessibleName(tr("Skills"));
    m_list->setModel(&m_proxy);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(m_list, &QListView::clicked, this, &LibraryPane::activate);
    connect(m_list, &QListView::activated, this, &LibraryPane::activate);
    m_empty = new EmptyState(QStringLiteral("skills"), {}, {}, this);
    m_empty->setObjectName(QStringLiteral("libraryEmpty"));
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);

    const auto line = [this](const char *name) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1StringView(name));
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->hide();
        return button;
    };
    m_hidden = line("hiddenByFilter");
    connect(m_hidden, &QToolButton::clicked, this, &LibraryPane::clearFilter);
    m_unread = line("unreadFolders");
    m_unread->setIcon(themedIcon(QStringLiteral("warning")));
}

void LibraryPane::connectLibrary()
{
    using Library = service::LibraryService;
    // Many signals of one update become one count and one restored place.
    m_counting.setSingleShot(true);
    connect(&m_counting, &QTimer::timeout, this, [this] {
        restorePlace();
        count();
    });
    for (const auto change : {&QAbstractItemModel::rowsAboutToBeInserted, &QAbstractItemModel::rowsAboutToBeRemoved})
        connect(&m_proxy, change, this, &LibraryPane::keepPlace);
    connect(&m_library, &Library::rowsChanged, this, [this] {
        m_counting.start(0);
        startGlow();
    });
    connect(&m_library, &Library::problemsFound, this, [this](const QStringList &problems) {
        m_unread->setVisible(!problems.isEmpty());
        m_unread->setText(tr("%n thing(s) could not be read", nullptr, int(problems.size())));
        m_unread->setToolTip(problems.first(std::min<qsizetype>(problems.size(), 20)).join(u'\n'));
        m_unread->setAccessibleDescription(problems.join(u'\n'));
    });
    m_glow.setInterval(40);
    connect(&m_glow, &QTimer::timeout, this, [this] {
        if (!m_model.glowsWithin(RowDelegate::glowMilliseconds))
            m_glow.stop();
        m_list->viewport()->update();
    });
}

void LibraryPane::startGlow()
{
    if (!reducedMotion() && m_model.glowsWithin(RowDelegate::glowMilliseconds))
        m_glow.start();
}

// By arithmetic: when rows are about to go, the view has forgotten already where they were.
void LibraryPane::keepPlace()
{
    const int value = m_list->verticalScrollBar()->value(), height = m_list->sizeHintForRow(0);
    if (m_top.isValid() || value == 0 || height <= 0)
        return;
    m_top = m_proxy.index(value / height, 0);
    m_topOffset = value % height;
}

void LibraryPane::restorePlace()
{
    if (!m_top.isValid())
        return;
    m_list->scrollTo(m_top, QAbstractItemView::PositionAtTop); // lays out as well
    m_list->verticalScrollBar()->setValue(m_top.row() * m_list->sizeHintForRow(0) + m_topOffset);
    m_top = QPersistentModelIndex();
}

void LibraryPane::applyFilter()
{
    models::SkillFilter filter{.text = m_search->text(), .problemsOnly = m_problemsChip->isChecked()};
    for (const auto &[origin, chip] : m_originChips.asKeyValueRange())
        if (chip->isChecked())
            filter.origins.insert(origin);
    for (const auto &[stage, chip] : m_stageChips.asKeyValueRange())
        if (chip->isChecked())
            filter.stages.insert(stage);
    m_proxy.setFilter(filter);
    m_top = QPersistentModelIndex();
    showWhatFits();
}

void LibraryPane::clearFilter()
{
    {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
    }
    for (FilterChip *chip : m_chips->findChildren<FilterChip *>()) {
        const QSignalBlocker quiet(chip);
        chip->setChecked(false);
    }
    applyFilter();
    count();
}

void LibraryPane::count()
{
    QHash<changes::Origin, int> origins;
    QHash<changes::Stage, int> stages;
    int problems = 0;
    for (const auto &row : m_model.values()) {
        ++stages[models::stageOf(row)];
        if (models::stageOf(row) == changes::Stage::Archived)
            continue;
        ++origins[row.facts.origin];
        problems += row.entry.findings > 0;
    }
    for (const auto &[origin, chip] : m_originChips.asKeyValueRange())
        chip->setCount(origins.value(origin));
    for (const auto &[stage, chip] : m_stageChips.asKeyValueRange())
        chip->setCount(stages.value(stage));
    m_problemsChip->setCount(problems);
    showWhatFits();
}

void LibraryPane::showWhatFits()
{
    const int hidden = m_proxy.hiddenCount();
    m_hidden->setVisible(hidden > 0);
    m_hidden->setText(tr("%n hidden by filter · Show", nullptr, hidden));
    m_chips->setVisible(!m_model.values().isEmpty());
    m_stack->setCurrentIndex(m_proxy.rowCount() == 0);
    if (m_proxy.rowCount() > 0)
        return;
    if (m_library.isLoading() && m_model.values().isEmpty())
        m_empty->setWords(tr("Reading the library …"), {});
    else if (hidden > 0)
        m_empty->setWords(tr("No skill matches"), tr("Change the words or the chips above, or show all."));
    else
        m_empty->setWords(tr("No skills yet"),
                          tr("Skills appear here as soon as you write one, or a review learns one from a chat."));
}

void LibraryPane::activate(const QModelIndex &index)
{
    const QString id = index.data(models::SkillModel::IdRole).toString();
    if (id.isEmpty())
        return;
    m_list->setCurrentIndex(index);
    m_model.markSeen(id);
    Q_EMIT skillActivated(id);
}

void LibraryPane::select(const QString &id)
{
    const auto find = [&] {
        const auto found = m_proxy.match(m_proxy.index(0, 0), models::SkillModel::IdRole, id, 1, Qt::MatchExactly);
        return found.value(0);
    };
    QModelIndex index = find();
    if (!index.isValid() && m_proxy.hiddenCount() > 0) {
        clearFilter();
        index = find();
    }
    m_model.markSeen(id);
    if (index.isValid() && index != m_list->currentIndex()) {
        m_list->setCurrentIndex(index);
        m_list->scrollTo(index);
    }
}

QString LibraryPane::selected() const
{
    return m_list->currentIndex().data(models::SkillModel::IdRole).toString();
}

void LibraryPane::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

} // namespace hsf::ui
