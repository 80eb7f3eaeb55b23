// SPDX-License-Identifier: MIT
#include "base/meanwhile.h"

#include <QThreadPool>

namespace hsf {

void startMeanwhile(std::function<void()> work)
{
    static QThreadPool pool;
    pool.start(std::move(work));
}

} // namespace hsf
