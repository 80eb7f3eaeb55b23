// SPDX-License-Identifier: MIT
//
// The columns of a SkillsPage and what stands in them.
#include "ui/library/skillspage.h"

#include "ui/library/filelook.h"
#include "ui/library/filespane.h"
#include "ui/library/historypane.h"
#include "ui/library/librarypane.h"
#include "ui/library/skilldeeds.h"
#include "ui/library/skilleditor.h"
#include "ui/library/skillfacts.h"
#include "ui/parts/banner.h"
#include "ui/parts/diffview.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/pagehead.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>

namespace hsf::ui {

static constexpr int narrowBelow = 1040;

bool isNarrow(int width)
{
    return width < narrowBelow;
}

Columns columnsFor(int width, std::optional<bool> wantsSide)
{
    if (!isNarrow(width))
        return {.list = true, .side = wantsSide.value_or(true)};
    const bool side = wantsSide.value_or(false);
    return {.list = !side, .side = side};
}

SkillsPage::SkillsPage(service::Factory &factory, QWidget *parent)
    : QWidget(parent)
    , m_factory(factory)
    , m_library(*factory.library)
{
    setObjectName(QStringLiteral("skillsPage"));
    m_deeds = new SkillDeeds(factory, *this);
    makeHead();
    m_banner = new Banner(this);
    m_recovery = new Banner(this);
    m_recovery->setObjectName(QStringLiteral("recoveryBanner"));
    m_recovery->setCloseButtonVisible(false);
    m_pane = new LibraryPane(m_library, this);
    auto *splitter = new QSplitter(this);
    splitter->setObjectName(QStringLiteral("skillsColumns"));
    splitter->addWidget(m_pane);
    splitter->addWidget(makeCentre());
    splitter->addWidget(makeSide());
    splitter->setSizes({280, 660, 260});
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addWidget(m_head);
    layout->addWidget(m_recovery);
    layout->addWidget(m_banner);
    layout->addWidget(splitter, 1);
    connect(m_pane, &LibraryPane::skillActivated, this, [this](const QString &id) { open(id); });
    connectLibrary();
    connectSide();
    connectHistory();
    connectDeeds();
    showCount(m_library.rows());
    showColumns();
    m_factory.drafts->recover();
}

void SkillsPage::makeHead()
{
    m_head = new PageHead(tr("Skills"), this);
    m_details = m_head->addButton(QStringLiteral("info"), tr("Details"), QStringLiteral("detailsButton"));
    m_details->setCheckable(true);
    m_details->setToolTip(tr("How the skill stands, its files and its history (F9)"));
    m_details->setShortcut(Qt::Key_F9);
    connect(m_details, &QPushButton::clicked, this, [this](bool on) {
        m_wantsSide[isNarrow(width())] = on;
        showColumns();
    });
    auto *add = m_head->addButton(QStringLiteral("plus"), tr("New skill"), QStringLiteral("newSkillButton"));
    connect(add, &QPushButton::clicked, this, &SkillsPage::newSkill);
}

QWidget *SkillsPage::makeCentre()
{
    auto *centre = new QWidget(this);
    m_editor = new SkillEditor(m_factory, centre);
    m_look = new FileLook(centre);
    connect(m_editor, &SkillEditor::fileRequested, this, &SkillsPage::open);
    connect(m_editor, &SkillEditor::messageRequested, this, &SkillsPage::messageRequested);
    connect(m_editor, &SkillEditor::revisionRequested, this, &SkillsPage::showRevision);
    connect(m_editor, &SkillEditor::unsavedChanged, this, &SkillsPage::showSide);
    for (QAction *action : m_editor->actions()) // Save, wherever one is on this page
        if (action->objectName() == u"saveAction")
            addAction(action);
    m_centre = new QStackedLayout(centre);
    m_centre->addWidget(new EmptyState(QStringLiteral("skills"), tr("Choose a skill"),
                                       tr("Its text, its files, its problems and its past appear here."), centre));
    m_centre->addWidget(m_editor);
    m_centre->addWidget(makeRevision());
    m_centre->addWidget(m_look);
    connect(m_look, &FileLook::backRequested, this, [this] { m_centre->setCurrentWidget(m_editor); });
    return centre;
}

QWidget *SkillsPage::makeRevision()
{
    auto *page = new QWidget(this);
    m_revisionTitle = new QLabel(page);
    m_revisionTitle->setObjectName(QStringLiteral("revisionTitle"));
    m_revisionTitle->setTextFormat(Qt::PlainText);
    m_revisionTitle->setWordWrap(true);
    setTextScale(*m_revisionTitle, 1.1, true);
    auto *back = new QPushButton(themedIcon(QStringLiteral("chevron-left")), tr("Back to the editor"), page);
    back->setObjectName(QStringLiteral("backToEditorButton"));
    connect(back, &QPushButton::clicked, this, [this] { m_centre->setCurrentWidget(m_editor); });
    auto *row = new QHBoxLayout;
    row->addWidget(m_revisionTitle, 1);
    row->addWidget(back);
    m_diff = new DiffView(page);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->addLayout(row);
    layout->addWidget(m_diff, 1);
    return page;
}

QWidget *SkillsPage::makeSide()
{
    m_side = new QTabWidget(this);
    m_side->setObjectName(QStringLiteral("skillSide"));
    m_side->setAccessibleName(tr("Details of the skill"));
    m_side->setDocumentMode(true);
    m_facts = new SkillFacts(m_side);
    m_files = new FilesPane(m_side);
    m_history = new HistoryPane(m_side);
    auto *scroll = new QScrollArea(m_side);
    scroll->setWidget(m_facts);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_side->addTab(scroll, tr("About"));
    m_side->addTab(m_files, tr("Files"));
    m_side->addTab(m_history, tr("History"));
    m_side->setMinimumWidth(220);
    return m_side;
}

void SkillsPage::showColumns()
{
    const Columns columns = columnsFor(width(), m_wantsSide[isNarrow(width())]);
    const bool side = columns.side && m_view;
    m_pane->setVisible(columns.list || !m_view);
    m_side->setVisible(side);
    m_details->setEnabled(m_view.has_value());
    m_details->setChecked(side);
}

void SkillsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showColumns();
}

} // namespace hsf::ui
