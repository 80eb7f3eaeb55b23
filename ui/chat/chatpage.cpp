// SPDX-License-Identifier: MIT
//
// Which chat is shown, how it is filed, and where its links lead.
#include "models/sessionmodel.h"
#include "ui/changes/lastchangepane.h"
#include "ui/chat/attachmentbar.h"
#include "ui/chat/chatfindbar.h"
#include "ui/chat/chatlistpane.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/composer.h"
#include "ui/chat/contextbutton.h"
#include "ui/chat/conversationaccess.h"
#include "ui/chat/conversationview.h"
#include "ui/chat/exporthtml.h"
#include "ui/chat/firstrun.h"
#include "ui/chat/retrybar.h"
#include "ui/chat/queuebar.h"
#include "ui/parts/banner.h"

#include <QClipboard>
#include <QDataStream>
#include <QDesktopServices>
#include <QFileDialog>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hsf::ui {

using service::ChatService;

ChatPage::ChatPage(service::Factory &factory, QWidget *parent)
    : QWidget(parent), m_factory(factory), m_workspace(factory.settings->settings().workspace)
{
    m_splitter = new QSplitter;
    m_splitter->setChildrenCollapsible(false);
    m_list = new ChatListPane(*factory.chats);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(makeMiddle());
    m_splitter->addWidget(makeSide());
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({210, 550, 380});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    connectFirstRun();
    connectList();
    connectWriting();
    connectChats();
    connectTurn();
    connectReviews();
    updateState();
}

// Stored and no more: to empty the composer would be news, and the window that hears it is half gone.
ChatPage::~ChatPage() { storeDraft(); }

void ChatPage::connectFirstRun()
{
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
        settings.model = service::modelOf({.baseUrl = baseUrl}, {.id = model});
        m_factory.settings->change(settings);
    });
}

void ChatPage::connectList()
{
    connect(m_list, &ChatListPane::newChatRequested, this, &ChatPage::newChat);
    connect(m_list, &ChatListPane::chatRequested, this, &ChatPage::openChat);
    connect(m_list, &ChatListPane::messageRequested, this, [this](const SessionId &id, qint64 number, const QString &words) {
        m_wordsToShow = words;
        openMessage(id, number);
    });
    connect(m_list, &ChatListPane::renameRequested, this, [this](const SessionId &id) {
        const auto *session = m_list->sessions().valueAt(m_list->sessions().indexOfKey(id.toString()));
        rename(id, session ? session->title : QString());
    });
    connect(m_list, &ChatListPane::trashRequested, this, &ChatPage::trash);
    connect(m_list, &ChatListPane::exportRequested, this, &ChatPage::exportSession);
}

void ChatPage::connectChats()
{
    ChatService &chats = *m_factory.chats;
    connect(&chats, &ChatService::sessionsChanged, this, &ChatPage::takeSessions);
    connect(&chats, &ChatService::chatCreated, this, &ChatPage::openChat);
    connect(&chats, &ChatService::chatOpened, this, &ChatPage::takeChat);
    connect(&chats, &ChatService::earlierMessages, this, [this](const SessionId &id, const QList<journal::StoredMessage> &messages, bool more) {
        if (isCurrent(id))
            m_conversation->addEarlier(messages, more ? ConversationView::Rest::Comes : ConversationView::Rest::None);
    });
    connect(&chats, &ChatService::failed, this, [this](const QString &sentence) {
        m_banner->showError(sentence);
        announce(this, sentence);
    });
    connect(&chats, &ChatService::exported, this, [this](const SessionId &, const QString &file) {
        m_banner->showNews(tr("The chat was written to %1.").arg(QDir::toNativeSeparators(file)));
    });
    connect(m_factory.models.get(), &service::ModelService::changed, this, &ChatPage::updateState);
    connect(m_factory.settings.get(), &service::SettingsService::changed, this, [this](const Settings &settings) {
        m_composer->setEnterSends(settings.appearance.enterSends);
        if (!m_current)
            m_workspace = settings.workspace;
        updateState();
    });
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
    m_list->sessions().setSessions(sessions, QDate::currentDate());
    if (m_current) {
        if (const journal::Session *session = currentSession(); session && !session->title.isEmpty())
            m_title->setText(session->title);
        m_list->setCurrent(m_current);
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
    const bool isShown = std::ranges::contains(m_conversation->entries(), number, &Entry::number);
    if (isCurrent(id) && !isShown && !m_conversation->isWhole()) // it may still come
        return m_conversation->whenWhole([this, id, number] { openMessage(id, number); });
    m_messageToShow = number;
    if (isCurrent(id) && isShown) {
        m_conversation->showMessage(*std::exchange(m_messageToShow, std::nullopt));
        m_conversation->find(std::exchange(m_wordsToShow, {}));
        return;
    }
    keepDraft();
    // It may be in a branch that is not shown.
    if (m_factory.chats->isRunning(id))
        m_factory.chats->openChat(id);
    else
        m_factory.chats->showVersion(id, number);
}

void ChatPage::takeChat(const service::ChatView &chat)
{
    m_current = chat.session.id;
    m_retry->end(); // it comes again when this chat waits
    m_workspace = chat.session.workspace;
    m_hasMessages = !chat.messages.isEmpty() || chat.running;
    m_title->setText(chat.session.title.isEmpty() ? tr("New chat") : chat.session.title);
    m_conversation->setMessages(chat.messages, chat.earlier ? ConversationView::Rest::Comes : ConversationView::Rest::None);
    if (!chat.streaming.isEmpty())
        m_conversation->appendAnswer(chat.streaming);
    closeApprovals();
    for (const tools::ApprovalRequest &request : chat.approvals)
        showApproval(request);
    for (const journal::Compaction &compaction : chat.compactions)
        if (compaction == chat.compactions.last())
            m_conversation->addCompaction(compaction);
    m_list->setCurrent(m_current);
    m_queue->setQueued(chat.queued);
    if (m_composer->toPlainText().isEmpty() && !chat.running)
        m_composer->setPlainText(chat.session.draft);
    m_typed.stop();
    m_composer->moveCursor(QTextCursor::End);
    if (m_messageToShow)
        m_conversation->showMessage(*std::exchange(m_messageToShow, std::nullopt));
    m_conversation->find(std::exchange(m_wordsToShow, {}));
    m_find->refresh();
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

void ChatPage::newChat()
{
    keepDraft();
    m_factory.chats->createChat(m_workspace);
    focusComposer();
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

const journal::Session *ChatPage::currentSession() const
{
    return m_current ? m_list->sessions().valueAt(m_list->sessions().indexOfKey(m_current->toString())) : nullptr;
}

void ChatPage::trashChat()
{
    if (m_current)
        trash(*m_current);
}

void ChatPage::trash(const SessionId &id)
{
    m_factory.chats->trash(id);
    if (isCurrent(id)) {
        m_current.reset();
        m_hasMessages = false;
        m_openNewest = true;
        m_conversation->setMessages({});
        m_queue->setQueued({});
    }
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
    if (m_current)
        rename(*m_current, m_title->text());
}

void ChatPage::rename(const SessionId &id, const QString &before)
{
    bool ok = false;
    const QString title = QInputDialog::getText(this, tr("Rename chat"), tr("Title"), QLineEdit::Normal, before, &ok);
    if (ok && !title.trimmed().isEmpty())
        m_factory.chats->rename(id, title.trimmed());
}

void ChatPage::pinChat()
{
    if (const journal::Session *session = currentSession())
        m_factory.chats->setPinned(session->id, !session->pinned);
}

void ChatPage::moveChat()
{
    if (m_current)
        m_list->chooseFolder(*m_current);
}

void ChatPage::exportChat(const QString &format)
{
    if (m_current)
        exportSession(*m_current, format);
}

void ChatPage::exportSession(const SessionId &id, const QString &format)
{
    const auto *session = m_list->sessions().valueAt(m_list->sessions().indexOfKey(id.toString()));
    if (!session)
        return;
    const bool html = format == u"HTML", json = format == u"JSON";
    const QString suffix = html ? QStringLiteral("html") : json ? QStringLiteral("json") : QStringLiteral("md");
    const QString file = QFileDialog::getSaveFileName(this, tr("Export the chat as %1").arg(format),
                                                      QDir(m_workspace.isEmpty() ? QDir::homePath() : m_workspace).filePath(service::fileNameFor(*session, suffix)));
    if (!file.isEmpty())
        m_factory.chats->exportChat(id, file, html ? chatToHtml : json ? service::chatToJson : service::chatToMarkdown);
}

void ChatPage::copyChat()
{
    if (!m_conversation->isWhole())
        return m_conversation->whenWhole([this] { copyChat(); });
    QStringList parts;
    for (int i = 0; i < int(m_conversation->entries().size()); ++i) {
        const Entry &entry = m_conversation->entries().at(i);
        if (entry.kind == Entry::Kind::You || entry.kind == Entry::Kind::Answer)
            parts << QStringLiteral("## %1\n\n%2").arg(entry.kind == Entry::Kind::You ? tr("You") : tr("Agent"), m_conversation->markdownOf(i).trimmed());
    }
    if (!parts.isEmpty())
        QGuiApplication::clipboard()->setText(parts.join(QStringLiteral("\n\n")) + u'\n');
}

void ChatPage::findInChat() { m_find->open(); }
void ChatPage::searchChats() { m_list->focusSearch(); }
void ChatPage::previousMessage() { m_conversation->toPrevious(); }
void ChatPage::nextMessage() { m_conversation->toNext(); }

void ChatPage::updateState()
{
    const bool ready = m_factory.models->isReady();
    const bool running = m_current && m_factory.chats->isRunning(*m_current);
    m_stack->setCurrentWidget(m_hasMessages || running ? static_cast<QWidget *>(m_conversation) : ready ? m_start : m_firstRun);
    m_send->setEnabled(ready && !waitsForReview() && (!m_composer->toPlainText().trimmed().isEmpty() || !m_attachments->isEmpty()));
    m_stop->setVisible(running);
    m_send->setText(running ? tr("&Queue") : tr("&Send"));
    m_folder->setText(m_workspace.isEmpty() ? tr("Choose a folder …") : QFileInfo(m_workspace).fileName());
    m_folder->setToolTip(m_workspace.isEmpty() ? tr("The agent works in one folder, which you choose.") : m_workspace);
    m_folder->setAccessibleName(m_workspace.isEmpty() ? tr("Choose a workspace folder") : tr("Workspace folder %1").arg(m_workspace));
    m_folder->setEnabled(!m_hasMessages || m_workspace.isEmpty());
    m_hint->setText(!ready                  ? tr("No model yet: what you write is kept as a draft.")
                    : waitsForReview()      ? tr("The recorded words go on as soon as the review is done.")
                    : m_workspace.isEmpty() ? tr("Choose a folder before you send.")
                                            : QStringLiteral(" ")); // the line stays: nothing moves when something is said
    m_factory.grants->lookAt(m_current, m_workspace);
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
