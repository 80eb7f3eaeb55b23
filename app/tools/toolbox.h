// SPDX-License-Identifier: MIT
//
// What an agent can do, seen from the agent: descriptions to offer and calls to run. A tool that would change something
// outside the library asks an Approver first; a box for unattended work is given one that always denies.
#pragma once
#include "base/ids.h"
#include "chat/message.h"
#include "tools/grant.h"

#include <functional>
#include <stop_token>

namespace hsf::tools {

struct ToolResult {
    QString text;             ///< what the model reads
    bool failed = false;
    QString errorClass;       ///< "not-found", "denied", "stopped", "timeout", "exit-status" …; empty when ok
    QJsonObject display;      ///< for the card: {"path", "diff_before", "diff_after"} | {"command", "exit", "output"} | {"change_set"} …
    bool operator==(const ToolResult &) const = default;
};

/// What asks, for the card: the exact command, or the file with both its versions.
struct ApprovalRequest {
    SessionId session;
    QString callId;
    QString tool;
    QString title;            ///< "Run a command", "Write notes/today.md"
    QString command;          ///< of terminal
    QString path;             ///< of a file write
    QByteArray before, after; ///< its bytes now and then
    QString reason;           ///< why it is asked: "outside the workspace" …
    QList<Grant> forChat;     ///< what "allow in this chat" would allow; empty: not to be had
    QList<Grant> always;      ///< what "always" would allow
};
enum class Approval { Denied, Once, ThisChat, Always };

class Approver
{
public:
    virtual ~Approver() = default;
    /// Blocks the turn's thread until answered or `stop` (then Denied).
    virtual Approval ask(const ApprovalRequest &request, std::stop_token stop) = 0;
    /// Does a person sit there who sees what is done and may take back what they allowed? Only then does what was allowed for
    /// longer than once count. Who said "always" on a card answered for the work before their eyes, not for a review or a
    /// program that runs by a clock: unattended work gets what the rules and its own switches (--yes) give, and no more.
    virtual bool isAttended() const { return false; }
};

/// Never asks, always refuses: reviews, the curator, evaluations.
class UnattendedApprover final : public Approver
{
public:
    Approval ask(const ApprovalRequest &, std::stop_token) override { return Approval::Denied; }
};
/// `--yes` on the command line.
class YesApprover final : public Approver
{
public:
    Approval ask(const ApprovalRequest &, std::stop_token) override { return Approval::Once; }
};

using OutputSink = std::function<void(const QString &output)>; ///< live output of a running call

class ToolBox
{
public:
    virtual ~ToolBox() = default;
    /// Sorted by name, always the same bytes for the same box: a provider's prompt cache depends on it.
    virtual QList<chat::ToolSpec> specs() const = 0;
    /// Never throws, never hangs past `stop`; a failure is a result for the model that says what would do.
    virtual ToolResult call(const chat::ToolCall &call, const OutputSink &output, std::stop_token stop) = 0;
};

} // namespace hsf::tools
