// SPDX-License-Identifier: MIT
//
// From the start of the process until the rows of the library and of the chats are painted, beside a bare QMainWindow.
#include "bench/start.h"

#include "bench/rows.h"
#include "bench/world.h"

#include "service/factory.h"
#include "ui/chat/conversationaccess.h"
#include "ui/mainwindow.h"
#include "ui/parts/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QListView>
#include <QProcess>
#include <QTimer>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

constexpr int skills = 1'000;
constexpr int chats = 200;
constexpr int runs = 9;

// Sees views being painted; ends the program when all of them were painted with their rows.
class Painted final : public QObject
{
public:
    void watch(QWidget *widget, std::function<bool()> ready)
    {
        m_waiting.insert(widget, std::move(ready));
        widget->installEventFilter(this);
    }

private:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_waiting.contains(object) && m_waiting.value(object)()) {
            m_waiting.remove(object);
            if (m_waiting.isEmpty())
                QTimer::singleShot(0, this, [] { // after this painting
                    std::fputs("painted\n", stdout);
                    std::fflush(stdout);
                    ::_exit(0);
                });
        }
        return false;
    }
    QHash<QObject *, std::function<bool()>> m_waiting;
};

double started(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer timer;
    timer.start();
    process.start(QCoreApplication::applicationFilePath(), arguments);
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(120'000))
            giveUp(u"The program painted nothing: "_s + arguments.join(u' '));
    }
    const double took = double(timer.nsecsElapsed()) / 1e6;
    process.waitForFinished();
    return took;
}

} // namespace

int paintWindow(int &argc, char **argv, const QString &home)
{
    QApplication app(argc, argv);
    ui::installConversationAccess();
    service::FactoryOptions options;
    options.stores.readLibraryAtOnce = true; // as the program does
    auto factory = service::Factory::build(Home::under(home), std::move(options));
    if (!factory)
        giveUp(factory.error().message);
    ui::MainWindow window(**factory);
    ui::applyTheme(app, (*factory)->settings->settings().appearance);
    Painted painted;
    const auto rows = [&](const char *name, int least) {
        auto *list = window.findChild<QListView *>(QLatin1StringView(name));
        painted.watch(list->viewport(), [list, least] { return list->model()->rowCount() >= least; });
    };
    rows("libraryList", skills);
    rows("sessionsList", chats);
    window.show();
    return QApplication::exec();
}

int paintBareWindow(int &argc, char **argv)
{
    QApplication app(argc, argv);
    QMainWindow window;
    window.resize(1280, 800);
    Painted painted;
    painted.watch(&window, [] { return true; });
    window.show();
    return QApplication::exec();
}

QList<Row> firstPaint()
{
    const World world(skills, chats);
    const QString home = world.folder() + u"/home"_s;
    const QStringList ours{u"--paint-window"_s, home};
    const QStringList bare{u"--paint-bare-window"_s};
    started(bare); // the libraries are in the page cache for both
    started(ours);
    QList<double> windows, bares;
    for (int i = 0; i < runs; ++i) {
        bares.append(started(bare));
        windows.append(started(ours));
    }
    return {{u"start.first_paint"_s, quantile(windows, 0.5), u"ms"_s,
             u"a bare QMainWindow; ours with %1 skills and %2 chats"_s.arg(skills).arg(chats), quantile(bares, 0.5), u"<= 4 x"_s}};
}

} // namespace hsf::bench
