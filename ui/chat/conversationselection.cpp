// SPDX-License-Identifier: MIT
//
// What is selected, over messages, as words and as HTML without colours. A selection survives streaming and may reach far beyond
// what is laid out: what is copied from there is read again.
#include "ui/chat/conversationview.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QMimeData>
#include <QTextCursor>
#include <QTextDocumentFragment>
#include <QTimer>

namespace hsf::ui {

namespace {

constexpr int copiedAtOnce = 400;   // messages; more would hold the window up
constexpr int copiedInAStep = 16;
constexpr int copyStepMs = 6;

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

void toClipboard(const QString &text, const QString &html)
{
    auto *data = new QMimeData;
    data->setText(text);
    data->setHtml(html);
    QGuiApplication::clipboard()->setMimeData(data);
}

} // namespace

void ConversationView::copyEntry(int entry, const std::vector<Piece> &pieces, const Spot &from, const Spot &to, Copied &copied)
{
    const bool first = entry == from.entry, final = entry == to.entry;
    for (int p = first ? from.piece : 0; p < int(pieces.size()) && (!final || p <= to.piece); ++p) {
        const Piece &piece = pieces[p];
        const int last = piece.document->characterCount() - 1;
        const int begin = first && p == from.piece ? from.position : 0;
        const int end = final && p == to.piece ? std::min(to.position, last) : last;
        const QString words = partOf(*piece.document, begin, end);
        copied.words.append(words);
        const bool whole = begin == 0 && end == last;
        copied.html += piece.isCode ? QStringLiteral("<pre><code>%1</code></pre>").arg(words.toHtmlEscaped())
            : whole && !piece.source.isEmpty() ? piece.source
                                               : asHtml(words);
    }
}

QString ConversationView::selected(QString *html) const
{
    const auto [from, to] = std::minmax(m_anchor, m_head);
    if (from == to || from.entry < 0)
        return {};
    Copied copied;
    for (int e = from.entry; e <= std::min(to.entry, int(m_entries.size()) - 1); ++e) {
        if (m_shapes[e].known)
            copyEntry(e, m_shapes[e].pieces, from, to, copied);
        else
            copyEntry(e, piecesOf(m_entries.at(e)), from, to, copied);
    }
    if (html)
        *html = copied.html;
    return copied.words.join(u'\n');
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
    m_copying.reset();
    const auto [from, to] = std::minmax(m_anchor, m_head);
    if (from.entry >= 0 && std::min(to.entry, int(m_entries.size()) - 1) - from.entry >= copiedAtOnce) {
        m_copying = std::make_unique<Copying>(m_entries.sliced(from.entry, std::min(to.entry + 1, int(m_entries.size())) - from.entry), from, to);
        // Whatever else is copied meanwhile is newer.
        connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, [this] { m_copying.reset(); }, Qt::SingleShotConnection);
        return copyOn();
    }
    QString html;
    const QString text = selected(&html);
    if (!text.isEmpty())
        toClipboard(text, html);
}

void ConversationView::copyOn()
{
    if (!m_copying || m_copyPlanned)
        return;
    QElapsedTimer time;
    time.start();
    Copying &work = *m_copying;
    for (int i = 0; i < copiedInAStep && work.done < work.entries.size() && !time.hasExpired(copyStepMs); ++i, ++work.done)
        copyEntry(work.from.entry + work.done, piecesOf(work.entries.at(work.done)), work.from, work.to, work.copied);
    if (work.done == work.entries.size()) {
        const Copied copied = std::exchange(m_copying, nullptr)->copied;
        return toClipboard(copied.words.join(u'\n'), copied.html);
    }
    m_copyPlanned = true;
    QTimer::singleShot(0, this, [this] { // what the person does comes first
        m_copyPlanned = false;
        copyOn();
    });
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
