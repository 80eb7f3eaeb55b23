// SPDX-License-Identifier: MIT
#include "ui/changes/hunkeditor.h"

#include "ui/parts/theme.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace hsf::ui {

HunkEditor::HunkEditor(QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(this))
    , m_note(new QLabel(this))
    , m_edit(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("hunkEditor"));
    setAccessibleName(tr("Edit this change"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_title->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setObjectName(QStringLiteral("hunkNote"));
    m_edit->setObjectName(QStringLiteral("hunkText"));
    m_edit->setAccessibleName(tr("Proposed lines"));
    m_edit->setFont(monospaceFont());
    m_edit->setTabChangesFocus(true);
    m_edit->installEventFilter(this);
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(QStringLiteral("hunkCancelButton"));
    m_save = new QPushButton(themedIcon(QStringLiteral("check")), tr("Use these lines"), this);
    m_save->setObjectName(QStringLiteral("hunkSaveButton"));
    m_save->setToolTip(
        tr("Put these lines into the proposal and check it again (Ctrl+Enter). Nothing is written yet."));
    setWeight(*m_save, Weight::Primary);
    connect(m_cancel, &QPushButton::clicked, this, &HunkEditor::cancel);
    connect(m_save, &QPushButton::clicked, this, &HunkEditor::save);
    auto *row = new QHBoxLayout;
    row->addWidget(m_note, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(6);
    layout->addWidget(m_title);
    layout->addWidget(m_edit, 1);
    layout->addLayout(row);
    parent->installEventFilter(this);
    hide();
}

void HunkEditor::open(const QString &title, const QString &text, const QRect &at)
{
    m_title->setText(title);
    m_note->clear();
    m_edit->setPlainText(text.endsWith(u'\n') ? text.chopped(1) : text);
    m_endsLine = text.isEmpty() || text.endsWith(u'\n');
    m_at = at;
    place();
    show();
    raise();
    m_edit->setFocus(Qt::OtherFocusReason);
}

// The document's raw text: toPlainText() would turn no-break spaces into plain ones.
QString HunkEditor::text() const
{
    QString text = m_edit->document()->toRawText();
    text.replace(QChar::ParagraphSeparator, u'\n').replace(QChar::LineSeparator, u'\n');
    return text.isEmpty() || !m_endsLine ? text : text + u'\n';
}

void HunkEditor::showNote(const QString &note)
{
    m_note->setText(note);
}

// Over the change, grown to what its lines need, and always within the parent.
void HunkEditor::place()
{
    const QRect whole = parentWidget()->rect().adjusted(4, 4, -4, -4);
    const int lines = std::clamp(m_edit->document()->blockCount() + 2, 4, 18);
    const int around = 2 * m_title->sizeHint().height() + m_save->sizeHint().height() + 28;
    const int wanted = lines * QFontMetrics(m_edit->font()).lineSpacing() + around;
    const int height = std::min(whole.height(), std::max(wanted, m_at.height() + around));
    const int top = std::clamp(m_at.top(), whole.top(), std::max(whole.top(), whole.bottom() - height + 1));
    setGeometry(whole.left(), top, whole.width(), height);
}

bool HunkEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    const bool key = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (watched != m_edit || !key)
        return QFrame::eventFilter(watched, event);
    const auto *pressed = static_cast<QKeyEvent *>(event);
    const bool enter = pressed->key() == Qt::Key_Return || pressed->key() == Qt::Key_Enter;
    const bool saves = enter && pressed->modifiers().testFlag(Qt::ControlModifier);
    const bool cancels = pressed->key() == Qt::Key_Escape;
    if (!saves && !cancels)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) { // else these keys would decide on the change below
        event->accept();
        return true;
    }
    saves ? save() : cancel();
    return true;
}

void HunkEditor::save()
{
    const QString made = text();
    hide();
    Q_EMIT saved(made);
    Q_EMIT closed();
}

void HunkEditor::cancel()
{
    hide();
    Q_EMIT closed();
}

} // namespace hsf::ui
