// SPDX-License-Identifier: MIT
//
// The widgets of a SkillEditor.
#include "ui/library/skilleditor.h"

#include "ui/library/skillform.h"
#include "ui/library/sourceedit.h"
#include "ui/parts/banner.h"
#include "ui/parts/chips.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

namespace hsf::ui {

SkillEditor::SkillEditor(service::LibraryService &library, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
{
    setObjectName(QStringLiteral("skillEditor"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    makeHead(*layout);
    makeBody(*layout);
    m_typed.setSingleShot(true);
    m_typed.setInterval(150);
    connect(&m_typed, &QTimer::timeout, this, &SkillEditor::takeSource);
    m_check.setSingleShot(true);
    m_check.setInterval(400);
    connect(&m_check, &QTimer::timeout, this, [this] {
        if (m_draft)
            m_library.check(m_draft->id, m_draft->file, m_draft->bytes);
    });
    connectLibrary();
    showState();
}

// Taking off its colouring, the source tells of a change: it goes while there is somebody to hear it.
SkillEditor::~SkillEditor()
{
    delete m_source;
}

void SkillEditor::makeHead(QVBoxLayout &layout)
{
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("skillTitle"));
    m_title->setTextFormat(Qt::PlainText);
    setTextScale(*m_title, 1.25, true);
    m_mark = new ChipLabel(this);
    m_mark->setObjectName(QStringLiteral("unsavedMark"));
    m_files = new QComboBox(this);
    m_files->setObjectName(QStringLiteral("filesBox"));
    m_files->setAccessibleName(tr("File of the skill"));
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_files->setMinimumContentsLength(18);
    connect(m_files, &QComboBox::activated, this, [this](int index) {
        if (m_draft)
            Q_EMIT fileRequested(m_draft->id, m_files->itemData(index).toString());
    });
    const auto button = [this](const char *icon, const QString &text, const char *name, void (SkillEditor::*act)(),
                               QKeySequence::StandardKey key) {
        auto *made = new QPushButton(themedIcon(QLatin1StringView(icon)), text, this);
        made->setObjectName(QLatin1StringView(name));
        made->setAccessibleName(text);
        connect(made, &QPushButton::clicked, this, act);
        if (key != QKeySequence::UnknownKey) {
            auto *action = new QAction(text, this);
            action->setShortcuts(key);
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
            connect(action, &QAction::triggered, this, act);
            addAction(action);
        }
        return made;
    };
    m_revert = button("undo", tr("Revert"), "revertButton", &SkillEditor::revert, QKeySequence::UnknownKey);
    m_save = button("save", tr("Save"), "saveButton", &SkillEditor::save, QKeySequence::Save);
    setWeight(*m_save, Weight::Primary);
    auto *row = new QHBoxLayout;
    row->addWidget(m_title);
    row->addWidget(m_mark);
    row->addStretch(1);
    row->addWidget(m_files);
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

void SkillEditor::makeBody(QVBoxLayout &layout)
{
    m_form = new SkillForm(this);
    m_source = new SourceEdit(this);
    m_problemsTitle = new QLabel(this);
    m_problemsTitle->setObjectName(QStringLiteral("problemsTitle"));
    setDim(*m_problemsTitle);
    m_problems = new QListWidget(this);
    m_problems->setObjectName(QStringLiteral("problemsList"));
    m_problems->setAccessibleName(tr("Problems"));
    m_problems->setMaximumHeight(120);
    m_problems->setWordWrap(true);
    const auto go = [this](const QListWidgetItem *item) {
        const QString file = item->data(Qt::UserRole + 1).toString();
        if (m_draft && file == m_draft->file)
            m_source->goToLine(item->data(Qt::UserRole).toInt());
        else if (m_draft)
            Q_EMIT fileRequested(m_draft->id, file);
    };
    connect(m_problems, &QListWidget::itemClicked, this, go);
    connect(m_problems, &QListWidget::itemActivated, this, go);
    connect(m_form, &SkillForm::fieldEdited, this, &SkillEditor::takeField);
    connect(m_source, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_filling)
            m_typed.start();
    });
    layout.addWidget(m_form);
    layout.addWidget(m_source, 1);
    layout.addWidget(m_problemsTitle);
    layout.addWidget(m_problems);
}

} // namespace hsf::ui
