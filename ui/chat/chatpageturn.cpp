// SPDX-License-Identifier: MIT
//
// What a turn and its review tell, shown as it comes.
#include "models/sessionmodel.h"
#include "ui/chat/approvalcard.h"
#include "ui/chat/attachmentbar.h"
#include "ui/chat/chatlistpane.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/composer.h"
#include "ui/chat/contextbutton.h"
#include "ui/chat/conversationaccess.h"
#include "ui/chat/conversationview.h"
#include "ui/chat/queuebar.h"
#include "ui/chat/retrybar.h"
#include "ui/parts/banner.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace hsf::ui {

using service::ChatService;
using service::ReviewService;

void ChatPage::connectTurn()
{
    ChatService &chats = *m_factory.chats;
    connect(&chats, &ChatService::turnStarted, this, [this](const SessionId &id) {
        m_list->sessions().setRunning(id, true);
        if (isCurrent(id))
            announce(this, tr("Answer started"));
        updateState();
    });
    connect(&chats, &ChatService::messageAdded, this, [this](const SessionId &id, const journal::StoredMessage &message) {
        if (!isCurrent(id))
            return;
        m_hasMessages = true;
        m_conversation->addStored(message);
        if (message.message.role == chat::Role::User && m_composer->toPlainText().isEmpty())
            m_factory.chats->saveDraft(id, {}); // only now the words are safe
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
    connect(&chats, &ChatService::retryWaiting, this, [this](const SessionId &id, const QString &title, const QString &reason, int waitMs) {
        if (!isCurrent(id))
            return;
        m_retry->wait(title, reason, waitMs);
        announce(this, tr("%1. The model is asked again in %2.").arg(title, shownWait(waitMs)));
    });
    const auto goesOn = [this](const SessionId &id) {
        if (isCurrent(id))
            m_retry->end();
    };
    connect(&chats, &ChatService::textStreamed, this, goesOn);
    connect(&chats, &ChatService::reasoningStreamed, this, goesOn);
    connect(&chats, &ChatService::messageAdded, this, goesOn);
    connect(&chats, &ChatService::toolStarted, this, goesOn);
    connect(&chats, &ChatService::turnFinished, this, goesOn);
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
    connect(&chats, &ChatService::compacted, this, [this](const SessionId &id, const journal::Compaction &compaction) {
        if (isCurrent(id))
            m_conversation->addCompaction(compaction);
    });
    connect(&chats, &ChatService::queueChanged, this, [this](const SessionId &id, const QList<chat::Message> &queued) {
        if (isCurrent(id))
            m_queue->setQueued(queued);
    });
    connect(&chats, &ChatService::contextChanged, this, [this](const SessionId &id, const service::ContextMeter &meter) {
        if (isCurrent(id))
            m_context->setMeter(meter);
        Q_EMIT statusChanged();
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
        m_list->sessions().setRunning(id, false);
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
            tellReview(tr("learning is paused"));
        else if (iterations < 0 && turns < 0)
            tellReview(tr("reviews are off"));
        else if (iterations >= 0 && (turns < 0 || iterations <= turns * 3))
            tellReview(tr("review in %n tool iterations", nullptr, iterations));
        else
            tellReview(tr("memory review in %n messages", nullptr, turns));
        Q_EMIT statusChanged();
    });
}

void ChatPage::tellReview(const QString &words)
{
    m_review->setText(words);
    m_review->setVisible(!words.isEmpty());
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
            tellReview(tr("reviewing …"));
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
        tellReview({});
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

} // namespace hsf::ui
