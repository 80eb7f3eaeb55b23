// SPDX-License-Identifier: MIT
//
// What is being written: drafts, attached files, sending, and what was said said another way.
#include "ui/chat/attachmentbar.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversationview.h"
#include "ui/chat/queuebar.h"
#include "ui/parts/banner.h"
#include "ui/parts/theme.h"

#include <QBuffer>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <ranges>

namespace hsf::ui {

using service::ChatService;

void ChatPage::connectWriting()
{
    ChatService &chats = *m_factory.chats;
    m_typed.setSingleShot(true);
    m_typed.setInterval(600);
    connect(&m_typed, &QTimer::timeout, this, &ChatPage::storeDraft);
    connect(m_composer, &QPlainTextEdit::textChanged, this, [this] {
        m_typed.start();
        updateState();
    });
    connect(m_composer, &Composer::sendRequested, this, &ChatPage::send);
    connect(m_composer, &Composer::stopRequested, this, &ChatPage::stop);
    connect(m_composer, &Composer::filesGiven, this, [this](const QStringList &files) { m_factory.chats->readAttachments(files); });
    connect(m_composer, &Composer::pictureGiven, this, [this](const QByteArray &png) {
        service::Attachments pasted{.images = {{.mediaType = QStringLiteral("image/png"), .bytes = png, .name = tr("Pasted picture.png")}}};
        if (png.size() > service::largestPicture)
            m_banner->showWarning(tr("The picture was not attached: a picture may have 5 MB."));
        else
            m_attachments->add(pasted);
    });
    connect(m_send, &QPushButton::clicked, this, &ChatPage::send);
    connect(m_stop, &QPushButton::clicked, this, &ChatPage::stop);
    connect(m_attach, &QToolButton::clicked, this, &ChatPage::attachFiles);
    connect(m_attachments, &AttachmentBar::changed, this, &ChatPage::updateState);
    connect(&chats, &ChatService::attachmentsRead, this, [this](const service::Attachments &read) {
        QStringList problems = read.problems;
        if (!m_attachments->add(read))
            problems << tr("A message takes %1 files; the others were left out.").arg(service::mostAttachments);
        if (!problems.isEmpty())
            m_banner->showWarning(problems.join(u' '));
    });
    const auto ofCurrent = [this](auto work) {
        if (m_current)
            work(*m_factory.chats, *m_current);
    };
    connect(m_queue, &QueueBar::sendNowRequested, this, [ofCurrent](int place) {
        ofCurrent([place](ChatService &chats, const SessionId &id) { chats.sendQueuedNow(id, place); });
    });
    connect(m_queue, &QueueBar::editRequested, this, [ofCurrent](int place, const QString &text) {
        ofCurrent([&](ChatService &chats, const SessionId &id) { chats.editQueued(id, place, text); });
    });
    connect(m_queue, &QueueBar::removeRequested, this, [ofCurrent](int place) {
        ofCurrent([place](ChatService &chats, const SessionId &id) { chats.removeQueued(id, place); });
    });
    connect(m_conversation, &ConversationView::editRequested, this, &ChatPage::editMessage);
    connect(m_conversation, &ConversationView::regenerateRequested, this, [ofCurrent](qint64 number) {
        ofCurrent([number](ChatService &chats, const SessionId &id) { chats.regenerate(id, number); });
    });
    connect(m_conversation, &ConversationView::versionRequested, this, [this, ofCurrent](qint64 number) {
        m_messageToShow = number;
        ofCurrent([number](ChatService &chats, const SessionId &id) { chats.showVersion(id, number); });
    });
    connect(m_conversation, &ConversationView::linkHovered, this, [this](const QString &link) {
        // Where a press would lead, before it is pressed; in one line, so that nothing moves below the pointer.
        m_hint->setText(m_hint->fontMetrics().elidedText(link, Qt::ElideRight, m_hint->width()));
        if (link.isEmpty())
            updateState();
    });
}

void ChatPage::keepDraft()
{
    if (!m_current)
        return;
    storeDraft();
    m_typed.stop();
    m_composer->clear();
    m_typed.stop();
}

void ChatPage::storeDraft()
{
    if (m_current)
        m_factory.chats->saveDraft(*m_current, m_composer->toPlainText());
}

void ChatPage::focusComposer() { m_composer->setFocus(); }

void ChatPage::send()
{
    const QString text = m_composer->toPlainText();
    if ((text.trimmed().isEmpty() && m_attachments->isEmpty()) || !m_factory.models->isReady() || waitsForReview())
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
    m_typed.stop(); // the draft stays until the message is stored
    m_factory.chats->send(*m_current, chat::Message{.role = chat::Role::User, .text = text, .images = m_attachments->images(), .files = m_attachments->files()});
    m_attachments->clear();
    m_conversation->scrollToEnd();
    focusComposer();
}

void ChatPage::stop()
{
    if (m_current)
        m_factory.chats->stop(*m_current);
}

void ChatPage::attachFiles()
{
    const QStringList files = QFileDialog::getOpenFileNames(this, tr("Attach text files and pictures"), m_workspace);
    if (!files.isEmpty())
        m_factory.chats->readAttachments(files);
}

void ChatPage::regenerate()
{
    for (const Entry &entry : m_conversation->entries() | std::views::reverse)
        if (m_current && entry.number > 0 && entry.kind != Entry::Kind::Notice)
            return m_factory.chats->regenerate(*m_current, entry.number);
    if (!m_conversation->isWhole()) // nothing but notices so far
        m_conversation->whenWhole([this] { regenerate(); });
}

void ChatPage::editLast()
{
    for (const Entry &entry : m_conversation->entries() | std::views::reverse)
        if (entry.kind == Entry::Kind::You && entry.number > 0)
            return editMessage(entry.number, entry.text);
    if (!m_conversation->isWhole())
        m_conversation->whenWhole([this] { editLast(); });
}

void ChatPage::editMessage(qint64 number, const QString &text)
{
    if (!m_current)
        return;
    QDialog dialog(this);
    dialog.setObjectName(QStringLiteral("editMessageDialog"));
    dialog.setWindowTitle(tr("Edit the message"));
    dialog.resize(560, 320);
    auto *column = new QVBoxLayout(&dialog);
    auto *about = new QLabel(tr("What follows the message stays as another version: ‹ and › at the message switch between them."));
    about->setWordWrap(true);
    setDim(*about);
    auto *words = new QPlainTextEdit(text);
    words->setObjectName(QStringLiteral("editedMessage"));
    words->setAccessibleName(tr("Message"));
    words->setTabChangesFocus(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto *save = buttons->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
    auto *run = buttons->addButton(tr("Save and &run again"), QDialogButtonBox::AcceptRole);
    run->setObjectName(QStringLiteral("saveAndRun"));
    run->setEnabled(m_factory.models->isReady());
    setWeight(*run, Weight::Primary);
    run->setDefault(true);
    column->addWidget(about);
    column->addWidget(words, 1);
    column->addWidget(buttons);
    const auto leave = [&](ChatService::Then then) {
        if (!words->toPlainText().trimmed().isEmpty())
            m_factory.chats->editMessage(*m_current, number, words->toPlainText(), then);
        dialog.accept();
    };
    connect(save, &QPushButton::clicked, &dialog, [&] { leave(ChatService::Then::Save); });
    connect(run, &QPushButton::clicked, &dialog, [&] { leave(ChatService::Then::SaveAndRun); });
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    words->moveCursor(QTextCursor::End);
    words->setFocus();
    dialog.exec();
}

} // namespace hsf::ui
