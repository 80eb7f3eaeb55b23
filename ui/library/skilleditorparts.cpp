// SPDX-License-Identifier: MIT
//
// The widgets of a SkillEditor.
#include "ui/library/findbar.h"
#include "ui/library/markdownpreview.h"
#include "ui/library/problemslist.h"
#include "ui/library/skilleditor.h"
#include "ui/library/skillform.h"
#include "ui/library/sourceedit.h"
#include "ui/parts/banner.h"
#include "ui/parts/chips.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>

namespace hsf::ui {

SkillEditor::SkillEditor(service::Factory &factory, QWidget *parent)
    : QWidget(parent)
    , m_factory(factory)
    , m_library(*factory.library)
{
    setObjectName(QStringLiteral("skillEditor"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    m_source = new SourceEdit(this);
    makeActions();
    makeHead(*layout);
    makeBody(*layout);
    m_typed.setSingleShot(true);
    m_typed.setInterval(150);
    connect(&m_typed, &QTimer::timeout, this, &SkillEditor::takeSource);
    m_check.setSingleShot(true);
    m_check.setInterval(400);
    connect(&m_check, &QTimer::timeout, this, [this] {
        m_check.setInterval(400);
        if (m_draft)
            m_library.check(m_draft->id, m_draft->file, m_draft->bytes);
    });
    connectServices();
    showViews();
    showState();
}

// The last letters typed are kept too. Taking off its colouring, the source tells of a change: it goes while there is
// somebody to hear it.
SkillEditor::~SkillEditor()
{
    const QSignalBlocker quiet(this); // who listens may be half gone
    takeSource();
    delete m_find;
    delete m_source;
}

QAction *SkillEditor::action(const QString &text, const char *name, const QList<QKeySequence> &keys,
                             const std::function<void()> &act)
{
    auto *made = new QAction(text, this);
    made->setObjectName(QLatin1StringView(name));
    made->setShortcuts(keys);
    made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(made, &QAction::triggered, this, [act] { act(); });
    addAction(made);
    return made;
}

void SkillEditor::makeActions()
{
    m_more = new QToolButton(this);
    m_more->setObjectName(QStringLiteral("editorMore"));
    m_more->setIcon(themedIcon(QStringLiteral("more")));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More actions of the editor"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_more);
    action(tr("Save"), "saveAction", QKeySequence::keyBindings(QKeySequence::Save), [this] { save(); });
    menu->addAction(action(tr("Find …"), "findAction", QKeySequence::keyBindings(QKeySequence::Find),
                           [this] { m_find->openFind(); }));
    m_replace = action(tr("Replace …"), "replaceAction", {QKeySequence(Qt::CTRL | Qt::Key_H)},
                       [this] { m_find->openReplace(); });
    menu->addAction(m_replace);
    menu->addAction(
        action(tr("Next hit"), "findNextAction", {QKeySequence(Qt::Key_F3)}, [this] { m_find->findNext(); }));
    menu->addAction(action(tr("Previous hit"), "findPreviousAction", {QKeySequence(Qt::SHIFT | Qt::Key_F3)},
                           [this] { m_find->findPrevious(); }));
    menu->addSeparator();
    m_showOrigins = action(tr("Show who wrote each line"), "showOriginsAction", {},
                           [this] { m_source->setOriginsVisible(m_showOrigins->isChecked()); });
    m_showOrigins->setCheckable(true);
    m_showOrigins->setChecked(true);
    menu->addAction(m_showOrigins);
    m_openOrigin = action(tr("Go to where this line comes from"), "openOriginAction",
                          {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G)},
                          [this] { openOrigin(m_source->origins().value(m_source->currentLine() - 1)); });
    menu->addAction(m_openOrigin);
    menu->addSeparator();
    m_rename = action(tr("Rename the skill …"), "renameSkillAction", {}, [this] { Q_EMIT renameRequested(); });
    menu->addAction(m_rename);
    m_more->setMenu(menu);
}

void SkillEditor::makeHead(QVBoxLayout &layout)
{
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("skillTitle"));
    m_title->setTextFormat(Qt::PlainText);
    setTextScale(*m_title, 1.25, true);
    m_mark = new ChipLabel(this);
    m_mark->setObjectName(QStringLiteral("unsavedMark"));
    const auto button = [this](const char *icon, const QString &text, const char *name, void (SkillEditor::*act)()) {
        auto *made = new QPushButton(themedIcon(QLatin1StringView(icon)), text, this);
        made->setObjectName(QLatin1StringView(name));
        made->setAccessibleName(text);
        connect(made, &QPushButton::clicked, this, act);
        return made;
    };
    m_revert = button("undo", tr("Revert"), "revertButton", &SkillEditor::revert);
    m_save = button("save", tr("Save"), "saveButton", &SkillEditor::save);
    setWeight(*m_save, Weight::Primary);
    auto *row = new QHBoxLayout;
    row->addWidget(m_title);
    row->addWidget(m_mark);
    row->addStretch(1);
    row->addWidget(m_revert);
    row->addWidget(m_save);
    m_readOnly = new QLabel(this);
    m_readOnly->setObjectName(QStringLiteral("readOnlyNote"));
    m_readOnly->setWordWrap(true);
    setDim(*m_readOnly);
    m_banner = new Banner(this);
    m_conflict = new Banner(this);
    m_conflict->setObjectName(QStringLiteral("changedOnDisk"));
    m_conflict->setCloseButtonVisible(false);
    layout.addLayout(row);
    layout.addWidget(m_readOnly);
    layout.addWidget(m_conflict);
    layout.addWidget(m_banner);
}

QWidget *SkillEditor::makeTools()
{
    auto *tools = new QWidget(this);
    m_files = new QComboBox(tools);
    m_files->setObjectName(QStringLiteral("filesBox"));
    m_files->setAccessibleName(tr("File of the skill"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_files->setMinimumContentsLength(16);
    connect(m_files, &QComboBox::activated, this, [this](int index) {
        if (m_draft)
            Q_EMIT fileRequested(m_draft->id, m_files->itemData(index).toString());
    });
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins({});
    row->setSpacing(4);
    row->addWidget(m_files);
    row->addStretch(1);
    m_viewButtons = new QButtonGroup(this);
    const auto view = [&](const QString &text, const char *name, View which) {
        auto *made = new QToolButton(tools);
        made->setObjectName(QLatin1StringView(name));
        made->setText(text);
        made->setCheckable(true);
        made->setAutoRaise(true);
        m_viewButtons->addButton(made, int(which));
        row->addWidget(made);
        return made;
    };
    view(tr("Source"), "viewSource", View::Source)->setAccessibleName(tr("Source alone"));
    view(tr("Both"), "viewBoth", View::Both)->setAccessibleName(tr("Source and preview"));
    view(tr("Preview"), "viewPreview", View::Preview)->setAccessibleName(tr("Preview alone"));
    connect(m_viewButtons, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            setView(View(id));
    });
    auto *find = new QToolButton(tools);
    find->setObjectName(QStringLiteral("findButton"));
    find->setIcon(themedIcon(QStringLiteral("search")));
    find->setToolTip(tr("Find in this file (Ctrl+F)"));
    find->setAccessibleName(tr("Find in this file"));
    connect(find, &QToolButton::clicked, this, [this] { m_find->openFind(); });
    row->addWidget(find);
    row->addWidget(m_more);
    return tools;
}

void SkillEditor::makeBody(QVBoxLayout &layout)
{
    m_form = new SkillForm(this);
    m_find = new FindBar(*m_source, this);
    m_preview = new MarkdownPreview(this);
    m_views = new QSplitter(this);
    m_views->setObjectName(QStringLiteral("editorViews"));
    m_views->addWidget(m_source);
    m_views->addWidget(m_preview);
    m_views->setChildrenCollapsible(false);
    m_problems = new ProblemsList(this);
    connect(m_problems, &ProblemsList::placeRequested, this, [this](const QString &file, int line) {
        if (!m_draft)
            return;
        if (file != m_draft->file)
            return Q_EMIT fileRequested(m_draft->id, file);
        if (!m_source->isVisible())
            setView(View::Source);
        m_source->goToLine(line);
    });
    connect(m_problems, &ProblemsList::fixRequested, this, &SkillEditor::previewFix);
    connect(m_problems, &ProblemsList::fixAllRequested, this, [this] {
        takeSource(); // what was typed in the last moment counts as unsaved
        Q_EMIT fixAllRequested();
    });
    connect(m_form, &SkillForm::edited, this, &SkillEditor::takeEdit);
    connect(m_form, &SkillForm::renameRequested, this, &SkillEditor::renameRequested);
    connect(m_form, &SkillForm::lineRequested, m_source, &SourceEdit::goToLine);
    connect(m_source, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_filling)
            m_typed.start();
    });
    connect(m_source, &SourceEdit::originActivated, this, &SkillEditor::openOrigin);
    connect(m_source->verticalScrollBar(), &QScrollBar::valueChanged, this, &SkillEditor::followSource);
    connect(m_preview->verticalScrollBar(), &QScrollBar::valueChanged, this, &SkillEditor::followPreview);
    connect(m_preview, &MarkdownPreview::completed, this, [this] {
        if (!m_preview->underMouse() && !m_preview->hasFocus())
            followSource();
    });
    connect(m_preview, &MarkdownPreview::linkRequested, this, &SkillEditor::openLink);
    layout.addWidget(m_form);
    layout.addWidget(makeTools());
    layout.addWidget(m_find);
    layout.addWidget(m_views, 1);
    layout.addWidget(m_problems);
}

} // namespace hsf::ui
