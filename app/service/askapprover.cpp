// SPDX-License-Identifier: MIT
#include "service/askapprover.h"

namespace hsf::service {

using tools::Approval;

Approval AskApprover::ask(const tools::ApprovalRequest &request, std::stop_token stop)
{
    QMutexLocker lock(&m_mutex);
    m_waiting.insert(request.callId);
    lock.unlock();
    m_asked(request);
    const std::stop_callback wake(stop, [this] {
        const QMutexLocker waking(&m_mutex);
        m_answered.wakeAll();
    });
    lock.relock();
    while (!m_answers.contains(request.callId) && !stop.stop_requested())
        m_answered.wait(&m_mutex);
    m_waiting.remove(request.callId);
    const Approval answer = m_answers.contains(request.callId) ? m_answers.take(request.callId) : Approval::Denied;
    lock.unlock(); // before the stop callback is destroyed, which waits for a running one
    return answer;
}

bool AskApprover::answer(const QString &callId, Approval approval)
{
    const QMutexLocker lock(&m_mutex);
    if (!m_waiting.contains(callId))
        return false;
    m_answers.insert(callId, approval);
    m_answered.wakeAll();
    return true;
}

} // namespace hsf::service
