// SPDX-License-Identifier: MIT
//
// Whether a completion that failed is asked for again, and after which wait. The decision is a function of what is
// known; waiting is RetryNow's, which a person can cut short.
#pragma once
#include "llm/refusal.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace hsf::llm {

constexpr int mostRetries = 2;
constexpr int longestWaitMs = 60'000; ///< that is waited where nobody watches

/// How an attempt ended.
struct Failure {
    std::optional<Refusal> refusal; ///< an answer with a status other than 200
    bool nothingSent = false; ///< no connection came about: nothing can have been paid for
    bool streamBegan = false; ///< a part of an answer came
    int attempt = 1;
};

struct NextStep {
    enum class What {
        GiveUp,
        Wait,
        Ask ///< the wait is long: only with a person who sees it and may end it
    };
    What what = What::GiveUp;
    qint64 waitMs = 0;
    bool operator==(const NextStep &) const = default;
};

/// Never after a stream began, never when the request may have been received, never for what the next attempt would
/// meet as well. `chance`, from 0 to 1, spreads the waits of many clients.
NextStep nextStep(const Failure &failure, const QDateTime &now, double chance);

/// "Rate limited": what a person sees beside the count of seconds.
QString failureTitle(const Failure &failure);

/// The wait before attempt number `attempt` (from 1): 0.5 s, 1 s … 8 s, less up to a quarter.
int backOffMs(int attempt, double chance);

/// Where a person's "Retry now" reaches a client that waits. Thread-safe.
class RetryNow
{
public:
    void press();
    /// A wait is about to be announced: what was pressed before does not count for it.
    void begin();
    /// Waits; ends early when pressed. False: asked to stop.
    bool wait(int milliseconds, const std::stop_token &stop);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_sleeping;
    bool m_pressed = false;
};

} // namespace hsf::llm
