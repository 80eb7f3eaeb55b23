// SPDX-License-Identifier: MIT
//
// A service that does one long thing at a time in the background: begun, told of, stopped, answered. What it does is
// said by the services that are one.
#pragma once
#include "base/pending.h"
#include "service/workbench.h"

#include <stop_token>

namespace hsf::service {

class LongWork : public QObject
{
    Q_OBJECT
public:
    ~LongWork() override; ///< asks it to stop and waits for it

    bool isBusy() const { return m_busy; }
    /// What is done stays and is reported, where there is a report; else nothing follows but cancelled().
    void cancel();

Q_SIGNALS:
    void busyChanged(bool busy);
    void progressed(int done, int total); ///< at most ten times a second; total 0: not known
    void cancelled();
    void failed(const QString &sentence);

protected:
    /// `busy`: what failed() says to somebody who asks while something runs.
    LongWork(Workbench &bench, const QString &busy, QObject *parent);

    /// `work(stores, stop)` in the background, `then(value)` here. Its error is told by failed(); being stopped is no
    /// error. Asked while something runs, it says so, and that goes on.
    template <class Work, class Then> void run(Work work, Then then)
    {
        if (!begin())
            return;
        using R = std::invoke_result_t<Work, Stores &, std::stop_token>;
        inBackground(&m_bench.background(), [&bench = m_bench, work, mine = m_stop]() mutable -> R {
            const std::stop_callback atTheEnd(bench.stopToken(), [&mine] { mine.request_stop(); });
            const auto stores = bench.stores();
            if (!stores)
                return std::unexpected(stores.error());
            return work(**stores, mine.get_token());
        }).then(this, [this, then](const R &result) {
            end(result ? nullptr : &result.error());
            if (result)
                then(*result);
        });
    }
    /// For work that counts; may be called on any thread.
    std::function<void(int done, int total)> progress();

    Workbench &m_bench;

private:
    bool begin();
    void end(const Error *error);

    QString m_whileBusy;
    std::stop_source m_stop;
    bool m_busy = false;
};

} // namespace hsf::service
