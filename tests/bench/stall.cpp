// SPDX-License-Identifier: MIT
#include "bench/stall.h"

#include "bench/rows.h"

#include <QThread>

#include <time.h>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

constexpr auto pulse = std::chrono::milliseconds(4);

double cpuMilliseconds()
{
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return double(spent.tv_sec) * 1e3 + double(spent.tv_nsec) / 1e6;
}

double since(std::chrono::steady_clock::time_point then)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - then).count();
}

QString say(const QList<double> &values)
{
    if (values.isEmpty())
        return u"none"_s;
    return u"%1, p99 %2 ms, max %3 ms"_s.arg(values.size()).arg(quantile(values, 0.99), 0, 'f', 2).arg(quantile(values, 1), 0, 'f', 2);
}

} // namespace

double Stalls::p99() const { return std::max(quantile(events, 0.99), quantile(beats, 0.99)); }
double Stalls::max() const { return std::max(quantile(events, 1), quantile(beats, 1)); }
QString Stalls::words() const { return u"events: %1; heartbeats: %2"_s.arg(say(events), say(beats)); }

void MeasuredApplication::start()
{
    m_stalls = {};
    m_measuring = true;
    m_heart = std::jthread([this](std::stop_token stop) { beat(stop); });
}

Stalls MeasuredApplication::stop()
{
    m_heart.request_stop();
    m_heart.join();
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall); // beats on their way
    m_measuring = false;
    return m_stalls;
}

void MeasuredApplication::beat(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        QMetaObject::invokeMethod(this, [this, then = std::chrono::steady_clock::now()] { m_stalls.beats.append(since(then)); },
                                  Qt::QueuedConnection);
        std::this_thread::sleep_for(pulse);
    }
}

bool MeasuredApplication::notify(QObject *receiver, QEvent *event)
{
    const bool outermost = m_measuring && m_depth == 0 && QThread::currentThread() == thread();
    if (!outermost)
        return QApplication::notify(receiver, event);
    const auto then = std::chrono::steady_clock::now();
    const double cpuThen = cpuMilliseconds();
    const int type = event->type();
    const char *kind = receiver->metaObject()->className(); // the receiver may be gone afterwards
    const QString name = receiver->objectName();
    ++m_depth;
    const bool done = QApplication::notify(receiver, event);
    --m_depth;
    const double took = since(then), cpu = cpuMilliseconds() - cpuThen;
    m_stalls.events.append(took);
    m_stalls.onProcessor += cpu;
    if (took > 16)
        qInfo("  %.1f ms (%.1f ms of them on a processor) inside event %d to %s %s", took, cpu, type, kind, qPrintable(name));
    return done;
}

} // namespace hsf::bench
