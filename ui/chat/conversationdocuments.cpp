// SPDX-License-Identifier: MIT
//
// The documents that blocks of a conversation are made of: words, tables with thin lines, coloured code.
#include "ui/chat/conversationmetrics_p.h"
#include "ui/chat/conversationview.h"
#include "ui/parts/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextTable>

namespace hsf::ui {

namespace {

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
        directByParagraph(*piece.document);
        piece.document->setLayoutEnabled(true);
    }
    return piece;
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
