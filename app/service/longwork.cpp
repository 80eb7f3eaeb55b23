// SPDX-License-Identifier: MIT
#include "service/longwork.h"

#include <QElapsedTimer>

namespace hsf::service {

LongWork::LongWork(Workbench &bench, const QString &busy, QObject *parent)
    : QObject(parent)
    , m_bench(bench)
    , m_whileBusy(busy)
{ }

LongWork::~LongWork()
{
    m_stop.request_stop();
    m_bench.background().waitForDone();
}

void LongWork::cancel()
{
    m_stop.request_stop();
}

bool LongWork::begin()
{
    if (m_busy) {
        Q_EMIT failed(m_whileBusy);
        return false;
    }
    m_busy = true;
    m_stop = std::stop_source();
    Q_EMIT busyChanged(true);
    return true;
}

void LongWork::end(const Error *error)
{
    m_busy = false;
    Q_EMIT busyChanged(false);
    if (error && error->kind == Error::Kind::Cancelled)
        Q_EMIT cancelled();
    else if (error)
        Q_EMIT failed(error->message);
}

std::function<void(int, int)> LongWork::progress()
{
    auto last = std::make_shared<QElapsedTimer>();
    return [this, last](int done, int total) {
        if (last->isValid() && last->elapsed() < 100 && done != total)
            return;
        last->start();
        QMetaObject::invokeMethod(this, [this, done, total] { Q_EMIT progressed(done, total); }, Qt::QueuedConnection);
    };
}

} // namespace hsf::service
