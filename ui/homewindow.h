// SPDX-License-Identifier: MIT
//
// A home that is open in a window. Closed and opened again in its place when a setting wants it: every service ends
// what it writes before the new ones begin.
#pragma once
#include "ui/mainwindow.h"
#include "ui/notify/noticebus.h"

namespace hsf::ui {

class Notifier;

class HomeWindow final : public QObject
{
    Q_OBJECT
public:
    enum class Timers { On, Off }; ///< of work in the background that begins by itself
    static Result<std::unique_ptr<HomeWindow>> open(const Home &home, Timers timers = Timers::On);
    ~HomeWindow() override; ///< the window goes before what it shows

    service::Factory &factory() const { return *m_factory; }
    MainWindow &window() const { return *m_window; }
    /// From now on the desktop tells what happens while the window is not in front. `bus`: an address; empty: the session's.
    void tellDesktop(const QString &bus = {});

Q_SIGNALS:
    void lookAroundRequested();
    /// factory() and window() are others now.
    void reopened();
    void reopenFailed(const QString &sentence);

private:
    HomeWindow(const Home &home, Timers timers);
    Result<> build();
    void reopen();
    void connectDesktop();

    const Home m_home;
    const Timers m_timers;
    std::unique_ptr<service::Factory> m_factory;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<NoticeBus> m_desktop;
    std::unique_ptr<Notifier> m_notifier;
};

} // namespace hsf::ui
