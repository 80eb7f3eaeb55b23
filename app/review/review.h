// SPDX-License-Identifier: MIT
//
// The background review: a forked agent reads the finished conversation and may change memory and skills, nothing else. Its first
// bytes are the chat's own (system prompt, tools, messages), then one message: the review prompt. In code, whatever the model says:
// at most 16 iterations, dispatch refuses other tools, every operation carries evidence that is found in the transcript and an
// outcome, a file is patched only if this review viewed that blob, at most 1 new skill and 5 operations.
#pragma once
#include "agent/turn.h"
#include "changes/door.h"
#include "journal/journal.h"
#include "library/snapshot.h"
#include "review/due.h"

namespace hsf::review {

struct ReviewInput {
    ReviewId id;
    SessionId session;
    QList<chat::Message> messages;   ///< the chat's, the system message first, closed (no dangling calls)
    QList<qint64> numbers;           ///< their numbers as shown (0 for the system message)
    QList<chat::ToolSpec> tools;     ///< the chat's, byte-identical
    Due due;
    QString focus;                   ///< "Review now" with a wish; may be empty
    QString model;
    QString workspace;
    bool digest = false;             ///< an auxiliary model reviews: last 24 messages and one line for each older turn
    int maxIterations = 16;
    int tokenBudget = 600'000;
};

struct ReviewDoors {
    llm::ModelClient *model = nullptr;
    changes::ChangeDoor *door = nullptr;
    journal::Journal *journal = nullptr;
    std::function<library::SnapshotPtr()> snapshot;
    QString memories;
};

struct ReviewResult {
    agent::TurnResult::End end = agent::TurnResult::End::Answered;
    QList<changes::ChangeSet> sets;  ///< applied, held and refused ones
    QStringList refusals;            ///< what dispatch refused, a sentence each
    QString summary;                 ///< the model's last words
    chat::Usage usage;
    int iterations = 0;
    std::optional<Error> error;
};

/// `changed` is called as each change set is applied or held, before the review ends.
ReviewResult runReview(const ReviewInput &input, const ReviewDoors &doors,
                       const std::function<void(const changes::ChangeSet &)> &changed, std::stop_token stop);

/// The one message added after the transcript: what to look for, the messages by number with role and first words. Pure.
QString reviewPrompt(const ReviewInput &input);

/// Is the quote in that message (white space folded, case kept)? Pure; the error says which quote and which message.
Result<> checkEvidence(const QList<changes::Evidence> &evidence, const QList<chat::Message> &messages, const QList<qint64> &numbers);

} // namespace hsf::review
