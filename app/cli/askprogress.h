// SPDX-License-Identifier: MIT
//
// What is seen of a turn while it runs, and who answers when a call asks: on the command line nobody sits at a card, so --yes decided
// before.
#pragma once
#include "agent/turn.h"
#include "cli/console.h"

namespace hsf::cli {

/// Denies, and says on standard error what was denied and how to allow it.
class DenyingApprover final : public tools::Approver
{
public:
    explicit DenyingApprover(Console &console) : m_console(console) {}
    tools::Approval ask(const tools::ApprovalRequest &request, std::stop_token stop) override;

private:
    Console &m_console;
};

class AskProgress
{
public:
    enum class Words { Streamed, AtTheEnd };
    AskProgress(Console &console, Words words) : m_console(console), m_words(words) {}
    void show(const agent::AgentEvent &event);
    /// The answer, if it was not streamed already.
    void finish(const QString &answer);

private:
    void endLine();
    Console &m_console;
    Words m_words;
    bool m_midLine = false;
    bool m_streamed = false;   ///< something of the newest message
};

} // namespace hsf::cli
