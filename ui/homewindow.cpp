// SPDX-License-Identifier: MIT
#include "ui/homewindow.h"

#include "ui/notify/notifier.h"

#include <QApplication>
#include <QScopeGuard>

namespace hsf::ui {

HomeWindow::HomeWindow(const Home &home, Timers timers)
    : m_home(home)
    , m_timers(timers)
{ }

HomeWindow::~HomeWindow()
{
    m_notifier.reset();
    m_window.reset();
}

Result<std::unique_ptr<HomeWindow>> HomeWindow::open(const Home &home, Timers timers)
{
    std::unique_ptr<HomeWindow> open(new HomeWindow(home, timers));
    if (const auto built = open->build(); !built)
        return std::unexpected(built.error());
    return open;
}

Result<> HomeWindow::build()
{
    service::FactoryOptions options;
    options.stores.readLibraryAtOnce = true;
    options.backgroundTimers = m_timers == Timers::On;
    auto factory = service::Factory::build(m_home, std::move(options));
    if (!factory)
        return std::unexpected(factory.error());
    m_factory = *std::move(factory);
    m_window = std::make_unique<MainWindow>(*m_factory);
    connect(m_window.get(), &MainWindow::lookAroundRequested, this, &HomeWindow::lookAroundRequested);
    // Queued: whoever asks is a part of the window that goes.
    connect(m_window.get(), &MainWindow::reopenRequested, this, &HomeWindow::reopen, Qt::QueuedConnection);
    connectDesktop();
    return {};
}

void HomeWindow::tellDesktop(const QString &bus)
{
    m_notifier.reset();
    m_desktop = std::make_unique<NoticeBus>(bus);
    connectDesktop();
}

void HomeWindow::connectDesktop()
{
    if (!m_desktop || !m_window)
        return;
    MainWindow *window = m_window.get();
    window->followDesktop(*m_desktop);
    m_notifier = std::make_unique<Notifier>(*m_factory, *m_desktop, *window);
    connect(m_notifier.get(), &Notifier::chatRequested, window, [window](const SessionId &id, const QByteArray &token) {
        window->comeToFront(token);
        window->openChat(id);
    });
    connect(m_notifier.get(), &Notifier::changesRequested, window, [window](const QByteArray &token) {
        window->comeToFront(token);
        window->showPage(MainWindow::Page::Changes);
    });
    connect(m_notifier.get(), &Notifier::proposalsRequested, window, [window](const QByteArray &token) {
        window->comeToFront(token);
        window->showPage(MainWindow::Page::Curator);
    });
}

void HomeWindow::reopen()
{
    const bool quits = QApplication::quitOnLastWindowClosed();
    QApplication::setQuitOnLastWindowClosed(false);
    const auto quitsAgain = qScopeGuard([&] { QApplication::setQuitOnLastWindowClosed(quits); });
    if (!m_window->close())
        return; // something is not saved, and the person wants to look at it first
    m_notifier.reset();
    m_window.reset();
    m_factory.reset();
    if (const auto built = build(); !built)
        return Q_EMIT reopenFailed(built.error().message);
    m_window->show();
    Q_EMIT reopened();
}

} // namespace hsf::ui
