// SPDX-License-Identifier: MIT
//
// The Approver of a chat in the window: asks on the GUI thread, waits on the turn's. What was allowed for
// longer than once is kept by tools::Grants.
#pragma once
#include "tools/toolbox.h"

#include <QMutex>
#include <QSet>
#include <QWaitCondition>

namespace hsf::service {

class AskApprover final : public tools::Approver
{
public:
    /// `asked` is called on the turn's thread; it must only post the request onwards.
    explicit AskApprover(std::function<void(const tools::ApprovalRequest &)> asked) : m_asked(std::move(asked)) {}

    tools::Approval ask(const tools::ApprovalRequest &request, std::stop_token stop) override;
    bool isAttended() const override { return true; }
    /// False: nobody waits for that call any more.
    bool answer(const QString &callId, tools::Approval approval);

private:
    std::function<void(const tools::ApprovalRequest &)> m_asked;
    QMutex m_mutex;
    QWaitCondition m_answered;
    QSet<QString> m_waiting;
    QHash<QString, tools::Approval> m_answers;
};

} // namespace hsf::service
