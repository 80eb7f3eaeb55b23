// SPDX-License-Identifier: MIT
#include "llm/retry.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace hsf::llm {

NextStep nextStep(const Failure &failure, const QDateTime &now, double chance)
{
    const bool passing = failure.nothingSent || (failure.refusal && isWorthRepeating(*failure.refusal));
    if (failure.streamBegan || !passing || failure.attempt > mostRetries)
        return {};
    const std::optional<qint64> asked = failure.refusal ? askedWaitMs(failure.refusal->headers, now) : std::nullopt;
    const qint64 waitMs = asked.value_or(backOffMs(failure.attempt, chance));
    return {.what = waitMs > longestWaitMs ? NextStep::What::Ask : NextStep::What::Wait, .waitMs = waitMs};
}

QString failureTitle(const Failure &failure)
{
    const int status = failure.refusal ? failure.refusal->status : 0;
    if (status == 0)
        return QCoreApplication::translate("hsf::llm", "No connection");
    if (status == 429)
        return QCoreApplication::translate("hsf::llm", "Rate limited");
    if (status == 503 || status == 529)
        return QCoreApplication::translate("hsf::llm", "The provider is busy");
    if (status == 408 || status == 409 || status == 504)
        return QCoreApplication::translate("hsf::llm", "The provider was too slow");
    return QCoreApplication::translate("hsf::llm", "The provider has a problem");
}

int backOffMs(int attempt, double chance)
{
    const double full = std::min(500.0 * std::pow(2.0, std::max(0, attempt - 1)), 8000.0);
    return int(full * (1.0 - 0.25 * std::clamp(chance, 0.0, 1.0)));
}

void RetryNow::press()
{
    const std::scoped_lock lock(m_mutex);
    m_pressed = true;
    m_sleeping.notify_all();
}

void RetryNow::begin()
{
    const std::scoped_lock lock(m_mutex);
    m_pressed = false;
}

bool RetryNow::wait(int milliseconds, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_sleeping.wait_for(lock, stop, std::chrono::milliseconds(milliseconds), [this] { return m_pressed; });
    return !stop.stop_requested();
}

} // namespace hsf::llm
