// SPDX-License-Identifier: MIT
//
// The chat page's widgets, and where they stand.
#include "ui/chat/attachmentbar.h"
#include "ui/chat/chatfindbar.h"
#include "ui/chat/chatlistpane.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/composer.h"
#include "ui/chat/contextbutton.h"
#include "ui/chat/conversationview.h"
#include "ui/chat/firstrun.h"
#include "ui/chat/queuebar.h"
#include "ui/chat/retrybar.h"
#include "ui/changes/lastchangepane.h"
#include "ui/library/librarypane.h"
#include "ui/parts/banner.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/stillwidget.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace hsf::ui {

QWidget *ChatPage::makeMiddle()
{
    auto *pane = new StillWidget;
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 8, 0, 8);
    column->addWidget(makeHead());
    m_banner = new Banner;
    column->addWidget(m_banner);
    column->addWidget(makeConversation(), 1);
    m_find = new ChatFindBar(*m_conversation);
    column->insertWidget(2, m_find);
    auto *find = new QAction(tr("Find in this chat"), pane);
    find->setObjectName(QStringLiteral("findInChatAction"));
    find->setShortcuts(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut); // the difference beside it has one of its own
    connect(find, &QAction::triggered, this, &ChatPage::findInChat);
    pane->addAction(find);
    auto *approvals = new QWidget;
    m_approvals = new QVBoxLayout(approvals);
    m_approvals->setContentsMargins(16, 0, 16, 0);
    column->addWidget(approvals);
    auto *waiting = new QHBoxLayout;
    waiting->setContentsMargins(16, 0, 16, 0);
    m_retry = new RetryBar;
    waiting->addWidget(m_retry);
    column->addLayout(waiting);
    connect(m_retry, &RetryBar::stopRequested, this, &ChatPage::stop);
    connect(m_retry, &RetryBar::retryRequested, this, [this] {
        if (m_current)
            m_factory.chats->retryNow(*m_current);
    });
    m_queue = new QueueBar;
    column->addWidget(m_queue);
    m_attachments = new AttachmentBar;
    column->addWidget(m_attachments);
    column->addLayout(makeWriting());
    column->addLayout(makeFoot());
    pane->setMinimumWidth(360);
    return pane;
}

QWidget *ChatPage::makeHead()
{
    auto *bar = new QWidget;
    auto *head = new QHBoxLayout(bar);
    head->setContentsMargins(16, 4, 16, 4);
    m_title = new ElidedLabel;
    setTextScale(*m_title, 1.1, true);
    m_folder = new QPushButton;
    m_folder->setObjectName(QStringLiteral("workspaceButton"));
    m_folder->setIcon(themedIcon(QStringLiteral("folder")));
    connect(m_folder, &QPushButton::clicked, this, &ChatPage::chooseWorkspace);
    head->addWidget(m_title, 1);
    head->addWidget(m_folder);
    return bar;
}

QWidget *ChatPage::makeConversation()
{
    m_conversation = new ConversationView;
    m_firstRun = new FirstRun(*m_factory.models);
    m_start = new EmptyState(QStringLiteral("chat"), tr("What do you want done?"),
                             tr("Choose the folder the agent may work in, then say what you need. It asks before it writes a file or runs a "
                                "command, and what it learns appears on the right."));
    auto *place = new QWidget;
    auto *column = new QVBoxLayout(place);
    column->setContentsMargins(0, 0, 0, 0);
    m_stack = new QStackedWidget;
    column->addWidget(m_stack);
    m_stack->addWidget(m_firstRun);
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_conversation);
    m_newWords = new QPushButton(tr("New messages ↓"), place); // beside the list of messages: none of them
    m_newWords->setObjectName(QStringLiteral("newMessagesPill"));
    m_newWords->setAccessibleName(tr("Go to the new messages"));
    m_newWords->hide();
    connect(m_newWords, &QPushButton::clicked, m_conversation, &ConversationView::scrollToEnd);
    connect(m_conversation, &ConversationView::awayFromEnd, this, [this](bool away) {
        placeNewWords();
        m_newWords->setVisible(away);
    });
    connect(m_conversation->verticalScrollBar(), &QScrollBar::rangeChanged, this, &ChatPage::placeNewWords); // after a new size, too
    connect(m_conversation, &ConversationView::linkActivated, this, &ChatPage::openLink);
    return place;
}

QLayout *ChatPage::makeWriting()
{
    auto *write = new QHBoxLayout;
    write->setContentsMargins(16, 4, 16, 0);
    m_attach = new QToolButton;
    m_attach->setObjectName(QStringLiteral("attachButton"));
    m_attach->setIcon(themedIcon(QStringLiteral("plus")));
    m_attach->setAccessibleName(tr("Attach files"));
    m_attach->setToolTip(tr("Attach text files and pictures; they may be dropped or pasted, too"));
    m_composer = new Composer;
    m_composer->setEnterSends(m_factory.settings->settings().appearance.enterSends);
    m_send = new QPushButton(themedIcon(QStringLiteral("send")), tr("&Send"));
    m_send->setObjectName(QStringLiteral("sendButton"));
    setWeight(*m_send, Weight::Primary);
    m_stop = new QPushButton(themedIcon(QStringLiteral("stop")), tr("S&top"));
    m_stop->setObjectName(QStringLiteral("stopButton"));
    setWeight(*m_stop, Weight::Danger);
    write->addWidget(m_attach, 0, Qt::AlignBottom);
    write->addWidget(m_composer, 1);
    for (QPushButton *button : {m_send, m_stop})
        button->setMinimumHeight(m_composer->minimumSizeHint().height());
    m_attach->setMinimumSize(m_composer->minimumSizeHint().height(), m_composer->minimumSizeHint().height());
    write->addWidget(m_send, 0, Qt::AlignBottom);
    write->addWidget(m_stop, 0, Qt::AlignBottom);
    return write;
}

QLayout *ChatPage::makeFoot()
{
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(16, 0, 16, 0);
    m_hint = new QLabel;
    m_hint->setWordWrap(true);
    setDim(*m_hint);
    setTextScale(*m_hint, 0.92);
    foot->addWidget(m_hint, 1);
    m_review = new QToolButton(this); // the window puts these two into its status bar
    m_review->setObjectName(QStringLiteral("reviewDistance"));
    m_review->hide();
    m_context = new ContextButton(this);
    return foot;
}

void ChatPage::placeNewWords()
{
    m_newWords->adjustSize();
    m_newWords->move((m_conversation->width() - m_newWords->width()) / 2, m_conversation->height() - m_newWords->height() - 12);
}

QWidget *ChatPage::makeSide()
{
    m_side = new QSplitter(Qt::Vertical);
    m_side->setChildrenCollapsible(false);
    m_library = new LibraryPane(*m_factory.library);
    m_change = new LastChangePane(*m_factory.changes);
    m_side->addWidget(m_library);
    m_side->addWidget(m_change);
    m_side->setSizes({320, 400}); // the difference needs the room more than the list
    m_library->layout()->setContentsMargins(0, 12, 12, 8);
    m_change->setContentsMargins(0, 4, 12, 8);
    m_side->setMinimumWidth(260);
    connect(m_library, &LibraryPane::skillActivated, this, &ChatPage::skillRequested);
    connect(m_change, &LastChangePane::messageRequested, this, &ChatPage::openMessage);
    return m_side;
}

} // namespace hsf::ui
