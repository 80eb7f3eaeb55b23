// SPDX-License-Identifier: MIT
//
// A conversation as the list of things one sees: your words, answers, thoughts, tool calls with their results, quiet notices.
// Values and pure functions; conversationview.h paints them.
#pragma once
#include "chat/message.h"
#include "service/chatservice.h"

namespace hsf::ui {

struct Entry {
    enum class Kind { You, Answer, Thought, Tool, Notice, Summary };
    Kind kind = Kind::Notice;
    qint64 number = 0;          ///< of the message it is from; 0: not stored
    QDateTime time;
    QString text;               ///< Markdown of an answer, plain otherwise; of a tool: what it gave back
    QString title;              ///< of a tool: "terminal", one line of what it does; of a summary: what it stands for
    QStringList files;          ///< names of what came with it
    QList<qint64> versions;     ///< numbers of what was written in this place, this one among them; empty: only this
    QString callId;
    enum class State { Plain, Busy, Ok, Failed };
    State state = State::Plain;
    int milliseconds = 0;
    bool open = false;          ///< a tool or thought is unfolded
    QSet<int> unwrapped;        ///< blocks of code whose long lines are not broken
    bool operator==(const Entry &) const = default;
};

/// "Read notes.md", "Run pytest -q": one line about a call, from its arguments.
QString callTitle(const chat::ToolCall &call);

/// What a stored message adds; a tool's result is put into the entry of its call instead, whose place is given (else -1).
int addMessage(QList<Entry> &entries, const journal::StoredMessage &message);

/// That a part is told to the model in short from here on, with what it is told.
Entry entryOf(const journal::Compaction &compaction);

/// Of an entry, for ears: "You: …", "read_file, done: …"; words without marks of Markdown or HTML.
QString spokenEntry(const Entry &entry);
/// When it was, and which of its versions it is.
QString spokenMoment(const Entry &entry);

} // namespace hsf::ui
