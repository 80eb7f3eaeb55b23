// SPDX-License-Identifier: MIT
#include "ui/library/librarypane.h"

#include "models/filterwords.h"
#include "models/words.h"
#include "ui/library/filtermenu.h"
#include "ui/library/sourcesdialog.h"
#include "ui/library/rowdelegate.h"
#include "ui/parts/chips.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/flowlayout.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace hsf::ui {

LibraryPane::LibraryPane(service::LibraryService &library, QWidget *parent)
    : StillWidget(parent)
    , m_library(library)
    , m_model(models::skillModelOf(library))
    , m_skills(m_model)
{
    setObjectName(QStringLiteral("libraryPane"));
    makeSearch();
    makeChips();
    makeList();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto *top = new QHBoxLayout;
    top->setSpacing(4);
    top->addWidget(m_search, 1);
    top->addWidget(m_menu->button());
    layout->addLayout(top);
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
    m_search->setAccessibleName(tr("Search the skills"));
    m_search->setPlaceholderText(tr("Search skills"));
    m_search->setToolTip(tr("Finds words of names, tags, descriptions, headings and texts"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, this, &LibraryPane::typed);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        for (int row = 0; row < m_skills.rowCount(); ++row) {
            if (!m_skills.index(row).data(models::SkillList::IsGroupRole).toBool())
                return activate(m_skills.index(row));
        }
    });
    m_menu = new FilterMenu(m_library, this);
    connect(m_menu, &FilterMenu::filterChosen, this, &LibraryPane::choose);
    connect(m_menu, &FilterMenu::sourcesRequested, this, [this] { SourcesDialog::open(m_library, this); });
    connect(m_menu, &FilterMenu::aboutToShow, this, [this] { m_menu->setNow(chosen(), m_model.values()); });
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
    m_extraChip = new FilterChip({}, m_chips);
    m_extraChip->setObjectName(QStringLiteral("chip-chosen"));
    m_extraChip->setChecked(true);
    m_extraChip->hide();
    connect(m_extraChip, &FilterChip::clicked, this, [this] {
        m_extra = {};
        applyFilter();
    });
    flow->addWidget(m_extraChip);
}

void LibraryPane::makeList()
{
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("libraryList"));
    m_list->setAccessibleName(tr("Skills"));
    m_list->setModel(&m_skills);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->installEventFilter(this);
    connect(m_list, &QListView::clicked, this, &LibraryPane::activate);
    connect(m_list, &QListView::activated, this, &LibraryPane::activate);
    m_empty = new EmptyState(QStringLiteral("skills"), {}, {}, this);
    m_empty->setObjectName(QStringLiteral("libraryEmpty"));
    auto *offer = m_empty->addButton(tr("Skills of other programs …"));
    offer->setObjectName(QStringLiteral("offerSources"));
    connect(offer, &QPushButton::clicked, this, [this] { SourcesDialog::open(m_library, this); });
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
    connect(&m_skills, &QAbstractItemModel::layoutAboutToBeChanged, this, &LibraryPane::keepPlace);
    connect(&m_library, &Library::rowsChanged, this, [this] {
        m_skills.setCategories(m_library.categories());
        m_counting.start(0);
        startGlow();
        if (!m_asked.isEmpty()) // what is new may be a hit
            search();
    });
    connect(&m_library, &Library::searchReady, this, [this] {
        if (!m_asked.isEmpty())
            search();
    });
    connect(&m_library, &Library::searched, this, [this](const QString &query, const service::SearchAnswer &answer) {
        if (query.isEmpty() || query != m_asked)
            return;
        m_skills.setAnswer(answer);
        m_top = QPersistentModelIndex();
        showWhatFits();
    });
    connect(&m_library, &Library::problemsFound, this, &LibraryPane::showProblems);
    m_skills.setCategories(m_library.categories());
    showProblems(m_library.problems());
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
    m_top = m_skills.index(value / height, 0);
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

void LibraryPane::showProblems(const QStringList &problems)
{
    m_unread->setVisible(!problems.isEmpty());
    m_unread->setText(tr("%n thing(s) could not be read", nullptr, int(problems.size())));
    m_unread->setToolTip(problems.first(std::min<qsizetype>(problems.size(), 20)).join(u'\n'));
    m_unread->setAccessibleDescription(problems.join(u'\n'));
}

// The list stays as it is until the answer is there; the next key takes the place of this one.
void LibraryPane::typed()
{
    m_asked = m_search->text();
    if (!m_asked.trimmed().isEmpty())
        return search();
    m_asked.clear();
    m_library.search({}, this); // nobody waits for the last one any more
    m_skills.setAnswer(std::nullopt);
    m_top = QPersistentModelIndex();
    showWhatFits();
}

void LibraryPane::search()
{
    m_library.search(m_asked, this);
}

models::SkillFilter LibraryPane::chosen() const
{
    models::SkillFilter filter = m_extra;
    filter.text = m_search->text();
    filter.problemsOnly = m_problemsChip->isChecked();
    for (const auto &[origin, chip] : m_originChips.asKeyValueRange())
        if (chip->isChecked())
            filter.origins.insert(origin);
    for (const auto &[stage, chip] : m_stageChips.asKeyValueRange())
        if (chip->isChecked())
            filter.stages.insert(stage);
    return filter;
}

void LibraryPane::choose(const models::SkillFilter &filter)
{
    const auto set = [](FilterChip *chip, bool on) {
        const QSignalBlocker quiet(chip);
        chip->setChecked(on);
    };
    for (const auto &[origin, chip] : m_originChips.asKeyValueRange())
        set(chip, filter.origins.contains(origin));
    for (const auto &[stage, chip] : m_stageChips.asKeyValueRange())
        set(chip, filter.stages.contains(stage));
    set(m_problemsChip, filter.problemsOnly);
    m_extra = {.tags = filter.tags, .source = filter.source, .lastUse = filter.lastUse, .verdicts = filter.verdicts};
    m_search->setText(filter.text);
    applyFilter();
    count();
}

void LibraryPane::applyFilter()
{
    const models::SkillFilter filter = chosen();
    m_skills.setFilter(filter);
    m_menu->setAtWork(models::isAtWork(m_extra));
    const QStringList words = FilterMenu::wordsOf(m_extra);
    m_extraChip->setText(words.join(QStringLiteral(" · ")) + QStringLiteral("  ×"));
    m_extraChip->setAccessibleName(tr("Stop filtering by: %1").arg(words.join(QStringLiteral(", "))));
    m_extraChip->setToolTip(m_extraChip->accessibleName());
    m_extraChip->setChecked(true);
    m_extraChip->setVisible(!words.isEmpty());
    m_top = QPersistentModelIndex();
    showWhatFits();
}

void LibraryPane::clearFilter()
{
    choose({});
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
    const int hidden = std::max(0, m_skills.hiddenCount());
    m_hidden->setVisible(hidden > 0);
    m_hidden->setText(tr("%n hidden by filter · Show", nullptr, hidden));
    m_chips->setVisible(!m_model.values().isEmpty());
    m_stack->setCurrentIndex(m_skills.rowCount() == 0);
    if (m_skills.rowCount() > 0)
        return;
    auto *offer = m_empty->findChild<QPushButton *>(QStringLiteral("offerSources"));
    offer->setVisible(m_model.values().isEmpty() && !m_library.isLoading());
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
    if (id.isEmpty()) {
        openGroup(index, index.data(models::SkillList::CollapsedRole).toBool());
        return;
    }
    m_list->setCurrentIndex(index);
    m_model.markSeen(id);
    Q_EMIT skillActivated(id);
}

void LibraryPane::select(const QString &id)
{
    QModelIndex index = m_skills.revealed(id);
    if (!index.isValid() && (m_skills.hiddenCount() > 0 || m_skills.isSearching())) {
        clearFilter();
        index = m_skills.revealed(id);
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

bool LibraryPane::openGroup(const QModelIndex &index, bool open)
{
    if (!index.data(models::SkillList::IsGroupRole).toBool())
        return false;
    m_skills.setCollapsed(index, !open);
    return true;
}

bool LibraryPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if ((key == Qt::Key_Left || key == Qt::Key_Right) && openGroup(m_list->currentIndex(), key == Qt::Key_Right))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void LibraryPane::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

} // namespace hsf::ui
