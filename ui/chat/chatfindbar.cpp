// SPDX-License-Identifier: MIT
#include "ui/chat/chatfindbar.h"

#include "ui/chat/conversationview.h"
#include "ui/parts/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace hsf::ui {

ChatFindBar::ChatFindBar(ConversationView &view, QWidget *parent) : QWidget(parent), m_view(view)
{
    setObjectName(QStringLiteral("chatFindBar"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 16, 4);
    m_words = new QLineEdit;
    m_words->setObjectName(QStringLiteral("chatFind"));
    m_words->setAccessibleName(tr("Find in this chat"));
    m_words->setPlaceholderText(tr("Find in this chat …"));
    m_words->setClearButtonEnabled(true);
    m_count = new QLabel;
    m_count->setObjectName(QStringLiteral("chatFindCount"));
    setDim(*m_count);
    row->addWidget(m_words, 1);
    row->addWidget(m_count);
    const auto button = [&](const char *icon, const QString &about, auto work) {
        auto *made = new QToolButton;
        made->setIcon(themedIcon(QLatin1StringView(icon)));
        made->setToolTip(about);
        made->setAccessibleName(about);
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, this, work);
        row->addWidget(made);
    };
    button("chevron-up", tr("Previous place (Shift+Enter)"), [this] { previous(); });
    button("chevron-down", tr("Next place (Enter)"), [this] { next(); });
    button("cross", tr("Close (Esc)"), [this] { close(); });
    connect(m_words, &QLineEdit::textChanged, this, &ChatFindBar::search);
    connect(&view, &ConversationView::foundMore, this, &ChatFindBar::count);
    hide();
}

void ChatFindBar::open(const QString &words)
{
    show();
    if (!words.isEmpty())
        m_words->setText(words);
    else
        search();
    m_words->setFocus();
    m_words->selectAll();
}

void ChatFindBar::close()
{
    hide();
    m_view.find({});
    m_view.setFocus();
}

void ChatFindBar::refresh()
{
    if (isVisible())
        search();
}

void ChatFindBar::search()
{
    m_view.find(m_words->text());
    count();
}

void ChatFindBar::count()
{
    const int place = m_view.foundPlace();
    const int entries = m_view.foundCount();
    m_count->setText(m_words->text().isEmpty()           ? QString()
                     : entries == 0 && m_view.isFinding() ? tr("looking …")
                     : entries == 0                       ? tr("not here")
                     : place > 0                          ? tr("%1 of %2").arg(place).arg(entries)
                                                          : tr("in %n message(s)", nullptr, entries));
}

void ChatFindBar::go(int step)
{
    m_view.findNext(step);
    count();
}

void ChatFindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return close();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return go(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    QWidget::keyPressEvent(event);
}

} // namespace hsf::ui
