// SPDX-License-Identifier: MIT
//
// The conversation for screen readers: a list with one item a message or tool call, each with its words, and in it what can be
// pressed; and the four things that are said by themselves: answer started, finished, approval needed, error.
#pragma once
#include <QString>

class QWidget;

namespace hsf::ui {

class ConversationView;

void installConversationAccess();   ///< once a program
void announce(QWidget *where, const QString &words);

/// News of the list; cost nothing while no screen reader is there.
void tellReplaced(ConversationView &view);
void tellAdded(ConversationView &view, int entry);
void tellRenamed(ConversationView &view, int entry);
void tellUnfolded(ConversationView &view, int entry);
void tellCurrent(ConversationView &view);

} // namespace hsf::ui
