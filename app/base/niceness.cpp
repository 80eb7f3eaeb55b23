// SPDX-License-Identifier: MIT
#include "base/niceness.h"

#include <QThreadPool>

#include <latch>
#include <memory>

#include <sys/resource.h>
#include <unistd.h>

namespace hsf {

void letTheWindowGoFirst()
{
    constexpr int nice = 5;
    ::setpriority(PRIO_PROCESS, id_t(::gettid()), nice);
}

void letTheWindowGoFirst(QThreadPool &pool)
{
    pool.setExpiryTimeout(-1);
    // All at once, so that each thread is met.
    const auto all = std::make_shared<std::latch>(pool.maxThreadCount());
    for (int i = 0; i < pool.maxThreadCount(); ++i)
        pool.start([all] {
            letTheWindowGoFirst();
            all->arrive_and_wait();
        });
}

} // namespace hsf
