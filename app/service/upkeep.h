// SPDX-License-Identifier: MIT
//
// What keeps a home quick and safe while nobody waits: after a change, once it is quiet, what was written is settled on the
// disk and the index of revisions caught up; now and then the history is packed and the database copied. One thing at a
// time, in the background; nothing here is needed for an answer to be right.
#pragma once
#include "service/workbench.h"

#include <QTimer>

namespace hsf::service {

struct UpkeepPace {
    std::chrono::milliseconds quiet{3'000}; ///< without a change, before it begins
    std::chrono::milliseconds round{30 * 60'000}; ///< until it looks again by itself
    int looseObjects = 4'096; ///< from so many on the history is packed
};

class Upkeep : public QObject
{
    Q_OBJECT
public:
    explicit Upkeep(Workbench &bench, const UpkeepPace &pace = {}, QObject *parent = nullptr);
    ~Upkeep() override;
    /// Off: only runNow() does anything.
    void setScheduled(bool on);
    void runNow();

Q_SIGNALS:
    /// Sentences about what could not be done; none: all is kept up.
    void finished(const QStringList &problems);

private:
    Workbench &m_bench;
    UpkeepPace m_pace;
    QTimer m_quiet, m_round;
    std::stop_source m_stop;
    bool m_running = false;
    bool m_again = false;
};

/// One round of it, in this thread.
QStringList keptUp(Stores &stores, const UpkeepPace &pace, const std::function<bool()> &stopped);

} // namespace hsf::service
