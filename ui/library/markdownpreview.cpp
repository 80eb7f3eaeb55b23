// SPDX-License-Identifier: MIT
//
// Each block is a frame of one document, with an empty, low line between two of them. So a block comes and goes without
// touching its neighbours, and the document lays out what follows by itself.
#include "ui/library/markdownpreview.h"

#include "base/pending.h"
#include "diff/lines.h"
#include "ui/library/codecolours.h"
#include "ui/parts/tablelines.h"
#include "ui/parts/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QElapsedTimer>
#include <QScrollBar>

#include <QTextBlock>
#include <QTextList>
#include <ranges>

namespace hsf::ui {

namespace {
constexpr int gap = 8; ///< pixels between two blocks
constexpr qreal cellPadding = 5, quoteMargin = 24;
constexpr int sliceMs = 6; ///< of work before the window gets its turn

/// A line a block, equal when the blocks look the same.
QByteArray keyOf(const MarkdownBlock &block)
{
    return QByteArray::number(qHashMulti(0, block.isCode, block.html, block.code, block.language), 16) + '\n';
}

QString previewStyle()
{
    const Colours &c = colours();
    return QStringLiteral(
               "a { color: %1; } blockquote { color: %2; } code { font-family: '%3'; background-color: %4; } "
               "p, ul, ol, blockquote { margin-top: 0px; margin-bottom: 4px; } "
               "blockquote { margin-left: %5px; margin-right: 0px; } h1, h2, h3, h4, h5, h6 { margin-top: 4px; margin-bottom: 2px; } th { font-weight: bold; }")
        .arg(c.accent.name(), c.dim.name(), monospaceFont().family(), c.card.name())
        .arg(quoteMargin);
}

/// Low enough to be the space between paragraphs.
void makeGap(QTextCursor cursor, int height = gap)
{
    QTextBlockFormat low;
    low.setLineHeight(height, QTextBlockFormat::FixedHeight);
    cursor.setBlockFormat(low);
    QTextCharFormat small;
    small.setFontPointSize(1);
    cursor.setBlockCharFormat(small);
}
} // namespace

QList<PreviewBlock> previewBlocks(const QString &text, int firstLine)
{
    QList<PreviewBlock> blocks;
    qsizetype counted = 0;
    int line = firstLine;
    for (const MarkdownBlock &block : markdownBlocks(text)) {
        line += int(QStringView(text).sliced(counted, std::max<qsizetype>(0, block.start - counted)).count(u'\n'));
        counted = std::max<qsizetype>(counted, block.start);
        blocks << PreviewBlock{block, line};
    }
    return blocks;
}

MarkdownPreview::MarkdownPreview(QWidget *parent)
    : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("markdownPreview"));
    setAccessibleName(tr("Preview"));
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    document()->setDocumentMargin(16);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    connect(this, &QTextBrowser::anchorClicked, this, &MarkdownPreview::linkRequested);
    m_work.setSingleShot(true);
    m_work.setInterval(0);
    connect(&m_work, &QTimer::timeout, this, &MarkdownPreview::work);
    applyTheme();
}

void MarkdownPreview::setMarkdown(const QString &text, int firstLine)
{
    if (text == m_text && firstLine == m_firstLine && m_asked > 0)
        return;
    m_text = text;
    m_firstLine = firstLine;
    m_complete = false;
    const int number = ++m_asked;
    inBackground(previewBlocks, text, firstLine).then(this, [this, number](const QList<PreviewBlock> &blocks) {
        if (number == m_asked)
            take(blocks);
    });
}

void MarkdownPreview::take(const QList<PreviewBlock> &blocks)
{
    m_wanted = blocks;
    work();
}

void MarkdownPreview::work()
{
    QElapsedTimer clock;
    clock.start();
    QByteArray shown, wanted;
    for (const Shown &one : std::as_const(m_shown))
        shown += keyOf(one.block.block);
    for (const PreviewBlock &one : std::as_const(m_wanted))
        wanted += keyOf(one.block);
    const int scroll = verticalScrollBar()->value();
    const QList<diff::Change> changes = diff::diffLines(shown, wanted);
    for (const diff::Change &change : changes | std::views::reverse) { // those before it keep their places
        removeBlocks(change.oldStart, change.oldEnd);
        for (int i = change.newStart; i < change.newEnd; ++i) {
            insertBlock(change.oldStart + i - change.newStart, m_wanted.at(i));
            if (clock.elapsed() >= sliceMs && i + 1 < change.newEnd)
                return m_work.start();
        }
    }
    for (int i = 0; i < m_shown.size() && i < m_wanted.size(); ++i)
        m_shown[i].block.line = m_wanted.at(i).line;
    if (verticalScrollBar()->value() != scroll)
        verticalScrollBar()->setValue(scroll);
    m_complete = true;
    Q_EMIT completed();
}

void MarkdownPreview::removeBlocks(int from, int to)
{
    for (int i = to - 1; i >= from; --i) {
        if (QTextFrame *frame = m_shown.at(i).frame) {
            QTextCursor cursor(document());
            cursor.setPosition(frame->firstPosition() - 1);
            cursor.setPosition(frame->lastPosition() + 1, QTextCursor::KeepAnchor);
            cursor.removeSelectedText();
        }
        m_shown.removeAt(i);
    }
}

void MarkdownPreview::insertBlock(int at, const PreviewBlock &block)
{
    QTextCursor cursor(document());
    const bool first = at == 0 || !m_shown.at(at - 1).frame;
    cursor.setPosition(first ? 0 : m_shown.at(at - 1).frame->lastPosition() + 1);
    cursor.beginEditBlock();
    makeGap(cursor);
    QTextFrameFormat format;
    format.setMargin(0);
    if (block.block.isCode) {
        format.setBackground(colours().window);
        format.setPadding(8);
    }
    QTextFrame *frame = cursor.insertFrame(format);
    QTextCursor inside = frame->firstCursorPosition();
    inside.setBlockFormat({});
    inside.setBlockCharFormat({});
    inside.setCharFormat({});
    fill(inside, block.block);
    QTextCursor after(document());
    after.setPosition(frame->lastPosition() + 1);
    makeGap(after);
    cursor.endEditBlock();
    drawThinLines(*frame, cellPadding);
    m_shown.insert(at, Shown{block, frame});
    ++m_made;
}

void MarkdownPreview::fill(QTextCursor &cursor, const MarkdownBlock &block) const
{
    if (!block.isCode) {
        const int begin = cursor.position();
        if (block.html.startsWith(QStringLiteral("<blockquote>"))) { // the first paragraph takes the place that is there, as it is
            QTextBlockFormat quoted;
            quoted.setLeftMargin(quoteMargin);
            cursor.setBlockFormat(quoted);
        }
        cursor.insertHtml(block.html);
        // A list comes after the empty paragraph it was put into, a table stands below one.
        QTextCursor first(document());
        first.setPosition(begin);
        if (first.block().text().isEmpty() && cursor.position() > begin) {
            if (first.block().next().textList())
                first.deleteChar();
            else
                makeGap(first, 1);
        }
        return;
    }
    QTextCharFormat plain;
    plain.setFontFamilies({monospaceFont().family()});
    plain.setForeground(colours().text);
    QString code = block.code;
    code.replace(u'\n', QChar::LineSeparator); // one paragraph: no gaps, one selection
    qsizetype done = 0;
    for (const ColouredSpan &span : colouredSpans(block.code, block.language)) {
        QTextCharFormat format = plain;
        format.merge(span.format);
        cursor.insertText(code.sliced(done, span.start - done), plain);
        cursor.insertText(code.sliced(span.start, span.length), format);
        done = span.start + span.length;
    }
    cursor.insertText(code.sliced(done), plain);
}

// Colours are in the blocks themselves: a change of theme makes them anew.
void MarkdownPreview::applyTheme()
{
    m_theming = true;
    document()->setDefaultStyleSheet(previewStyle());
    m_theming = false;
    if (m_shown.isEmpty())
        return;
    m_shown.clear();
    clear();
    work();
}

void MarkdownPreview::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (!m_theming && (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange))
        applyTheme();
}

double MarkdownPreview::topOf(int index) const
{
    const QTextFrame *frame = m_shown.at(index).frame;
    return frame ? document()->documentLayout()->blockBoundingRect(frame->firstCursorPosition().block()).top() : 0.0;
}

// Between two blocks the way is divided evenly, as lines are in the source.
double MarkdownPreview::topLine() const
{
    if (m_shown.isEmpty())
        return m_firstLine;
    const double y = verticalScrollBar()->value();
    int from = 0, to = int(m_shown.size()) - 1;
    while (from < to) {
        const int middle = (from + to + 1) / 2;
        if (topOf(middle) <= y + 1)
            from = middle;
        else
            to = middle - 1;
    }
    const bool last = from + 1 >= m_shown.size();
    const double begin = topOf(from), end = last ? document()->size().height() : topOf(from + 1);
    const double line = m_shown.at(from).block.line;
    const double next = last ? m_firstLine + m_text.count(u'\n') + 1 : m_shown.at(from + 1).block.line;
    const double part = end > begin ? std::clamp((y - begin) / (end - begin), 0.0, 1.0) : 0.0;
    return line + part * (next - line);
}

void MarkdownPreview::setTopLine(double line)
{
    if (m_shown.isEmpty())
        return;
    const auto after
        = std::ranges::upper_bound(m_shown, line, {}, [](const Shown &shown) { return double(shown.block.line); });
    const int index = std::max<int>(0, int(after - m_shown.begin()) - 1);
    const bool last = index + 1 >= m_shown.size();
    const double begin = topOf(index), end = last ? document()->size().height() : topOf(index + 1);
    const double from = m_shown.at(index).block.line;
    const double to = last ? m_firstLine + m_text.count(u'\n') + 1 : m_shown.at(index + 1).block.line;
    const double part = to > from ? std::clamp((line - from) / (to - from), 0.0, 1.0) : 0.0;
    const bool top = index == 0 && part <= 0;
    verticalScrollBar()->setValue(top ? 0 : int(begin + part * (end - begin)));
}

} // namespace hsf::ui
