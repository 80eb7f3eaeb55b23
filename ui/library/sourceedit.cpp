// SPDX-License-Identifier: MIT
//
// The text and its files; what is painted beside it is in sourcegutter.cpp.
#include "ui/library/sourceedit.h"

#include "ui/library/codecolours.h"
#include "ui/library/sourcegutter_p.h"
#include "ui/parts/theme.h"

#include <QPlainTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlock>

namespace hsf::ui {

static constexpr int mostBuffers = 24; ///< files whose undo is kept

SourceEdit::SourceEdit(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_gutter(new SourceGutter(this))
{
    setObjectName(QStringLiteral("sourceEdit"));
    setAccessibleName(tr("Source of the file"));
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &SourceEdit::placeGutter);
    connect(this, &QPlainTextEdit::cursorPositionChanged, m_gutter, qOverload<>(&QWidget::update));
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    applyTheme();
}

SourceEdit::~SourceEdit() = default;

SourceEdit::Buffer SourceEdit::makeBuffer(const QString &fileName)
{
    auto *made = new QTextDocument(this);
    made->setDocumentLayout(new QPlainTextDocumentLayout(made));
    made->setDefaultFont(font());
    auto *colouring = new Colouring(made);
    colouring->setFileName(fileName);
    return {made, colouring, QTextCursor(made)};
}

void SourceEdit::showFile(const QString &key, const QString &fileName, const QString &text)
{
    if (key == m_key)
        return changeTo(text);
    if (m_buffers.contains(m_key)) {
        m_buffers[m_key].cursor = textCursor();
        m_buffers[m_key].scroll = verticalScrollBar()->value();
    }
    setExtraSelections({});
    const bool known = m_buffers.contains(key);
    if (!known)
        m_buffers.insert(key, makeBuffer(fileName));
    m_key = key;
    m_recent.removeAll(key);
    m_recent.append(key);
    const Buffer &buffer = m_buffers[key];
    setDocument(buffer.document);
    if (buffer.document->defaultFont() != font())
        buffer.document->setDefaultFont(font());
    if (known) {
        changeTo(text);
        setTextCursor(buffer.cursor);
        verticalScrollBar()->setValue(buffer.scroll);
    } else {
        setPlainText(text); // begins an undo of its own
        moveCursor(QTextCursor::Start);
    }
    m_origins.clear();
    m_marks.clear();
    dropOldBuffers();
    placeGutter();
}

void SourceEdit::dropOldBuffers()
{
    while (m_recent.size() > mostBuffers) {
        const Buffer old = m_buffers.take(m_recent.takeFirst());
        delete old.document; // its colouring goes with it
    }
}

void SourceEdit::applyTheme()
{
    if (std::exchange(m_applying, true))
        return;
    setFont(monospaceFont());
    for (const Buffer &buffer : std::as_const(m_buffers))
        buffer.colouring->followTheme();
    placeGutter();
    m_applying = false;
}

void SourceEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        applyTheme();
}

QString SourceEdit::rawText() const
{
    QString text = document()->toRawText();
    return text.replace(QChar::ParagraphSeparator, u'\n');
}

void SourceEdit::changeTo(const QString &text)
{
    const QString now = rawText();
    if (now == text)
        return;
    qsizetype same = 0;
    const qsizetype shorter = std::min(now.size(), text.size());
    while (same < shorter && now.at(same) == text.at(same))
        ++same;
    qsizetype tail = 0;
    while (tail < shorter - same && now.at(now.size() - 1 - tail) == text.at(text.size() - 1 - tail))
        ++tail;
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.setPosition(int(same));
    cursor.setPosition(int(now.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(text.sliced(same, text.size() - tail - same));
    cursor.endEditBlock();
}

void SourceEdit::goToLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(std::max(0, line - 1));
    if (block.isValid())
        setTextCursor(QTextCursor(block));
    centerCursor();
    setFocus();
}

double SourceEdit::topLine() const
{
    const QTextBlock block = firstVisibleBlock();
    if (!block.isValid())
        return 1;
    const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
    const double hidden = place.height() > 0 ? std::clamp(-place.top() / place.height(), 0.0, 1.0) : 0.0;
    return block.blockNumber() + 1 + hidden;
}

void SourceEdit::setTopLine(double line)
{
    const QTextBlock block = document()->findBlockByNumber(std::max(0, int(line) - 1));
    if (block.isValid()) // the bar counts lines as wrapped
        verticalScrollBar()->setValue(block.firstLineNumber() + int((line - int(line)) * block.lineCount()));
}

} // namespace hsf::ui
