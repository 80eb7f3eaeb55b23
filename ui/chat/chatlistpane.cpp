// SPDX-License-Identifier: MIT
#include "ui/chat/chatlistpane.h"

#include "models/sessionmodel.h"
#include "ui/chat/chatrows.h"
#include "ui/chat/trashdialog.h"
#include "ui/parts/theme.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

namespace hsf::ui {

using models::SessionModel;
using service::ChatService;

namespace {

QListView *makeList(const char *name, const QString &spoken)
{
    auto *list = new QListView;
    list->setObjectName(QLatin1StringView(name));
    list->setAccessibleName(spoken);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setFrameShape(QFrame::NoFrame);
    list->setMouseTracking(true);
    list->viewport()->setAutoFillBackground(false); // one ground with its pane, also while it is empty
    return list;
}

} // namespace

ChatListPane::ChatListPane(ChatService &chats, QWidget *parent)
    : QWidget(parent), m_chats(chats), m_sessions(new SessionModel(this)), m_hits(new HitModel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 12, 8, 8);
    column->addWidget(makeHead());
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("chatSearch"));
    m_search->setAccessibleName(tr("Search all chats"));
    m_search->setPlaceholderText(tr("Search all chats …"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    column->addWidget(m_search);

    m_list = makeList("sessionsList", tr("Chats"));
    m_list->setModel(m_sessions);
    m_list->setItemDelegate(new ChatRowDelegate(m_list));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_list);
    m_stack->addWidget(makeFound());
    column->addWidget(m_stack, 1);

    auto *trash = new QPushButton(themedIcon(QStringLiteral("trash")), tr("Trash …"));
    trash->setObjectName(QStringLiteral("trashButton"));
    trash->setFlat(true);
    connect(trash, &QPushButton::clicked, this, [this] { TrashDialog::open(m_chats, this); });
    column->addWidget(trash, 0, Qt::AlignLeft);
    setMinimumWidth(150);

    connect(m_search, &QLineEdit::textChanged, this, &ChatListPane::typed);
    connect(&chats, &ChatService::searched, this, &ChatListPane::take);
    connect(m_list, &QListView::customContextMenuRequested, this, &ChatListPane::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (const auto id = SessionId::parse(index.data(SessionModel::IdRole).toString()); id && m_current != *id)
            Q_EMIT chatRequested(*id);
    });
}

QWidget *ChatListPane::makeHead()
{
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    auto *title = new QLabel(tr("Chats"));
    setTextScale(*title, 1.1, true);
    auto *add = new QToolButton;
    add->setObjectName(QStringLiteral("newChatButton"));
    add->setIcon(themedIcon(QStringLiteral("plus")));
    add->setAccessibleName(tr("New chat"));
    add->setToolTip(tr("New chat (Ctrl+N)"));
    connect(add, &QToolButton::clicked, this, &ChatListPane::newChatRequested);
    row->addWidget(title, 1);
    row->addWidget(add);
    return head;
}

QWidget *ChatListPane::makeFound()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    m_foundCount = new QLabel;
    m_foundCount->setObjectName(QStringLiteral("foundCount"));
    m_foundCount->setWordWrap(true);
    setDim(*m_foundCount);
    m_best = new QToolButton;
    m_best->setObjectName(QStringLiteral("bestFirst"));
    m_best->setText(tr("Best first"));
    m_best->setToolTip(tr("The best of the newest matches first, instead of the newest"));
    m_best->setCheckable(true);
    row->addWidget(m_foundCount, 1);
    row->addWidget(m_best);
    column->addLayout(row);
    m_found = makeList("chatSearchResults", tr("Messages found"));
    m_found->setModel(m_hits);
    m_found->setItemDelegate(new HitDelegate(*m_hits, m_found));
    column->addWidget(m_found, 1);
    connect(m_best, &QToolButton::toggled, this, &ChatListPane::showHits);
    connect(m_found, &QListView::clicked, this, &ChatListPane::openHit);
    connect(m_found, &QListView::activated, this, &ChatListPane::openHit);
    return page;
}

void ChatListPane::typed(const QString &words)
{
    if (words.trimmed().isEmpty()) {
        m_chats.endSearch();
        m_stack->setCurrentIndex(0);
        return;
    }
    m_chats.search(words);
}

void ChatListPane::take(const QString &words, const QList<journal::SearchHit> &hits, bool ranked)
{
    if (words != m_search->text())
        return;
    (ranked ? m_ranked : m_newest) = hits;
    if (!ranked)
        m_ranked = hits; // until they are ranked
    m_stack->setCurrentIndex(1);
    if (ranked == m_best->isChecked() || !ranked)
        showHits();
}

void ChatListPane::showHits()
{
    const QList<journal::SearchHit> &hits = m_best->isChecked() ? m_ranked : m_newest;
    m_hits->setHits(hits);
    m_best->setVisible(hits.size() > 1);
    m_foundCount->setText(hits.isEmpty()         ? tr("Nothing was said with these words. Parts of words are found, too.")
                          : hits.size() < 20     ? tr("%n message(s)", nullptr, int(hits.size()))
                          : m_best->isChecked()  ? tr("The 20 best")
                                                 : tr("The newest 20"));
}

void ChatListPane::openHit(const QModelIndex &index)
{
    if (const journal::SearchHit *hit = m_hits->hitAt(index))
        Q_EMIT messageRequested(hit->session, hit->number, m_search->text());
}

bool ChatListPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if (key == Qt::Key_Down && m_stack->currentIndex() == 1 && m_hits->rowCount() > 0) {
        m_found->setFocus();
        m_found->setCurrentIndex(m_hits->index(0, 0));
        return true;
    }
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_hits->rowCount() > 0 && m_stack->currentIndex() == 1) {
        openHit(m_hits->index(0, 0));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ChatListPane::setCurrent(const std::optional<SessionId> &id)
{
    m_current = id;
    m_list->setCurrentIndex(id ? m_sessions->indexOfKey(id->toString()) : QModelIndex());
}

void ChatListPane::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

void ChatListPane::chooseFolder(const SessionId &id)
{
    const QStringList folders = m_sessions->folders();
    const auto *session = m_sessions->valueAt(m_sessions->indexOfKey(id.toString()));
    const QString now = session ? session->folder : QString();
    QStringList names = folders;
    if (!names.contains(now))
        names.prepend(now);
    bool ok = false;
    const QString name = QInputDialog::getItem(this, tr("Move to a folder"), tr("Folder (a new name makes one; none takes the chat out)"), names,
                                               int(names.indexOf(now)), true, &ok);
    if (ok)
        m_chats.setFolder(id, name);
}

void ChatListPane::showMenu(const QPoint &at)
{
    const auto *session = m_sessions->valueAt(m_list->indexAt(at));
    if (!session)
        return;
    const SessionId id = session->id;
    QMenu menu;
    menu.addAction(themedIcon(QStringLiteral("edit")), tr("&Rename …"), this, [this, id] { Q_EMIT renameRequested(id); });
    const bool pinned = session->pinned;
    menu.addAction(themedIcon(QStringLiteral("pin")), pinned ? tr("Un&pin") : tr("&Pin"), this, [this, id, pinned] { m_chats.setPinned(id, !pinned); });
    QMenu *folder = menu.addMenu(themedIcon(QStringLiteral("folder")), tr("Move to &folder"));
    for (const QString &name : m_sessions->folders())
        folder->addAction(name, this, [this, id, name] { m_chats.setFolder(id, name); });
    folder->addSeparator();
    folder->addAction(tr("&Another …"), this, [this, id] { chooseFolder(id); });
    if (!session->folder.isEmpty())
        folder->addAction(tr("&Out of its folder"), this, [this, id] { m_chats.setFolder(id, {}); });
    QMenu *exporting = menu.addMenu(themedIcon(QStringLiteral("save")), tr("&Export"));
    for (const char *format : {"Markdown", "HTML", "JSON"})
        exporting->addAction(QLatin1StringView(format), this, [this, id, format] { Q_EMIT exportRequested(id, QLatin1StringView(format)); });
    menu.addSeparator();
    menu.addAction(themedIcon(QStringLiteral("trash")), tr("Move to the &trash"), this, [this, id] { Q_EMIT trashRequested(id); });
    menu.exec(m_list->viewport()->mapToGlobal(at));
}

} // namespace hsf::ui
