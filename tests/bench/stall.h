// SPDX-License-Identifier: MIT
//
// How long the main thread was not there for a person: the time inside each event, and how late it answers a heartbeat.
#pragma once
#include <QApplication>
#include <QElapsedTimer>

#include <thread>

namespace hsf::bench {

/// What was measured between start() and stop(), in milliseconds.
struct Stalls {
    QList<double> events, beats;
    double onProcessor = 0; ///< of all events together, without what other programs took
    double p99() const;
    double max() const;
    QString words() const;
};

class MeasuredApplication final : public QApplication
{
public:
    using QApplication::QApplication;
    void start();
    Stalls stop();

private:
    bool notify(QObject *receiver, QEvent *event) override;
    void beat(std::stop_token stop);

    int m_depth = 0;
    bool m_measuring = false;
    Stalls m_stalls;
    std::jthread m_heart;
};

} // namespace hsf::bench
