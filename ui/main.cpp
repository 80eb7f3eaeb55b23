// SPDX-License-Identifier: MIT
//
// The window's composition root: a home, its services, one window; and the second, sample home of "Look around first".
#include "service/factory.h"
#include "ui/chat/conversationaccess.h"
#include "ui/mainwindow.h"
#include "ui/parts/singleinstance.h"
#include "ui/parts/theme.h"
#include "base/translations.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QtConcurrentRun>

using namespace hsf;

namespace {

// A window with the home behind it; the window goes first.
struct Open {
    std::unique_ptr<service::Factory> factory;
    std::unique_ptr<ui::MainWindow> window;
};

Result<Open> openHome(const Home &home)
{
    service::FactoryOptions options;
    options.stores.readLibraryAtOnce = true;
    auto factory = service::Factory::build(home, std::move(options));
    if (!factory)
        return std::unexpected(factory.error());
    Open open{std::move(*factory), nullptr};
    open.window = std::make_unique<ui::MainWindow>(*open.factory);
    return open;
}

void complain(const QString &sentence)
{
    QMessageBox::critical(nullptr, QCoreApplication::translate("main", "Hermes Skill Factory"), sentence);
}

// Prepares the sample home off the GUI thread, then opens a second window on it.
void lookAround(QObject *context, const QString &cache, std::vector<Open> &windows)
{
    const Home home = Home::under(cache + QStringLiteral("/look-around"));
    QtConcurrent::run([home] { return service::prepareLookAround(home); }).then(context, [home, &windows](const Result<service::LookAround> &ready) {
        if (!ready)
            return complain(ready.error().message);
        auto open = openHome(home);
        if (!open)
            return complain(open.error().message);
        open->factory->models->useReplay(ready->replay);
        open->window->setLookAround();
        QObject::connect(open->factory->bench.get(), &service::Workbench::opened, open->factory->chats.get(),
                         [chats = open->factory->chats.get(), folder = ready->workspace] { chats->createChat(folder); });
        open->window->show();
        windows.push_back(std::move(*open));
    });
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("hermes-skill-factory"));
    QApplication::setApplicationDisplayName(QStringLiteral("Hermes Skill Factory"));
    QApplication::setApplicationVersion(QStringLiteral(HSF_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("hermes-skill-factory"));
    installTranslations(app);

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "Chat with an agent whose skills you see, check and can undo."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption homeOption(QStringLiteral("home"), QCoreApplication::translate("main", "Keep everything below DIR."),
                                        QStringLiteral("DIR"));
    parser.addOption(homeOption);
    parser.process(app);
    const Home home = parser.isSet(homeOption) ? Home::under(parser.value(homeOption)) : Home::standard();

    ui::SingleInstance instance(home);
    if (!instance.isFirst()) {
        if (instance.askFirstToRaise())
            return 0;
        complain(QCoreApplication::translate("main", "Hermes Skill Factory already has this home open, but does not answer. Close that window, or "
                                                     "end its process, and start again; --home DIR opens another home beside it."));
        return 1;
    }
    ui::installConversationAccess();
    std::vector<Open> windows;
    auto open = openHome(home);
    if (!open) {
        complain(open.error().message);
        return 1;
    }
    service::Factory &factory = *open->factory;
    ui::applyTheme(app, factory.settings->settings().appearance);
    QObject::connect(factory.settings.get(), &service::SettingsService::changed, &app,
                     [&app](const Settings &settings) { ui::applyTheme(app, settings.appearance); });
    QObject::connect(open->window.get(), &ui::MainWindow::lookAroundRequested, &app, [&] { lookAround(&app, home.cache, windows); });
    QObject::connect(&instance, &ui::SingleInstance::raiseRequested, open->window.get(), &ui::MainWindow::comeToFront);
    open->window->show();
    windows.push_back(std::move(*open));
    return app.exec();
}
