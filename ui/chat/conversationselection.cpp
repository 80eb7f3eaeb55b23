// SPDX-License-Identifier: MIT
//
// What is selected, over messages, as words and as HTML without colours. A selection survives streaming and may reach far beyond
// what is laid out: what is copied from there is read again.
#include "ui/chat/conversationview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTextCursor>
#include <QTextDocumentFragment>

namespace hsf::ui {

namespace {

QString asHtml(const QString &text)
{
    return QStringLiteral("<p>") + text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")) + QStringLiteral("</p>");
}

// Of a part of a document: the part in its whole block, else its words.
QString partOf(QTextDocument &document, int from, int to)
{
    const int last = document.characterCount() - 1;
    QTextCursor cursor(&document);
    cursor.setPosition(std::clamp(from, 0, last));
    cursor.setPosition(std::clamp(to, 0, last), QTextCursor::KeepAnchor);
    return cursor.selection().toPlainText();
}

} // namespace

QString ConversationView::selected(QString *html) const
{
    const auto [from, to] = std::minmax(m_anchor, m_head);
    if (from == to || from.entry < 0)
        return {};
    QStringList parts;
    for (int e = from.entry; e <= std::min(to.entry, int(m_entries.size()) - 1); ++e) {
        const std::vector<Piece> made = m_shapes[e].known ? std::vector<Piece>() : piecesOf(m_entries.at(e));
        const std::vector<Piece> &pieces = m_shapes[e].known ? m_shapes[e].pieces : made;
        for (int p = e == from.entry ? from.piece : 0; p < int(pieces.size()) && (e < to.entry || p <= to.piece); ++p) {
            const Piece &piece = pieces[p];
            const int last = piece.document->characterCount() - 1;
            const int begin = e == from.entry && p == from.piece ? from.position : 0;
            const int end = e == to.entry && p == to.piece ? std::min(to.position, last) : last;
            const QString words = partOf(*piece.document, begin, end);
            parts.append(words);
            if (!html)
                continue;
            const bool whole = begin == 0 && end == last;
            *html += piece.isCode ? QStringLiteral("<pre><code>%1</code></pre>").arg(words.toHtmlEscaped())
                : whole && !piece.source.isEmpty() ? piece.source
                                                   : asHtml(words);
        }
    }
    return parts.join(u'\n');
}

QString ConversationView::selectedText() const { return selected(nullptr); }

QString ConversationView::selectedHtml() const
{
    QString html;
    selected(&html);
    return html;
}

void ConversationView::copy()
{
    if (m_allSelected && !isWhole())
        return whenWhole([this] { copy(); });
    QString html;
    const QString text = selected(&html);
    if (text.isEmpty())
        return;
    auto *data = new QMimeData;
    data->setText(text);
    data->setHtml(html);
    QGuiApplication::clipboard()->setMimeData(data);
}

QString ConversationView::markdownOf(int entry) const
{
    const Entry &copied = m_entries.at(entry);
    return copied.kind == Entry::Kind::Tool ? copied.title + u'\n' + copied.text : copied.text;
}

void ConversationView::copyMarkdown() const
{
    if (m_current >= 0)
        QGuiApplication::clipboard()->setText(markdownOf(m_current));
}

void ConversationView::selectAll()
{
    if (m_entries.isEmpty())
        return;
    constexpr int farthest = 1'000'000'000;
    m_anchor = {0, 0, 0};
    m_head = {int(m_entries.size()) - 1, farthest, farthest};
    m_allSelected = true;
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
