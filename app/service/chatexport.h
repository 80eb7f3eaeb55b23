// SPDX-License-Identifier: MIT
//
// A chat as a file for others: Markdown to read, JSON with everything (all branches, calls, pictures). Secrets never were in the
// journal. Pure; the window adds HTML.
#pragma once
#include "journal/journal.h"

namespace hsf::service {

struct ChatCopy {
    journal::Session session;
    QList<journal::StoredMessage> shown;   ///< the branch one sees, with the bytes of its pictures
    QList<journal::StoredMessage> all;
    QList<journal::Compaction> compactions;
};

QByteArray chatToMarkdown(const ChatCopy &chat);
QByteArray chatToJson(const ChatCopy &chat);

/// A message as Markdown, tool calls in one line each.
QString messageToMarkdown(const chat::Message &message);

/// "Fix the invoice parser" → "Fix the invoice parser.md": no character that a file system refuses.
QString fileNameFor(const journal::Session &session, const QString &suffix);

} // namespace hsf::service
