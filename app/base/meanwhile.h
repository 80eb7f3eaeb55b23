// SPDX-License-Identifier: MIT
//
// Something short that another processor may do while the caller does something else, or waits for the disk.
//
//   auto sum = meanwhile([&] { return sumOf(file); });
//   write(other);
//   use(sum.get());
#pragma once
#include <atomic>
#include <functional>
#include <future>
#include <memory>

namespace hsf {

/// On threads that are there already: making one costs as much as the work it is for.
void startMeanwhile(std::function<void()> work);

/// What is done by the first who comes to it: another thread, or else the caller when the answer is wanted; on a busy
/// machine nobody waits for a thread to be given a processor.
template <class T> class Meanwhile
{
public:
    explicit Meanwhile(std::function<T()> work)
        : m_job(std::make_shared<Job>(std::move(work)))
        , m_answer(m_job->task.get_future())
    {
        startMeanwhile([job = m_job] { job->runOnce(); });
    }
    Meanwhile(Meanwhile &&) = default;
    /// What the work refers to must live until here.
    ~Meanwhile()
    {
        if (m_job && !m_job->taken.exchange(true))
            return; // nobody has begun, and nobody will
        if (m_answer.valid())
            m_answer.wait();
    }
    /// As often as it is wanted.
    T get()
    {
        m_job->runOnce();
        return m_answer.get();
    }

private:
    struct Job {
        std::packaged_task<T()> task;
        std::atomic<bool> taken = false;
        explicit Job(std::function<T()> work)
            : task(std::move(work))
        { }
        void runOnce()
        {
            if (!taken.exchange(true))
                task();
        }
    };
    std::shared_ptr<Job> m_job;
    std::shared_future<T> m_answer;
};

template <class F> auto meanwhile(F work)
{
    return Meanwhile<std::invoke_result_t<F>>(std::move(work));
}

} // namespace hsf
