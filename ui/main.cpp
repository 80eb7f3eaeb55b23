// SPDX-License-Identifier: MIT
//
// The window's composition root: a home, its services, one window; and the second, sample home of "Look around first".
#include "ui/chat/conversationaccess.h"
#include "base/pending.h"
#include "ui/homewindow.h"
#include "ui/parts/singleinstance.h"
#include "ui/parts/theme.h"
#include "base/translations.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>

using namespace hsf;

namespace {

using Windows = std::vector<std::unique_ptr<ui::HomeWindow>>;

void complain(const QString &sentence)
{
    QMessageBox::critical(nullptr, QCoreApplication::translate("main", "Hermes Skill Factory"), sentence);
}

// Prepares the sample home off the GUI thread, then opens a second window on it.
void lookAround(QObject *context, const QString &cache, Windows &windows)
{
    const Home home = Home::under(cache + QStringLiteral("/look-around"));
    inBackground([home] { return service::prepareLookAround(home); }).then(context, [home, &windows](const Result<service::LookAround> &ready) {
        if (!ready)
            return complain(ready.error().message);
        auto open = ui::HomeWindow::open(home);
        if (!open)
            return complain(open.error().message);
        service::Factory &factory = (*open)->factory();
        factory.models->useReplay(ready->replay);
        (*open)->window().setLookAround();
        (*open)->tellDesktop();
        QObject::connect(factory.bench.get(), &service::Workbench::opened, factory.chats.get(),
                         [chats = factory.chats.get(), folder = ready->workspace] { chats->createChat(folder); });
        (*open)->window().show();
        windows.push_back(*std::move(open));
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
    Windows windows;
    auto open = ui::HomeWindow::open(home);
    if (!open) {
        complain(open.error().message);
        return 1;
    }
    ui::HomeWindow &first = **open;
    first.tellDesktop();
    const auto followTheme = [&app, &first] {
        ui::applyTheme(app, first.factory().settings->settings().appearance);
        QObject::connect(first.factory().settings.get(), &service::SettingsService::changed, &app,
                         [&app](const Settings &settings) { ui::applyTheme(app, settings.appearance); });
    };
    followTheme();
    QObject::connect(&first, &ui::HomeWindow::reopened, &app, followTheme);
    QObject::connect(&first, &ui::HomeWindow::reopenFailed, &app, [](const QString &sentence) {
        complain(sentence);
        QCoreApplication::exit(1);
    });
    QObject::connect(&first, &ui::HomeWindow::lookAroundRequested, &app, [&] { lookAround(&app, home.cache, windows); });
    QObject::connect(&instance, &ui::SingleInstance::raiseRequested, &first,
                     [&first](const QByteArray &token) { first.window().comeToFront(token); });
    first.window().show();
    windows.push_back(*std::move(open));
    return app.exec();
}
