// SPDX-License-Identifier: MIT
#include "ui/library/findbar.h"

#include "base/pending.h"
#include "ui/library/sourceedit.h"
#include "ui/parts/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace hsf::ui {

static constexpr int mostMarked = 2000; ///< more would only slow the painting down

FindBar::FindBar(SourceEdit &source, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
{
    setObjectName(QStringLiteral("findBar"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(makeFindRow());
    layout->addWidget(m_replaceRow = makeReplaceRow());
    m_typed.setSingleShot(true);
    m_typed.setInterval(80);
    connect(&m_typed, &QTimer::timeout, this, &FindBar::search);
    connect(m_words, &QLineEdit::textChanged, this, [this] {
        m_moveThen = true;
        m_typed.start();
    });
    connect(&m_source, &QPlainTextEdit::textChanged, this, [this] {
        if (isVisible())
            m_typed.start();
    });
    hide();
}

QToolButton *FindBar::makeOption(const QString &text, const QString &about, const char *name)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1StringView(name));
    button->setText(text);
    button->setToolTip(about);
    button->setAccessibleName(about);
    button->setCheckable(true);
    connect(button, &QToolButton::toggled, this, [this] {
        m_moveThen = true;
        search();
    });
    return button;
}

QWidget *FindBar::makeFindRow()
{
    auto *row = new QWidget(this);
    m_words = new QLineEdit(row);
    m_words->setObjectName(QStringLiteral("findField"));
    m_words->setAccessibleName(tr("Find"));
    m_words->setPlaceholderText(tr("Find in this file"));
    m_words->setClearButtonEnabled(true);
    m_count = new QLabel(row);
    m_count->setObjectName(QStringLiteral("findCount"));
    m_count->setTextFormat(Qt::PlainText);
    m_case = makeOption(tr("Aa"), tr("Upper and lower case matter"), "findCase");
    m_whole = makeOption(tr("W"), tr("Whole words only"), "findWhole");
    m_regex = makeOption(tr(".*"), tr("A regular expression"), "findRegex");
    const auto button = [&](const char *icon, const QString &text, const char *name, void (FindBar::*act)()) {
        auto *made = new QToolButton(row);
        made->setObjectName(QLatin1StringView(name));
        made->setIcon(themedIcon(QLatin1StringView(icon)));
        made->setToolTip(text);
        made->setAccessibleName(text);
        connect(made, &QToolButton::clicked, this, act);
        return made;
    };
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_words, 1);
    for (QToolButton *option : {m_case, m_whole, m_regex})
        layout->addWidget(option);
    layout->addWidget(m_count);
    layout->addWidget(button("chevron-up", tr("Previous (Shift+F3)"), "findPrevious", &FindBar::findPrevious));
    layout->addWidget(button("chevron-down", tr("Next (F3)"), "findNext", &FindBar::findNext));
    layout->addWidget(button("cross", tr("Close (Esc)"), "findClose", &FindBar::close));
    return row;
}

QWidget *FindBar::makeReplaceRow()
{
    auto *row = new QWidget(this);
    m_by = new QLineEdit(row);
    m_by->setObjectName(QStringLiteral("replaceField"));
    m_by->setAccessibleName(tr("Replace by"));
    m_by->setPlaceholderText(tr("Replace by; with a regular expression \\1 is its first group"));
    m_one = new QPushButton(tr("Replace"), row);
    m_one->setObjectName(QStringLiteral("replaceOne"));
    m_all = new QPushButton(tr("Replace all"), row);
    m_all->setObjectName(QStringLiteral("replaceAll"));
    connect(m_one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(m_all, &QPushButton::clicked, this, &FindBar::replaceAll);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_by, 1);
    layout->addWidget(m_one);
    layout->addWidget(m_all);
    return row;
}

void FindBar::openFind()
{
    open(false);
}

void FindBar::openReplace()
{
    open(true);
}

void FindBar::open(bool replace)
{
    m_replaceRow->setVisible(replace && !m_source.isReadOnly());
    setVisible(true);
    const QString selected = m_source.textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_words->setText(selected);
    m_words->setFocus();
    m_words->selectAll();
    search();
}

void FindBar::close()
{
    hide();
    ++m_search;
    m_hits.clear();
    m_current = -1;
    m_source.setExtraSelections({});
    m_source.setFocus();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        return close();
    if (enter && m_by->hasFocus())
        return replaceOne();
    if (enter)
        return go(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    QWidget::keyPressEvent(event);
}

TextQuery FindBar::query() const
{
    return {m_words->text(), m_regex->isChecked(), m_case->isChecked(), m_whole->isChecked()};
}

void FindBar::search()
{
    m_typed.stop();
    if (!isVisible())
        return;
    const int number = ++m_search;
    const bool move = std::exchange(m_moveThen, false);
    inBackground(hitsOf, m_source.rawText(), query())
        .then(this, [this, number, move](const Result<QList<Hit>> &hits) {
            if (number == m_search)
                take(hits, move);
        });
}

void FindBar::take(const Result<QList<Hit>> &hits, bool move)
{
    m_hits = hits.value_or(QList<Hit>());
    m_current = -1;
    if (!hits)
        say(hits.error().message, true);
    else if (m_words->text().isEmpty())
        say({});
    else if (m_hits.isEmpty())
        say(tr("nothing found"), true);
    else
        say(tr("%n found", nullptr, int(m_hits.size())));
    m_one->setEnabled(!m_hits.isEmpty());
    m_all->setEnabled(!m_hits.isEmpty());
    const int from = m_source.textCursor().selectionStart();
    const auto near = std::ranges::find_if(m_hits, [&](const Hit &hit) { return hit.start >= from; });
    if (move && !m_hits.isEmpty())
        return show(near == m_hits.end() ? 0 : int(near - m_hits.begin()));
    // Typed in the text, or opened: where one is, when the selection is a hit.
    if (near != m_hits.end() && near->start == from && m_source.textCursor().selectionEnd() == from + near->length)
        m_current = int(near - m_hits.begin());
    mark();
}

void FindBar::go(int step)
{
    if (m_hits.isEmpty())
        return search();
    const int count = int(m_hits.size());
    if (m_current >= 0)
        return show((m_current + step + count) % count);
    const int at = m_source.textCursor().position();
    const auto next = std::ranges::find_if(m_hits, [&](const Hit &hit) { return hit.start >= at; });
    const int index = int(next - m_hits.begin());
    show(step > 0 ? index % count : (index - 1 + count) % count);
}

void FindBar::show(int hit)
{
    m_current = hit;
    QTextCursor cursor = m_source.textCursor();
    cursor.setPosition(m_hits.at(hit).start);
    cursor.setPosition(m_hits.at(hit).start + m_hits.at(hit).length, QTextCursor::KeepAnchor);
    m_source.setTextCursor(cursor);
    m_source.ensureCursorVisible();
    say(tr("%1 of %2").arg(hit + 1).arg(m_hits.size()));
    mark();
}

void FindBar::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    const qsizetype first = std::clamp<qsizetype>(m_current - mostMarked / 2, 0, m_hits.size());
    for (qsizetype i = first; i < std::min(m_hits.size(), first + mostMarked); ++i) {
        QTextEdit::ExtraSelection one;
        one.cursor = QTextCursor(m_source.document());
        one.cursor.setPosition(m_hits.at(i).start);
        one.cursor.setPosition(m_hits.at(i).start + m_hits.at(i).length, QTextCursor::KeepAnchor);
        one.format.setBackground(i == m_current ? colours().warningSoft : colours().accentSoft);
        if (i == m_current)
            one.format.setFontUnderline(true);
        marks << one;
    }
    m_source.setExtraSelections(marks);
}

void FindBar::replaceOne()
{
    if (m_source.isReadOnly() || m_hits.isEmpty())
        return;
    if (m_current < 0)
        return go(1);
    const Hit hit = m_hits.at(m_current);
    const auto by = replacementAt(m_source.rawText(), query(), hit, m_by->text());
    if (!by)
        return say(by.error().message, true);
    QTextCursor cursor(m_source.document());
    cursor.setPosition(hit.start);
    cursor.setPosition(hit.start + hit.length, QTextCursor::KeepAnchor);
    cursor.insertText(*by);
    m_source.setTextCursor(cursor);
    m_moveThen = true;
    search();
}

void FindBar::replaceAll()
{
    if (m_source.isReadOnly())
        return;
    const QString before = m_source.rawText();
    inBackground(replacedAll, before, query(), m_by->text())
        .then(this, [this, before](const Result<Replaced> &done) {
            if (!done)
                return say(done.error().message, true);
            if (m_source.rawText() != before)
                return say(tr("You typed meanwhile; nothing was replaced."), true);
            m_source.changeTo(done->text);
            ++m_search;
            m_hits.clear();
            m_current = -1;
            mark();
            say(tr("%n replaced; Ctrl+Z brings all back", nullptr, done->count));
            m_typed.stop();
        });
}

void FindBar::say(const QString &words, bool wrong)
{
    m_count->setText(words);
    setInk(*m_count, wrong ? Ink::Error : Ink::Dim);
}

} // namespace hsf::ui
