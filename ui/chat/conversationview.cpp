// SPDX-License-Identifier: MIT
#include "ui/chat/conversationview.h"

#include "ui/parts/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>
#include <QAbstractTextDocumentLayout>
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextTable>
#include <QToolTip>

namespace hsf::ui {

namespace {

constexpr int gap = 16, padding = 12, headHeight = 24, widest = 820, nearEnd = 100;
constexpr int shownOutput = 20'000; // characters of a tool's output that are laid out

const KSyntaxHighlighting::Repository &repository()
{
    static const KSyntaxHighlighting::Repository known;
    return known;
}

// Asked of our own colours: a platform may ignore the scheme that was set.
bool darkScheme() { return colours().base.lightness() < 128; }

// Thin lines in the theme's colour; the style sheet of a document reaches neither.
void drawThinLines(QTextDocument &document)
{
    QTextCursor edit(&document);
    edit.beginEditBlock(); // laid out once, at the end
    for (QTextFrame *frame : document.rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorderCollapse(true);
        format.setBorder(1);
        format.setBorderBrush(colours().line);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        table->setFormat(format);
        // Where borders collapse, only those of the cells are drawn.
        for (int row = 0; row < table->rows(); ++row) {
            for (int column = 0; column < table->columns(); ++column) {
                QTextTableCell cell = table->cellAt(row, column);
                QTextTableCellFormat lines = cell.format().toTableCellFormat();
                lines.setBorder(1);
                lines.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
                lines.setBorderBrush(colours().line);
                cell.setFormat(lines);
            }
        }
    }
    edit.endEditBlock();
}

QString styleSheet()
{
    const Colours &c = colours();
    return QStringLiteral("a{color:%1} p,li{line-height:140%} code{background-color:%2} blockquote{color:%3} h1{font-size:x-large} "
                          "h2{font-size:large} h3,h4,h5,h6{font-size:medium} th{background-color:%2}")
        .arg(c.accent.name(), c.hover.name(), c.dim.name());
}

} // namespace

ConversationView::ConversationView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("conversation"));
    setAccessibleName(tr("Conversation"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::IBeamCursor);
}

ConversationView::~ConversationView() = default;

// ---- what there is ----

void ConversationView::setMessages(const QList<journal::StoredMessage> &messages)
{
    m_entries.clear();
    m_streamAnswer = m_streamThought = m_current = -1;
    m_anchor = m_head = {};
    for (const journal::StoredMessage &message : messages)
        addMessage(m_entries, message);
    forgetShapes();
    scrollToEnd();
}

void ConversationView::addStored(const journal::StoredMessage &message)
{
    const bool wasAtEnd = isAtEnd();
    const bool answer = message.message.role == chat::Role::Assistant;
    // The streamed tail says the same words: it becomes the stored entry in place, its finished blocks stay.
    chat::Message rest = message.message;
    if (answer && m_streamThought >= 0) {
        m_entries[m_streamThought].number = message.number;
        rest.reasoning.clear();
    }
    if (answer && m_streamAnswer >= 0) {
        Entry &entry = m_entries[m_streamAnswer];
        entry.number = message.number;
        if (entry.text != rest.text) {
            entry.text = rest.text;
            m_shapes[m_streamAnswer] = {};
        }
        rest.text.clear();
    }
    if (answer)
        endStream();
    const auto before = m_entries;
    addMessage(m_entries, {message.number, message.time, rest});
    m_shapes.resize(size_t(m_entries.size()));
    for (int i = 0; i < before.size(); ++i)
        if (before.at(i) != m_entries.at(i))
            m_shapes[i] = {};
    retop(0);
    follow(wasAtEnd);
}

Entry *ConversationView::streaming(Entry::Kind kind)
{
    int &index = kind == Entry::Kind::Answer ? m_streamAnswer : m_streamThought;
    if (index < 0) {
        m_entries.append({.kind = kind, .time = QDateTime::currentDateTime()});
        index = int(m_entries.size()) - 1;
        appended();
    }
    return &m_entries[index];
}

void ConversationView::appendAnswer(const QString &text)
{
    const bool wasAtEnd = isAtEnd();
    streaming(Entry::Kind::Answer)->text += QString(text).remove(u'\r');
    if (m_shapes[m_streamAnswer].known)
        shapeTail(m_streamAnswer);
    retop(m_streamAnswer);
    follow(wasAtEnd);
}

void ConversationView::appendThought(const QString &text)
{
    const bool wasAtEnd = isAtEnd();
    streaming(Entry::Kind::Thought)->text += text;
    changed(m_streamThought);
    follow(wasAtEnd);
}

void ConversationView::endStream() { m_streamAnswer = m_streamThought = -1; }

void ConversationView::startTool(const chat::ToolCall &call)
{
    const auto known = std::ranges::find_if(m_entries, [&](const Entry &entry) { return entry.callId == call.id && !call.id.isEmpty(); });
    if (known != m_entries.end())
        return;
    const bool wasAtEnd = isAtEnd();
    m_entries.append({.kind = Entry::Kind::Tool, .time = QDateTime::currentDateTime(), .title = callTitle(call), .callId = call.id,
                      .state = Entry::State::Busy});
    appended();
    follow(wasAtEnd);
}

void ConversationView::appendOutput(const QString &callId, const QString &output)
{
    const bool wasAtEnd = isAtEnd();
    for (int i = int(m_entries.size()) - 1; i >= 0; --i) {
        if (m_entries.at(i).callId != callId)
            continue;
        m_entries[i].text = (m_entries.at(i).text + output).right(shownOutput);
        changed(i);
        break;
    }
    follow(wasAtEnd);
}

void ConversationView::finishTool(const chat::ToolCall &call, const tools::ToolResult &result, int milliseconds)
{
    const bool wasAtEnd = isAtEnd();
    for (int i = int(m_entries.size()) - 1; i >= 0; --i) {
        if (m_entries.at(i).callId != call.id)
            continue;
        Entry &entry = m_entries[i];
        entry.text = result.text;
        entry.milliseconds = milliseconds;
        entry.state = result.failed ? Entry::State::Failed : Entry::State::Ok;
        entry.open = entry.open || result.failed;
        changed(i);
        break;
    }
    follow(wasAtEnd);
}

void ConversationView::addNotice(const QString &html)
{
    const bool wasAtEnd = isAtEnd();
    m_entries.append({.kind = Entry::Kind::Notice, .time = QDateTime::currentDateTime(), .text = html});
    appended();
    follow(wasAtEnd);
}

void ConversationView::appended()
{
    m_shapes.emplace_back();
    retop(int(m_shapes.size()) - 1);
}

void ConversationView::changed(int entry)
{
    m_shapes[entry] = {};
    retop(entry);
}

// ---- how it is laid out ----

int ConversationView::contentWidth() const { return std::max(120, std::min(widest, viewport()->width() - 2 * gap)); }
int ConversationView::contentLeft() const { return (viewport()->width() - contentWidth()) / 2; }

bool ConversationView::foldable(const Entry &entry) const { return entry.kind == Entry::Kind::Tool || entry.kind == Entry::Kind::Thought; }

int ConversationView::guessedHeight(const Entry &entry) const
{
    if (foldable(entry) && !entry.open)
        return headHeight;
    const QFontMetrics metrics(font());
    const int columns = std::max(20, contentWidth() / std::max(1, metrics.averageCharWidth()));
    return headHeight + padding + metrics.lineSpacing() * int(entry.text.count(u'\n') + entry.text.size() / columns + 1);
}

std::unique_ptr<QTextDocument> ConversationView::plainDocument(const QString &text, bool monospace) const
{
    auto document = std::make_unique<QTextDocument>();
    document->setUndoRedoEnabled(false);
    document->setDocumentMargin(0);
    document->setDefaultFont(monospace ? monospaceFont() : font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document->setDefaultTextOption(option);
    document->setPlainText(text);
    return document;
}

ConversationView::Piece ConversationView::makePiece(const QString &html, const QString &code, const QString &language, bool isCode) const
{
    Piece piece{.source = isCode ? code : html, .isCode = isCode, .language = language};
    if (isCode) {
        piece.document = plainDocument(code, true);
        const auto definition = repository().definitionForName(language).isValid() ? repository().definitionForName(language)
                                                                                   : repository().definitionForFileName(QStringLiteral("x.") + language);
        if (definition.isValid() && code.size() < 100'000) {
            auto *colouring = new KSyntaxHighlighting::SyntaxHighlighter(piece.document.get());
            colouring->setTheme(repository().defaultTheme(darkScheme() ? KSyntaxHighlighting::Repository::DarkTheme
                                                                      : KSyntaxHighlighting::Repository::LightTheme));
            colouring->setDefinition(definition);
        }
    } else {
        piece.document = plainDocument({}, false);
        piece.document->setDefaultStyleSheet(styleSheet());
        piece.document->setLayoutEnabled(false);
        piece.document->setHtml(html);
        drawThinLines(*piece.document);
        piece.document->setLayoutEnabled(true);
    }
    return piece;
}

void ConversationView::shape(int index)
{
    Shape &shape = m_shapes[index];
    if (shape.known)
        return;
    shape.known = true;
    const Entry &entry = m_entries.at(index);
    if (entry.kind == Entry::Kind::Answer) {
        shapeTail(index);
        return;
    }
    if (entry.kind == Entry::Kind::Notice)
        shape.pieces.push_back(makePiece(entry.text, {}, {}, false));
    else if (entry.kind == Entry::Kind::You)
        shape.pieces.push_back({.document = plainDocument(entry.text, false)});
    else if (entry.open)
        shape.pieces.push_back({.document = plainDocument(entry.text.left(shownOutput), entry.kind == Entry::Kind::Tool),
                                .isCode = entry.kind == Entry::Kind::Tool});
    layOut(index);
}

// A block that says what it said keeps its document, and code that only grew gets the new lines at its end.
bool ConversationView::takeOver(Piece &old, const MarkdownBlock &block) const
{
    if (old.isCode != block.isCode || old.language != block.language)
        return false;
    const QString &source = block.isCode ? block.code : block.html;
    if (old.source == source)
        return true;
    if (!block.isCode || !source.startsWith(old.source))
        return false;
    QTextCursor end(old.document.get());
    end.movePosition(QTextCursor::End);
    end.insertText(source.sliced(old.source.size()));
    old.source = source;
    old.laidOutFor = -1;
    return true;
}

// The last block may go on, and an unfinished line may yet change what it belongs to ("|" ends a table, "| a" goes on with it):
// only what stands before the last block of whole lines is final. The text is read again from there.
void ConversationView::shapeTail(int index)
{
    Shape &shape = m_shapes[index];
    const QString &text = m_entries.at(index).text;
    const auto open = std::ranges::find_if(shape.pieces, [&](const Piece &piece) { return piece.start >= shape.final; });
    std::vector<Piece> before(std::make_move_iterator(open), std::make_move_iterator(shape.pieces.end()));
    shape.pieces.erase(open, shape.pieces.end());
    auto old = before.begin();
    const qsizetype wholeLines = text.lastIndexOf(u'\n') + 1;
    const QList<MarkdownBlock> blocks = markdownBlocks(text.mid(shape.final));
    for (const MarkdownBlock &block : blocks) {
        const int start = shape.final + block.start;
        while (old != before.end() && old->start < start)
            ++old;
        if (old != before.end() && old->start == start && takeOver(*old, block)) {
            shape.pieces.push_back(std::move(*old++));
        } else {
            shape.pieces.push_back(makePiece(block.html, block.code, block.language, block.isCode));
            shape.pieces.back().start = start;
        }
    }
    const auto whole = wholeLines == text.size() ? blocks : markdownBlocks(text.mid(shape.final, std::max<qsizetype>(0, wholeLines - shape.final)));
    if (!whole.isEmpty())
        shape.final += whole.last().start;
    shape.known = true;
    layOut(index);
}

void ConversationView::layOut(int index)
{
    Shape &shape = m_shapes[index];
    const Entry &entry = m_entries.at(index);
    // Pieces that were laid out for this width keep their place: while an answer streams only its tail is new.
    size_t first = 0;
    while (first < shape.pieces.size() && shape.pieces[first].laidOutFor == contentWidth())
        ++first;
    int y = first > 0 ? shape.pieces[first - 1].bottom : entry.kind == Entry::Kind::Notice ? 0 : headHeight;
    for (size_t i = first; i < shape.pieces.size(); ++i) {
        Piece &piece = shape.pieces[i];
        const int inset = piece.isCode || entry.kind == Entry::Kind::You || entry.kind == Entry::Kind::Thought ? padding : 0;
        const int width = contentWidth() - 2 * inset;
        if (int(piece.document->textWidth()) != width)
            piece.document->setTextWidth(width);
        const int above = piece.isCode ? (entry.kind == Entry::Kind::Answer ? headHeight + padding / 2 : padding / 2) : inset / 2;
        piece.top = y + above;
        piece.height = int(std::ceil(piece.document->size().height()));
        y = piece.top + piece.height + (piece.isCode ? padding : inset ? inset : padding / 2);
        piece.bottom = y;
        piece.laidOutFor = contentWidth();
    }
    shape.height = std::max(y, headHeight);
}

// After a change of theme or font everything is laid out anew, and the reader stays where they were.
void ConversationView::forgetShapes()
{
    const bool wasAtEnd = isAtEnd();
    const int reading = entryAt(0);
    const int inside = reading >= 0 ? verticalScrollBar()->value() - m_shapes[reading].top : 0;
    m_shapes.clear();
    m_shapes.resize(size_t(m_entries.size()));
    retop(0);
    if (wasAtEnd) {
        scrollToEnd();
    } else if (reading >= 0 && reading < int(m_shapes.size())) {
        shape(reading);
        retop(0);
        verticalScrollBar()->setValue(m_shapes[reading].top + std::min(inside, m_shapes[reading].height));
    }
    viewport()->update();
}

// Heights that were guesses are known now; what is below them moves, and who was at the end stays there.
void ConversationView::settle()
{
    const bool wasAtEnd = isAtEnd();
    retop(0);
    if (wasAtEnd)
        scrollToEnd();
}

void ConversationView::retop(int from)
{
    int y = from <= 0 ? gap : m_shapes[from - 1].top + m_shapes[from - 1].height + gap;
    for (size_t i = size_t(std::max(0, from)); i < m_shapes.size(); ++i) {
        Shape &shape = m_shapes[i];
        if (!shape.known)
            shape.height = guessedHeight(m_entries.at(i));
        shape.top = y;
        // A row of folded calls stands closer together than messages do.
        const bool tight = foldable(m_entries.at(i)) && i + 1 < m_shapes.size() && foldable(m_entries.at(i + 1));
        y += shape.height + (tight ? gap / 4 : gap);
    }
    updateRange();
    viewport()->update();
}

void ConversationView::updateRange()
{
    const int total = m_shapes.empty() ? 0 : m_shapes.back().top + m_shapes.back().height + gap;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(fontMetrics().lineSpacing() * 2);
    verticalScrollBar()->setRange(0, std::max(0, total - viewport()->height()));
}

bool ConversationView::isAtEnd() const { return verticalScrollBar()->maximum() - verticalScrollBar()->value() <= nearEnd; }

void ConversationView::follow(bool wasAtEnd)
{
    if (wasAtEnd)
        scrollToEnd();
    const bool away = !wasAtEnd;
    if (away != m_away)
        Q_EMIT awayFromEnd(m_away = away);
}

void ConversationView::scrollToEnd()
{
    // Heights near the end are guesses until they are laid out, which may move the end once more.
    for (int i = int(m_entries.size()) - 1, seen = 0; i >= 0 && seen < viewport()->height(); --i) {
        shape(i);
        seen += m_shapes[i].height;
    }
    retop(0);
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void ConversationView::showMessage(qint64 number)
{
    for (int i = 0; i < m_entries.size(); ++i) {
        if (m_entries.at(i).number != number)
            continue;
        shape(i);
        retop(0);
        m_current = i;
        verticalScrollBar()->setValue(m_shapes[i].top - gap);
        viewport()->update();
        return;
    }
}

void ConversationView::scrollContentsBy(int, int)
{
    if (m_away && isAtEnd())
        Q_EMIT awayFromEnd(m_away = false);
    viewport()->update();
}

void ConversationView::resizeEvent(QResizeEvent *)
{
    const bool wasAtEnd = isAtEnd();
    for (size_t i = 0; i < m_shapes.size(); ++i)
        if (m_shapes[i].known)
            layOut(int(i));
    retop(0);
    if (wasAtEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void ConversationView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        forgetShapes();
    QAbstractScrollArea::changeEvent(event);
}

int ConversationView::entryAt(int y) const
{
    const int at = y + verticalScrollBar()->value();
    const auto after = std::ranges::upper_bound(m_shapes, at, {}, &Shape::top);
    return int(after - m_shapes.begin()) - 1;
}

QRect ConversationView::entryRect(int entry) const
{
    const Shape &shape = m_shapes.at(size_t(entry));
    return {contentLeft(), shape.top - verticalScrollBar()->value(), contentWidth(), shape.height};
}

// ---- keyboard and mouse ----

void ConversationView::toggle(int entry)
{
    if (entry < 0 || !foldable(m_entries.at(entry)))
        return;
    m_entries[entry].open = !m_entries.at(entry).open;
    changed(entry);
    QAccessibleEvent event(this, QAccessible::NameChanged);
    event.setChild(entry);
    QAccessible::updateAccessibility(&event);
}

ConversationView::Spot ConversationView::spotAt(const QPoint &point)
{
    const int entry = entryAt(point.y());
    if (entry < 0)
        return {};
    shape(entry);
    const QRect rect = entryRect(entry);
    const auto &pieces = m_shapes[entry].pieces;
    for (int i = 0; i < int(pieces.size()); ++i) {
        const Piece &piece = pieces[i];
        if (point.y() >= rect.top() + piece.top + piece.height && i + 1 < int(pieces.size()))
            continue;
        const int inset = (contentWidth() - int(piece.document->textWidth())) / 2;
        const QPointF inside(point.x() - rect.left() - inset, point.y() - rect.top() - piece.top);
        return {entry, i, piece.document->documentLayout()->hitTest(inside, Qt::FuzzyHit)};
    }
    return {entry, 0, 0};
}

void ConversationView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int entry = entryAt(event->pos().y());
    m_current = entry;
    if (entry >= 0) {
        const QRect rect = entryRect(entry);
        if (rect.contains(event->pos()) && foldable(m_entries.at(entry)) && event->pos().y() < rect.top() + headHeight)
            return toggle(entry);
        for (int i = 0; i < int(m_shapes[entry].pieces.size()); ++i)
            if (m_entries.at(entry).kind == Entry::Kind::Answer && copyButton(entry, i).contains(event->pos())) {
                QGuiApplication::clipboard()->setText(m_shapes[entry].pieces[i].document->toPlainText());
                QToolTip::showText(event->globalPosition().toPoint(), tr("Copied"), this);
                return;
            }
    }
    m_anchor = m_head = spotAt(event->pos());
    m_selecting = true;
    viewport()->update();
}

void ConversationView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_selecting) {
        m_head = spotAt(event->pos());
        viewport()->update();
    }
}

void ConversationView::mouseReleaseEvent(QMouseEvent *event)
{
    m_selecting = false;
    if (event->button() != Qt::LeftButton || m_anchor != m_head || m_anchor.entry < 0)
        return;
    const auto &pieces = m_shapes[m_anchor.entry].pieces;
    if (m_anchor.piece >= int(pieces.size()))
        return;
    const Piece &piece = pieces[m_anchor.piece];
    const QRect rect = entryRect(m_anchor.entry);
    const int inset = (contentWidth() - int(piece.document->textWidth())) / 2;
    const QString link = piece.document->documentLayout()->anchorAt(
        QPointF(event->pos().x() - rect.left() - inset, event->pos().y() - rect.top() - piece.top));
    if (!link.isEmpty())
        Q_EMIT linkActivated(link);
}

void ConversationView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    const bool alt = event->modifiers() & Qt::AltModifier;
    if (alt && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) && !m_entries.isEmpty()) {
        const int step = event->key() == Qt::Key_Up ? -1 : 1;
        m_current = std::clamp(m_current < 0 ? int(m_entries.size()) - 1 : m_current + step, 0, int(m_entries.size()) - 1);
        const QRect rect = entryRect(m_current);
        if (rect.top() < 0 || rect.bottom() > viewport()->height())
            verticalScrollBar()->setValue(m_shapes[m_current].top - gap);
        QAccessibleEvent focused(this, QAccessible::Focus);
        focused.setChild(m_current);
        QAccessible::updateAccessibility(&focused);
        viewport()->update();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) && m_current >= 0)
        return toggle(m_current);
    if (event->key() == Qt::Key_Home)
        return verticalScrollBar()->setValue(0);
    if (event->key() == Qt::Key_End)
        return scrollToEnd();
    QAbstractScrollArea::keyPressEvent(event);
}

void ConversationView::focusInEvent(QFocusEvent *event)
{
    if (m_current < 0 && event->reason() != Qt::MouseFocusReason)
        m_current = int(m_entries.size()) - 1;
    viewport()->update();
    QAbstractScrollArea::focusInEvent(event);
}

void ConversationView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu;
    QAction *copying = menu.addAction(themedIcon(QStringLiteral("copy")), tr("&Copy"), this, &ConversationView::copy);
    copying->setEnabled(m_anchor != m_head);
    const int entry = entryAt(event->pos().y());
    if (entry >= 0)
        menu.addAction(tr("Copy as &Markdown"), this, [this, entry] { QGuiApplication::clipboard()->setText(m_entries.at(entry).text); });
    menu.addAction(tr("Select &All"), this, &ConversationView::selectAll);
    menu.exec(event->globalPos());
}

QString ConversationView::selectedText() const
{
    const auto [from, to] = std::minmax(m_anchor, m_head);
    if (from == to || from.entry < 0)
        return {};
    QStringList parts;
    for (int e = from.entry; e <= to.entry; ++e) {
        const auto &pieces = m_shapes[e].pieces;
        for (int p = e == from.entry ? from.piece : 0; p < int(pieces.size()) && (e < to.entry || p <= to.piece); ++p) {
            QTextCursor cursor(pieces[p].document.get());
            cursor.setPosition(e == from.entry && p == from.piece ? from.position : 0);
            cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
            if (e == to.entry && p == to.piece)
                cursor.setPosition(to.position, QTextCursor::KeepAnchor);
            parts.append(cursor.selection().toPlainText());
        }
    }
    return parts.join(u'\n');
}

void ConversationView::copy() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void ConversationView::selectAll()
{
    if (m_entries.isEmpty())
        return;
    for (int i = 0; i < m_entries.size(); ++i)
        shape(i);
    retop(0);
    const int last = int(m_entries.size()) - 1;
    const int piece = std::max(0, int(m_shapes[last].pieces.size()) - 1);
    m_anchor = {0, 0, 0};
    m_head = {last, piece, m_shapes[last].pieces.empty() ? 0 : m_shapes[last].pieces[piece].document->characterCount() - 1};
    viewport()->update();
}

QString ConversationView::shownText(int entry)
{
    shape(entry);
    QStringList blocks;
    for (const Piece &piece : m_shapes[entry].pieces)
        blocks.append(piece.document->toPlainText());
    return blocks.join(u'\n');
}

QString ConversationView::plainText() const
{
    QStringList lines;
    for (const Entry &entry : m_entries)
        lines.append(spokenEntry(entry));
    return lines.join(u'\n');
}

} // namespace hsf::ui
