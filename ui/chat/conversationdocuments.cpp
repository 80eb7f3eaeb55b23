// SPDX-License-Identifier: MIT
//
// The documents that blocks of a conversation are made of: words, tables with thin lines, coloured code.
#include "ui/chat/conversationmetrics_p.h"
#include "ui/chat/conversationview.h"
#include "ui/parts/tablelines.h"
#include "ui/parts/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextFrame>

namespace hsf::ui {

namespace {

const KSyntaxHighlighting::Repository &repository()
{
    static const KSyntaxHighlighting::Repository known;
    return known;
}

// Asked of our own colours: a platform may ignore the scheme that was set.
bool darkScheme() { return colours().base.lightness() < 128; }

constexpr qreal cellPadding = 6;

// Not "styleSheet": a widget has one of that name, which a member function would find first.
QString answerStyle()
{
    const Colours &c = colours();
    return QStringLiteral("a{color:%1} p,li{line-height:140%} code{background-color:%2} blockquote{color:%3} h1{font-size:x-large} "
                          "h2{font-size:large} h3,h4,h5,h6{font-size:medium} th{background-color:%2}")
        .arg(c.accent.name(), c.hover.name(), c.dim.name());
}

// Each paragraph reads in the direction of its own first strong character; a list or quote in one direction goes with its words.
void directByParagraph(QTextDocument &document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (!block.text().isRightToLeft() || block.blockFormat().layoutDirection() == Qt::RightToLeft)
            continue;
        QTextBlockFormat format = block.blockFormat();
        format.setLayoutDirection(Qt::RightToLeft);
        QTextCursor(block).setBlockFormat(format);
    }
}

} // namespace

std::unique_ptr<QTextDocument> ConversationView::plainDocument(const QString &text, bool monospace) const
{
    auto document = std::make_unique<QTextDocument>();
    document->setUndoRedoEnabled(false);
    document->setDocumentMargin(0);
    document->setDefaultFont(monospace ? monospaceFont() : font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    if (monospace) // code and what programs say read from the left, whatever letters are in it
        option.setTextDirection(Qt::LeftToRight);
    document->setDefaultTextOption(option);
    document->setPlainText(text);
    return document;
}

ConversationView::Piece ConversationView::makePiece(const QString &html, const QString &code, const QString &language, bool isCode) const
{
    Piece piece{.source = isCode ? code : html, .isCode = isCode, .language = language};
    if (isCode) {
        piece.document = plainDocument(code, true);
        piece.coloured = language.isEmpty() || code.size() >= 100'000;
    } else {
        piece.document = plainDocument({}, false);
        piece.document->setDefaultStyleSheet(answerStyle());
        piece.document->setLayoutEnabled(false);
        piece.document->setHtml(html);
        drawThinLines(*piece.document->rootFrame(), cellPadding);
        directByParagraph(*piece.document);
        piece.document->setLayoutEnabled(true);
    }
    return piece;
}

// Code is shown as soon as it is laid out and coloured a moment later, the block that is seen first: the first of a language takes
// longer than a frame may.
void ConversationView::colourSoon()
{
    if (!m_colourPlanned && nextUncoloured())
        m_colourPlanned = QMetaObject::invokeMethod(this, &ConversationView::colourNext, Qt::QueuedConnection);
}

std::optional<ConversationView::Spot> ConversationView::nextUncoloured() const
{
    const int value = verticalScrollBar()->value(), screen = viewport()->height();
    for (const int around : {0, screen}) {
        for (int i = std::max(0, entryAt(-around)); i < int(m_shapes.size()) && m_shapes[i].top < value + screen + around; ++i) {
            const Shape &shape = m_shapes[i];
            for (int p = firstPieceFrom(shape, value - around - shape.top); p < int(shape.pieces.size()); ++p) {
                if (shape.top + shape.pieces[p].top > value + screen + around)
                    break;
                if (!shape.pieces[p].coloured)
                    return Spot{i, p, 0};
            }
        }
    }
    return std::nullopt;
}

void ConversationView::colourNext()
{
    m_colourPlanned = false;
    const auto next = nextUncoloured();
    if (!next)
        return;
    static bool known = false;
    if (!std::exchange(known, true)) { // what languages there are is read once, which takes a step of its own
        repository();
        return colourSoon();
    }
    auto &pieces = m_shapes[next->entry].pieces;
    Piece &piece = pieces[next->piece];
    piece.coloured = true;
    const auto byName = repository().definitionForName(piece.language);
    const auto definition = byName.isValid() ? byName : repository().definitionForFileName(QStringLiteral("x.") + piece.language);
    if (definition.isValid()) {
        auto *colouring = new KSyntaxHighlighting::SyntaxHighlighter(piece.document.get());
        colouring->setTheme(repository().defaultTheme(darkScheme() ? KSyntaxHighlighting::Repository::DarkTheme
                                                                  : KSyntaxHighlighting::Repository::LightTheme));
        colouring->setDefinition(definition);
        viewport()->update();
    }
    if (int(std::ceil(piece.document->size().height())) != piece.height) // bold letters may be wider
        keepPlace(next->entry, [&] {
            for (auto i = size_t(next->piece); i < pieces.size(); ++i)
                pieces[i].laidOutFor = -1;
            layOut(next->entry);
        });
    colourSoon();
}

std::vector<ConversationView::Piece> ConversationView::piecesOf(const Entry &entry) const
{
    std::vector<Piece> pieces;
    const auto add = [&](Piece &&piece) { pieces.push_back(std::move(piece)); };
    switch (entry.kind) {
    case Entry::Kind::Answer:
        for (const MarkdownBlock &block : markdownBlocks(entry.text)) {
            add(makePiece(block.html, block.code, block.language, block.isCode));
            pieces.back().start = block.start;
        }
        break;
    case Entry::Kind::Notice:
        add(makePiece(entry.text, {}, {}, false));
        break;
    case Entry::Kind::You:
        add({.document = plainDocument(entry.text, false)});
        if (!entry.files.isEmpty())
            add(makePiece(tr("With %1").arg(entry.files.join(QStringLiteral(", "))).toHtmlEscaped(), {}, {}, false));
        break;
    case Entry::Kind::Summary:
        if (entry.open) {
            for (const MarkdownBlock &block : markdownBlocks(entry.text))
                add(makePiece(block.html, block.code, block.language, block.isCode));
        }
        break;
    case Entry::Kind::Tool:
    case Entry::Kind::Thought:
        if (entry.open)
            add({.document = plainDocument(entry.text.left(shownOutput), entry.kind == Entry::Kind::Tool),
                 .isCode = entry.kind == Entry::Kind::Tool});
        break;
    }
    return pieces;
}

} // namespace hsf::ui
