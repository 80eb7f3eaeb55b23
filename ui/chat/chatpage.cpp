// SPDX-License-Identifier: MIT
#include "ui/chat/chatpage.h"

#include "models/sessionmodel.h"
#include "ui/changes/lastchangepane.h"
#include "ui/chat/approvalcard.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversationaccess.h"
#include "ui/chat/conversationview.h"
#include "ui/chat/firstrun.h"
#include "ui/library/librarypane.h"
#include "ui/parts/banner.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/stillwidget.h"
#include "ui/parts/theme.h"

#include <QDataStream>
#include <QDesktopServices>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace hsf::ui {

namespace {

// A row of text with room around it.
class RoomyDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 14);
    }
};

} // namespace

namespace {

// A title that does not fit ends in "…"; its tooltip has all of it.
class Title final : public QLabel
{
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
        setToolTip(shown == text() ? QString() : text());
        style()->drawItemText(&painter, rect(), Qt::AlignLeft | Qt::AlignVCenter, palette(), true, shown, foregroundRole());
    }
};

} // namespace

using models::SessionModel;
using service::ChatService;
using service::ReviewService;

ChatPage::ChatPage(service::Factory &factory, QWidget *parent)
    : QWidget(parent), m_factory(factory), m_sessions(new SessionModel(this)), m_workspace(factory.settings->settings().workspace)
{
    m_splitter = new QSplitter;
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeChats());
    m_splitter->addWidget(makeMiddle());
    m_splitter->addWidget(makeSide());
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({200, 560, 380});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    connectChats();
    connectTurn();
    connectReviews();
    updateState();
}

ChatPage::~ChatPage() { keepDraft(); }

QWidget *ChatPage::makeChats()
{
    auto *pane = new QWidget;
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(8, 12, 8, 8);
    auto *head = new QHBoxLayout;
    auto *title = new QLabel(tr("Chats"));
    setTextScale(*title, 1.1, true);
    auto *add = new QToolButton;
    add->setObjectName(QStringLiteral("newChatButton"));
    add->setIcon(themedIcon(QStringLiteral("plus")));
    add->setAccessibleName(tr("New chat"));
    add->setToolTip(tr("New chat (Ctrl+N)"));
    connect(add, &QToolButton::clicked, this, &ChatPage::newChat);
    head->addWidget(title, 1);
    head->addWidget(add);
    column->addLayout(head);
    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("sessionsList"));
    m_list->setAccessibleName(tr("Chats"));
    m_list->setModel(m_sessions);
    m_list->setItemDelegate(new RoomyDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setAutoFillBackground(false); // one ground with its pane, also while it is empty
    column->addWidget(m_list);
    pane->setMinimumWidth(140);
    return pane;
}

QWidget *ChatPage::makeMiddle()
{
    auto *pane = new StillWidget;
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 8, 0, 8);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 4, 16, 4);
    m_title = new Title;
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextScale(*m_title, 1.1, true);
    m_folder = new QPushButton;
    m_folder->setObjectName(QStringLiteral("workspaceButton"));
    m_folder->setIcon(themedIcon(QStringLiteral("folder")));
    connect(m_folder, &QPushButton::clicked, this, &ChatPage::chooseWorkspace);
    head->addWidget(m_title, 1);
    head->addWidget(m_folder);
    column->addLayout(head);
    m_banner = new Banner;
    column->addWidget(m_banner);

    m_conversation = new ConversationView;
    m_firstRun = new FirstRun(*m_factory.models);
    m_start = new EmptyState(QStringLiteral("chat"), tr("What do you want done?"),
                             tr("Choose the folder the agent may work in, then say what you need. It asks before it writes a file or runs a "
                                "command, and what it learns appears on the right."));
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_firstRun);
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_conversation);
    column->addWidget(m_stack, 1);
    connect(m_firstRun, &FirstRun::settingsRequested, this, &ChatPage::settingsRequested);
    connect(m_firstRun, &FirstRun::lookAroundRequested, this, &ChatPage::lookAroundRequested);
    connect(m_firstRun, &FirstRun::importRequested, this, &ChatPage::importRequested);
    connect(m_firstRun, &FirstRun::sourceRequested, this, [this](const QString &folder) {
        Settings settings = m_factory.settings->settings();
        if (!settings.sources.contains(folder))
            settings.sources << folder;
        m_factory.settings->change(settings);
    });
    connect(m_factory.exchange.get(), &service::ExchangeService::sourcesFound, m_firstRun, &FirstRun::offerSources);
    if (m_factory.models->displayName().isEmpty())
        m_factory.exchange->lookForSources();
    connect(m_firstRun, &FirstRun::endpointChosen, this, [this](const QString &baseUrl, const QString &model) {
        Settings settings = m_factory.settings->settings();
        settings.model.baseUrl = baseUrl;
        settings.model.model = model;
        m_factory.settings->change(settings);
    });

    m_newWords = new QPushButton(tr("New messages ↓"), m_conversation);
    m_newWords->setObjectName(QStringLiteral("newMessagesPill"));
    m_newWords->hide();
    connect(m_newWords, &QPushButton::clicked, m_conversation, &ConversationView::scrollToEnd);
    connect(m_conversation, &ConversationView::awayFromEnd, this, [this](bool away) {
        placeNewWords();
        m_newWords->setVisible(away);
    });
    connect(m_conversation->verticalScrollBar(), &QScrollBar::rangeChanged, this, &ChatPage::placeNewWords); // after a new size, too
    connect(m_conversation, &ConversationView::linkActivated, this, &ChatPage::openLink);

    auto *approvals = new QWidget;
    m_approvals = new QVBoxLayout(approvals);
    m_approvals->setContentsMargins(16, 0, 16, 0);
    column->addWidget(approvals);

    auto *write = new QHBoxLayout;
    write->setContentsMargins(16, 4, 16, 0);
    m_composer = new Composer;
    m_composer->setEnterSends(m_factory.settings->settings().appearance.enterSends);
    m_send = new QPushButton(themedIcon(QStringLiteral("send")), tr("&Send"));
    m_send->setObjectName(QStringLiteral("sendButton"));
    setWeight(*m_send, Weight::Primary);
    m_stop = new QPushButton(themedIcon(QStringLiteral("stop")), tr("S&top"));
    m_stop->setObjectName(QStringLiteral("stopButton"));
    setWeight(*m_stop, Weight::Danger);
    write->addWidget(m_composer, 1);
    for (QPushButton *button : {m_send, m_stop})
        button->setMinimumHeight(m_composer->minimumSizeHint().height());
    write->addWidget(m_send, 0, Qt::AlignBottom);
    write->addWidget(m_stop, 0, Qt::AlignBottom);
    column->addLayout(write);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(16, 0, 16, 0);
    m_hint = new QLabel;
    m_hint->setWordWrap(true);
    setDim(*m_hint);
    setTextScale(*m_hint, 0.92);
    m_review = new QLabel;
    m_review->setObjectName(QStringLiteral("reviewDistance"));
    setDim(*m_review);
    setTextScale(*m_review, 0.92);
    foot->addWidget(m_hint, 1);
    foot->addWidget(m_review);
    column->addLayout(foot);
    connect(m_composer, &Composer::sendRequested, this, &ChatPage::send);
    connect(m_composer, &Composer::stopRequested, this, &ChatPage::stop);
    connect(m_composer, &QPlainTextEdit::textChanged, this, &ChatPage::updateState);
    connect(m_send, &QPushButton::clicked, this, &ChatPage::send);
    connect(m_stop, &QPushButton::clicked, this, &ChatPage::stop);
    pane->setMinimumWidth(360);
    return pane;
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

void ChatPage::connectChats()
{
    ChatService &chats = *m_factory.chats;
    connect(&chats, &ChatService::sessionsChanged, this, &ChatPage::takeSessions);
    connect(&chats, &ChatService::chatCreated, this, &ChatPage::openChat);
    connect(&chats, &ChatService::chatOpened, this, &ChatPage::takeChat);
    connect(&chats, &ChatService::failed, this, [this](const QString &sentence) {
        m_banner->showError(sentence);
        announce(this, sentence);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (const auto id = SessionId::parse(index.data(SessionModel::IdRole).toString()); id && !isCurrent(*id))
            openChat(*id);
    });
    connect(m_factory.models.get(), &service::ModelService::changed, this, &ChatPage::updateState);
    connect(m_factory.settings.get(), &service::SettingsService::changed, this, [this](const Settings &settings) {
        m_composer->setEnterSends(settings.appearance.enterSends);
        if (!m_current)
            m_workspace = settings.workspace;
        updateState();
    });
}

void ChatPage::connectTurn()
{
    ChatService &chats = *m_factory.chats;
    connect(&chats, &ChatService::turnStarted, this, [this](const SessionId &id) {
        m_sessions->setRunning(id, true);
        if (isCurrent(id))
            announce(this, tr("Answer started"));
        updateState();
    });
    connect(&chats, &ChatService::messageAdded, this, [this](const SessionId &id, const journal::StoredMessage &message) {
        if (!isCurrent(id))
            return;
        m_hasMessages = true;
        m_conversation->addStored(message);
        updateState();
    });
    connect(&chats, &ChatService::textStreamed, this, [this](const SessionId &id, const QString &text) {
        if (isCurrent(id))
            m_conversation->appendAnswer(text);
    });
    connect(&chats, &ChatService::reasoningStreamed, this, [this](const SessionId &id, const QString &text) {
        if (isCurrent(id))
            m_conversation->appendThought(text);
    });
    connect(&chats, &ChatService::retryWaiting, this, [this](const SessionId &id, int, int waitMs, const QString &reason) {
        if (isCurrent(id))
            m_banner->showWarning(tr("%1 Trying again in %2 s.").arg(reason).arg((waitMs + 999) / 1000));
    });
    connect(&chats, &ChatService::toolStarted, this, [this](const SessionId &id, const chat::ToolCall &call) {
        if (isCurrent(id))
            m_conversation->startTool(call);
    });
    connect(&chats, &ChatService::toolOutput, this, [this](const SessionId &id, const QString &callId, const QString &output) {
        if (isCurrent(id))
            m_conversation->appendOutput(callId, output);
    });
    connect(&chats, &ChatService::toolFinished, this,
            [this](const SessionId &id, const chat::ToolCall &call, const tools::ToolResult &result, int milliseconds) {
        if (isCurrent(id))
            m_conversation->finishTool(call, result, milliseconds);
    });
    connect(&chats, &ChatService::approvalRequested, this, [this](const tools::ApprovalRequest &request) {
        if (isCurrent(request.session))
            showApproval(request);
    });
    connect(&chats, &ChatService::approvalClosed, this, [this](const SessionId &id, const QString &callId) {
        if (isCurrent(id))
            closeApprovals(callId);
    });
    connect(&chats, &ChatService::turnFinished, this, [this](const SessionId &id, const service::TurnOutcome &outcome) {
        m_sessions->setRunning(id, false);
        if (!isCurrent(id))
            return;
        m_conversation->endStream();
        if (outcome.end == agent::TurnResult::End::Answered)
            m_banner->dismiss();
        else if (outcome.end == agent::TurnResult::End::Stopped)
            m_conversation->addNotice(outcome.sentence.toHtmlEscaped());
        else
            m_banner->showError(outcome.sentence);
        announce(this, outcome.sentence.isEmpty() ? tr("Answer finished") : outcome.sentence);
        offerRecordedWords();
        updateState();
    });
    connect(&chats, &ChatService::reviewDistanceChanged, this, [this](const SessionId &id, int iterations, int turns) {
        if (!isCurrent(id))
            return;
        if (m_factory.settings->settings().learning.paused)
            m_review->setText(tr("learning is paused"));
        else if (iterations < 0 && turns < 0)
            m_review->setText(tr("reviews are off"));
        else if (iterations >= 0 && (turns < 0 || iterations <= turns * 3))
            m_review->setText(tr("review in %n tool iterations", nullptr, iterations));
        else
            m_review->setText(tr("memory review in %n messages", nullptr, turns));
        Q_EMIT statusChanged();
    });
}

void ChatPage::connectReviews()
{
    ReviewService &reviews = *m_factory.reviews;
    connect(&reviews, &ReviewService::reviewQueued, this, [this](const SessionId &id) {
        m_beingReviewed.insert(id);
        updateState();
    });
    connect(&reviews, &ReviewService::reviewStarted, this, [this](const SessionId &id) {
        if (isCurrent(id))
            m_review->setText(tr("reviewing …"));
    });
    connect(&reviews, &ReviewService::skillCreated, this, [this](const SessionId &id, const changes::ChangeSet &set) {
        noteReview(id, tr("created"), set);
    });
    connect(&reviews, &ReviewService::skillPatched, this, [this](const SessionId &id, const changes::ChangeSet &set) {
        noteReview(id, tr("patched"), set);
    });
    connect(&reviews, &ReviewService::changeHeld, this, [this](const SessionId &id, const changes::ChangeSet &set) {
        noteReview(id, tr("waits for your decision:"), set);
    });
    connect(&reviews, &ReviewService::memoryChanged, this, [this](const SessionId &id, const changes::ChangeSet &set) {
        if (set.skills().isEmpty())
            noteReview(id, tr("remembered something"), set);
    });
    connect(&reviews, &ReviewService::reviewFinished, this, [this](const review::ReviewRecord &record) {
        m_beingReviewed.remove(record.session);
        updateState();
        if (!isCurrent(record.session))
            return;
        m_review->clear();
        if (record.state == u"done" && record.changeSets.isEmpty())
            m_conversation->addNotice(tr("Review: nothing to save."));
        else if (record.state == u"failed")
            m_conversation->addNotice(tr("Review: could not finish. %1").arg(record.summary.toHtmlEscaped()));
    });
}

void ChatPage::noteReview(const SessionId &session, const QString &verb, const changes::ChangeSet &set)
{
    if (!isCurrent(session))
        return;
    const QString id = set.id.toString();
    const bool held = set.state == changes::State::Held;
    m_conversation->addNotice(tr("Review: %1 <b>%2</b> · <a href=\"hsf:change/%3\">Show</a>%4")
                                  .arg(verb, set.skills().join(QStringLiteral(", ")).toHtmlEscaped(), id,
                                       held ? QString() : tr(" · <a href=\"hsf:undo/%1\">Undo</a>").arg(id)));
}

void ChatPage::openLink(const QString &link)
{
    if (link.startsWith(u"hsf:")) {
        const auto id = ChangeSetId::parse(link.section(u'/', 1));
        if (id && link.startsWith(u"hsf:undo/"))
            m_factory.changes->undo(*id);
        else if (id)
            Q_EMIT changeRequested(*id);
        return;
    }
    const QUrl url(link);
    if (url.scheme() == u"https" || url.scheme() == u"http" || url.scheme() == u"mailto")
        QDesktopServices::openUrl(url);
    else
        m_banner->showWarning(tr("This link was not opened: %1").arg(link));
}

void ChatPage::takeSessions(const QList<journal::Session> &sessions)
{
    m_sessions->setValues(sessions);
    if (m_current) {
        const QModelIndex index = m_sessions->indexOfKey(m_current->toString());
        if (const auto *session = m_sessions->valueAt(index); session && !session->title.isEmpty())
            m_title->setText(session->title);
        m_list->setCurrentIndex(index);
    } else if (std::exchange(m_openNewest, false) && !sessions.isEmpty()) {
        openChat(sessions.first().id);
    }
}

void ChatPage::openChat(const SessionId &id)
{
    keepDraft();
    m_factory.chats->openChat(id);
}

void ChatPage::openMessage(const SessionId &id, qint64 number)
{
    m_messageToShow = number;
    if (isCurrent(id))
        m_conversation->showMessage(*std::exchange(m_messageToShow, std::nullopt));
    else
        openChat(id);
}

void ChatPage::takeChat(const service::ChatView &chat)
{
    m_current = chat.session.id;
    m_workspace = chat.session.workspace;
    m_hasMessages = !chat.messages.isEmpty() || chat.running;
    m_title->setText(chat.session.title.isEmpty() ? tr("New chat") : chat.session.title);
    m_conversation->setMessages(chat.messages);
    if (!chat.streaming.isEmpty())
        m_conversation->appendAnswer(chat.streaming);
    closeApprovals();
    for (const tools::ApprovalRequest &request : chat.approvals)
        showApproval(request);
    m_list->setCurrentIndex(m_sessions->indexOfKey(m_current->toString()));
    if (m_composer->toPlainText().isEmpty())
        m_composer->setPlainText(chat.session.draft);
    m_composer->moveCursor(QTextCursor::End);
    if (m_messageToShow)
        m_conversation->showMessage(*std::exchange(m_messageToShow, std::nullopt));
    offerRecordedWords();
    updateState();
    if (!m_sendWhenOpen.isEmpty()) {
        m_composer->setPlainText(std::exchange(m_sendWhenOpen, {}));
        send();
    }
}

// A replay answers only what was asked when it was recorded: those words stand in the composer, ready to be sent.
void ChatPage::offerRecordedWords()
{
    const auto replay = m_factory.models->replay();
    if (replay && m_composer->toPlainText().isEmpty())
        m_composer->setPlainText(replay->nextUserText());
}

// What was recorded after a review builds on what it learned: here, and only here, the person waits for it.
bool ChatPage::waitsForReview() const
{
    return m_factory.models->replay() && m_current && m_beingReviewed.contains(*m_current);
}

void ChatPage::keepDraft()
{
    if (!m_current)
        return;
    m_factory.chats->saveDraft(*m_current, m_composer->toPlainText());
    m_composer->clear();
}

void ChatPage::newChat()
{
    keepDraft();
    m_factory.chats->createChat(m_workspace);
    focusComposer();
}

void ChatPage::focusComposer() { m_composer->setFocus(); }

void ChatPage::send()
{
    const QString text = m_composer->toPlainText();
    if (text.trimmed().isEmpty() || !m_factory.models->isReady() || waitsForReview())
        return;
    if (m_workspace.isEmpty()) {
        chooseWorkspace();
        if (m_workspace.isEmpty())
            return;
    }
    m_composer->clear();
    if (!m_current) {
        m_sendWhenOpen = text;
        return m_factory.chats->createChat(m_workspace);
    }
    m_factory.chats->saveDraft(*m_current, {});
    m_factory.chats->send(*m_current, text);
    m_conversation->scrollToEnd();
    focusComposer();
}

void ChatPage::stop()
{
    if (m_current)
        m_factory.chats->stop(*m_current);
}

void ChatPage::chooseWorkspace()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("The folder the agent may work in"),
                                                             m_workspace.isEmpty() ? QDir::homePath() : m_workspace);
    if (folder.isEmpty())
        return;
    m_workspace = folder;
    if (m_current)
        m_factory.chats->setWorkspace(*m_current, folder);
    Settings settings = m_factory.settings->settings();
    settings.workspace = folder; // the next chat starts there
    m_factory.settings->change(settings);
    updateState();
}

void ChatPage::reviewNow()
{
    if (m_current)
        m_factory.reviews->reviewNow(*m_current);
}

void ChatPage::trashChat()
{
    if (!m_current)
        return;
    const SessionId id = *m_current;
    m_factory.chats->trash(id);
    m_current.reset();
    m_hasMessages = false;
    m_openNewest = true;
    m_conversation->setMessages({});
    m_banner->showNews(tr("The chat is in the trash."));
    connect(m_banner->offer(tr("Undo")), &QAction::triggered, this, [this, id] {
        m_factory.chats->restore(id);
        openChat(id);
        m_banner->dismiss();
    });
    updateState();
}

void ChatPage::renameChat()
{
    if (!m_current)
        return;
    bool ok = false;
    const QString title = QInputDialog::getText(this, tr("Rename chat"), tr("Title"), QLineEdit::Normal, m_title->text(), &ok);
    if (ok && !title.trimmed().isEmpty())
        m_factory.chats->rename(*m_current, title.trimmed());
}

void ChatPage::showApproval(const tools::ApprovalRequest &request)
{
    auto *card = new ApprovalCard(request);
    connect(card, &ApprovalCard::answered, this, [this, request](tools::Approval answer) {
        m_factory.chats->answerApproval(request.session, request.callId, answer);
        focusComposer();
    });
    m_approvals->addWidget(card);
    announce(this, tr("Approval needed: %1").arg(request.title));
}

void ChatPage::closeApprovals(const QString &callId)
{
    for (int i = m_approvals->count() - 1; i >= 0; --i) {
        auto *card = qobject_cast<ApprovalCard *>(m_approvals->itemAt(i)->widget());
        if (!card || (!callId.isEmpty() && card->request().callId != callId))
            continue;
        m_approvals->removeWidget(card);
        card->hide();
        card->deleteLater();
    }
}

void ChatPage::updateState()
{
    const bool ready = m_factory.models->isReady();
    const bool running = m_current && m_factory.chats->isRunning(*m_current);
    m_stack->setCurrentWidget(m_hasMessages || running ? static_cast<QWidget *>(m_conversation) : ready ? m_start : m_firstRun);
    m_send->setEnabled(ready && !waitsForReview() && !m_composer->toPlainText().trimmed().isEmpty());
    m_stop->setVisible(running);
    m_send->setText(running ? tr("&Queue") : tr("&Send"));
    m_folder->setText(m_workspace.isEmpty() ? tr("Choose a folder …") : QFileInfo(m_workspace).fileName());
    m_folder->setToolTip(m_workspace.isEmpty() ? tr("The agent works in one folder, which you choose.") : m_workspace);
    m_folder->setAccessibleName(m_workspace.isEmpty() ? tr("Choose a workspace folder") : tr("Workspace folder %1").arg(m_workspace));
    m_folder->setEnabled(!m_hasMessages || m_workspace.isEmpty());
    m_hint->setText(!ready                  ? tr("No model yet: what you write is kept as a draft.")
                    : waitsForReview()      ? tr("The recorded words go on as soon as the review is done.")
                    : m_workspace.isEmpty() ? tr("Choose a folder before you send.")
                                            : QString());
    Q_EMIT statusChanged();
}

QByteArray ChatPage::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << m_splitter->saveState() << m_side->saveState();
    return state;
}

void ChatPage::restoreState(const QByteArray &state)
{
    QByteArray splitter, side;
    QDataStream in(state);
    in >> splitter >> side;
    if (!splitter.isEmpty())
        m_splitter->restoreState(splitter);
    if (!side.isEmpty())
        m_side->restoreState(side);
}

} // namespace hsf::ui
