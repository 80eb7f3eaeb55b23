// SPDX-License-Identifier: MIT
//
// Threads and stores of one running program. The stores open as the first job of the `io` pool; every later job waits its turn
// behind it, so services are there at once and nothing on the GUI thread waits. If opening failed, every job gives that error.
#pragma once
#include "base/pending.h"
#include "service/stores.h"

#include <QFuture>
#include <QThreadPool>

namespace hsf::service {

class Workbench : public QObject
{
    Q_OBJECT
public:
    Workbench(const Home &home, const Settings &settings, std::unique_ptr<Clock> clock, const StoreOptions &options = {});
    ~Workbench() override;   ///< asks everything to stop and waits for it

    /// Runs `work(stores)`, which returns a Result, on the io thread; jobs keep their order.
    template <class F> auto io(F work) -> Pending<std::invoke_result_t<F, Stores &>>
    {
        using R = std::invoke_result_t<F, Stores &>;
        return inBackground(&m_io, [this, work = std::move(work)]() mutable -> R {
            auto stores = this->stores();
            if (!stores)
                return std::unexpected(stores.error());
            return work(**stores);
        });
    }

    /// Once more, where opening failed and what was wrong has been mended: `opened` or `openFailed` follows. Else nothing.
    void openAgain(const Settings &settings);
    /// Waits until the stores are open. For worker threads and the command line, never the GUI thread.
    Result<Stores *> stores();
    QThreadPool &turns() { return m_turns; }             ///< one thread a running chat
    QThreadPool &background() { return m_background; }   ///< reviews, curator: never delays a turn
    QThreadPool &reading() { return m_reading; }         ///< scans, lint while typing
    std::stop_token stopToken() const { return m_stop.get_token(); }
    const Clock &clock() const { return *m_clock; }
    const Home &home() const { return m_home; }

Q_SIGNALS:
    void opened();
    void openFailed(const hsf::Error &error);
    /// Every state a change set comes to, whoever caused it and on whatever thread.
    void setChanged(const hsf::changes::ChangeSet &set);
    /// Something was allowed for longer than once, or revoked; or could not be stored. On any thread.
    void grantsChanged();
    void grantsFailed(const hsf::Error &error);

private:
    Home m_home;
    std::unique_ptr<Clock> m_clock;
    std::stop_source m_stop;
    QThreadPool m_io, m_turns, m_background, m_reading;
    using Opened = std::shared_ptr<Result<std::unique_ptr<Stores>>>;
    Pending<Opened> opening() const;
    Opened open(const Settings &settings);
    void tell(const Opened &opened);
    StoreOptions m_options;
    mutable QMutex m_mutex;
    Pending<Opened> m_stores;   ///< changes when it was opened again
};

} // namespace hsf::service
