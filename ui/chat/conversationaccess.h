// SPDX-License-Identifier: MIT
//
// The conversation for screen readers: a list with one item a message or tool call, each with its words; and the four things that
// are said by themselves: answer started, finished, approval needed, error.
#pragma once
#include <QString>

class QWidget;

namespace hsf::ui {

void installConversationAccess();   ///< once a program
void announce(QWidget *where, const QString &words);

} // namespace hsf::ui
