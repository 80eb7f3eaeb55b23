// SPDX-License-Identifier: MIT
#include "ui/memory/memorygroup.h"

#include "ui/memory/memorydelegate.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>

namespace hsf::ui {

static QString nameOf(MemoryGroup::File file, const QString &what)
{
    return file == MemoryGroup::File::User ? QStringLiteral("user") + what : QStringLiteral("memory") + what;
}

MemoryGroup::MemoryGroup(File file, const QString &title, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_file(file)
    , m_model(file)
{
    setObjectName(nameOf(file, QStringLiteral("Group")));
    auto *name = new QLabel(title, this);
    setTextScale(*name, 1.15, true);
    auto *about = new QLabel(text, this);
    about->setWordWrap(true);
    setDim(*about);
    m_meterText = new QLabel(this);
    m_meterText->setObjectName(nameOf(file, QStringLiteral("MeterText")));
    setDim(*m_meterText);
    m_meter = new QProgressBar(this);
    m_meter->setObjectName(nameOf(file, QStringLiteral("Meter")));
    m_meter->setAccessibleName(tr("How full %1 is").arg(title));
    m_meter->setTextVisible(false);
    m_meter->setFixedHeight(8);
    m_meter->setRange(0, m_model.limit());
    makeList(title, text);
    makeEditor();
    auto *row = new QHBoxLayout;
    row->addWidget(m_edit);
    row->addWidget(m_forget);
    row->addStretch();
    auto *saveRow = new QHBoxLayout;
    saveRow->addStretch();
    saveRow->addWidget(m_cancel);
    saveRow->addWidget(m_save);
    auto *head = new QHBoxLayout;
    head->addWidget(name, 1);
    head->addWidget(m_meterText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(about);
    layout->addWidget(m_meter);
    layout->addLayout(m_stack, 1);
    layout->addLayout(row);
    layout->addWidget(m_editTitle);
    layout->addWidget(m_text);
    layout->addLayout(saveRow);
    showState();
}

// The view goes before the model it shows.
MemoryGroup::~MemoryGroup()
{
    delete m_list;
}

void MemoryGroup::makeList(const QString &title, const QString &)
{
    m_list = new QListView(this);
    m_list->setObjectName(nameOf(m_file, QStringLiteral("List")));
    m_list->setAccessibleName(title);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new MemoryDelegate(m_list));
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(m_list, &QListView::activated, this, &MemoryGroup::edit);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &MemoryGroup::showState);
    const bool user = m_file == File::User;
    m_stack = new QStackedLayout;
    m_stack->addWidget(new EmptyState(
        QStringLiteral("memory"), tr("Nothing remembered yet"),
        user ? tr("What a review learns about you appears here. You can also write it yourself, below.")
             : tr("What a review finds worth remembering appears here. You can also write it yourself, below."),
        this));
    m_stack->addWidget(m_list);
    const auto button = [this](const char *icon, const QString &text, const QString &name, void (MemoryGroup::*act)()) {
        auto *made = new QPushButton(themedIcon(QLatin1StringView(icon)), text, this);
        made->setObjectName(nameOf(m_file, name));
        made->setAccessibleName(text);
        connect(made, &QPushButton::clicked, this, act);
        return made;
    };
    m_edit = button("edit", tr("Edit"), QStringLiteral("Edit"), &MemoryGroup::edit);
    m_forget = button("trash", tr("Forget"), QStringLiteral("Forget"), &MemoryGroup::forget);
    m_save = button("plus", tr("Remember"), QStringLiteral("Save"), &MemoryGroup::save);
    m_cancel = button("cross", tr("Cancel"), QStringLiteral("Cancel"), &MemoryGroup::cancel);
}

void MemoryGroup::makeEditor()
{
    m_editTitle = new QLabel(this);
    setDim(*m_editTitle);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(nameOf(m_file, QStringLiteral("Text")));
    m_text->setAccessibleName(tr("Text of the entry"));
    m_text->setPlaceholderText(tr("Something to remember"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(QFontMetrics(m_text->font()).height() * 3 + 16);
    connect(m_text, &QPlainTextEdit::textChanged, this, &MemoryGroup::showState);
}

void MemoryGroup::setEntries(const QList<service::MemoryEntry> &entries, const QList<int> &used)
{
    m_model.setEntries(entries);
    m_used = used.value(int(m_file));
    showState();
}

void MemoryGroup::showState()
{
    const QLocale locale;
    m_meter->setValue(std::min(m_used, m_model.limit()));
    m_meterText->setText(tr("%1 of %2 characters").arg(locale.toString(m_used), locale.toString(m_model.limit())));
    m_meter->setToolTip(m_meterText->text());
    m_stack->setCurrentIndex(m_model.rowCount() > 0);
    const bool chosen = m_list->currentIndex().isValid();
    m_edit->setEnabled(chosen);
    m_forget->setEnabled(chosen);
    const QString text = m_text->toPlainText().trimmed();
    m_save->setEnabled(!text.isEmpty() && text != m_editing);
    m_save->setText(m_editing.isEmpty() ? tr("Remember") : tr("Save"));
    m_cancel->setVisible(!m_editing.isEmpty());
    m_editTitle->setText(m_editing.isEmpty() ? tr("New entry") : tr("Edit the entry"));
}

QString MemoryGroup::selectedText() const
{
    return m_list->currentIndex().data(models::MemoryModel::TextRole).toString();
}

void MemoryGroup::edit()
{
    m_editing = selectedText();
    m_text->setPlainText(m_editing);
    m_text->setFocus();
    showState();
}

void MemoryGroup::forget()
{
    if (const QString text = selectedText(); !text.isEmpty())
        Q_EMIT forgetRequested(m_file, text);
}

void MemoryGroup::save()
{
    const QString text = m_text->toPlainText().trimmed();
    if (m_editing.isEmpty())
        Q_EMIT addRequested(m_file, text);
    else
        Q_EMIT replaceRequested(m_file, m_editing, text);
}

void MemoryGroup::cancel()
{
    m_editing.clear();
    m_text->clear();
    showState();
}

// Saved: the field is free again. Only when the change set holds just this text: the other group's field is left alone.
void MemoryGroup::clearDraft(const changes::ChangeSet &set)
{
    const QByteArray text = m_text->toPlainText().trimmed().toUtf8();
    const bool ours = !text.isEmpty() && std::ranges::any_of(set.files, [&](const changes::FileChange &file) {
        return file.path == m_model.treePath() && file.result && file.result->contains(text);
    });
    if (ours)
        cancel();
}

} // namespace hsf::ui
