// SPDX-License-Identifier: MIT
//
// Which words of a conversation nobody here wrote: what commands printed, files from outside the workspace, tools of
// others (web pages, MCP servers). A change that repeats them word for word waits for the person (changes/untrusted.h).
#pragma once
#include "changes/untrusted.h"
#include "chat/message.h"

namespace hsf::tools {

/// `trusted`: folders whose files are not somebody else's: the workspace, the library.
QList<changes::UntrustedText> untrustedTexts(const QList<chat::Message> &messages, const QStringList &trusted);

} // namespace hsf::tools
