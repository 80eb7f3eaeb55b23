// SPDX-License-Identifier: MIT
//
// A conversation at work: the cost of a flush while an answer streams, a long chat opened and scrolled, a turn stopped, a window at
// rest.
#include "bench/rows.h"
#include "bench/stall.h"
#include "bench/world.h"

#include "support/scriptedserver.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/conversationview.h"
#include "ui/mainwindow.h"
#include "ui/parts/theme.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QScrollBar>
#include <QTextBrowser>
#include <QTimer>
#include <QWindow>

#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

double cpuSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double residentMegabytes()
{
    QFile statm(u"/proc/self/statm"_s);
    return statm.open(QIODevice::ReadOnly) ? statm.readAll().split(' ').value(1).toDouble() * double(::sysconf(_SC_PAGESIZE)) / 1e6 : 0;
}

void runUntil(const QString &what, const std::function<bool()> &came)
{
    const QDeadlineTimer end(120'000);
    while (!came()) {
        if (end.hasExpired())
            giveUp(u"This did not come: "_s + what);
        QEventLoop loop;
        QTimer::singleShot(1, &loop, &QEventLoop::quit);
        loop.exec();
    }
}

constexpr int perFlush = 300; // characters that come in 33 ms from a quick model

void flush(ui::ConversationView &view, const QString &text)
{
    view.appendAnswer(text);
    QCoreApplication::sendPostedEvents(&view, QEvent::MetaCall); // its code is coloured
    view.viewport()->repaint();
}

double timedFlush(ui::ConversationView &view, const QString &text)
{
    QElapsedTimer timer;
    timer.start();
    flush(view, text);
    return double(timer.nsecsElapsed()) / 1e6;
}

} // namespace

QList<Row> chatStreamFlush()
{
    const QString answer = longAnswer(220'000);
    ui::ConversationView view;
    view.resize(700, 800);
    view.show();
    QList<double> early, late;
    for (qsizetype at = 0; at + perFlush <= 200'000; at += perFlush) {
        const double took = timedFlush(view, answer.mid(at, perFlush));
        if (at > 170'000)
            late << took;
    }
    // Beside it the same words as short answers, at 1 000 characters of each: from where a block begins, one after another.
    for (qsizetype from = answer.indexOf(u"\n\n"_s, 170'000) + 2; from + 2 * perFlush + 700 < answer.size() && early.size() < 2 * late.size();
         from = answer.indexOf(u"\n\n"_s, from + perFlush / 2) + 2) {
        view.setMessages({});
        flush(view, answer.mid(from, 700));
        early << timedFlush(view, answer.mid(from + 700, perFlush)) << timedFlush(view, answer.mid(from + 700 + perFlush, perFlush));
    }
    qInfo("chat.stream.flush: %d flushes at 1 000 characters, median %.2f ms; %d at 200 000, median %.2f ms", int(early.size()), quantile(early, 0.5),
          int(late.size()), quantile(late, 0.5));
    // The whole way of 100 000 characters in pieces of 7, gathered as the service gathers them, beside Qt's own view.
    ui::ConversationView streamed;
    streamed.resize(700, 800);
    streamed.show();
    double before = cpuSeconds();
    QString waiting;
    for (qsizetype at = 0; at < 100'000; at += 7) {
        waiting += answer.mid(at, 7);
        if (waiting.size() >= perFlush)
            flush(streamed, std::exchange(waiting, {}));
    }
    const double ours = cpuSeconds() - before;
    QTextBrowser browser;
    browser.resize(700, 800);
    browser.show();
    before = cpuSeconds();
    int flushes = 0;
    for (qsizetype at = perFlush; at <= 100'000; at += perFlush * 8, ++flushes) { // every eighth: it takes long enough
        browser.setMarkdown(answer.left(at));
        browser.viewport()->repaint();
    }
    const double theirs = (cpuSeconds() - before) * 8;
    return {{u"chat.stream.flush"_s, quantile(late, 0.95), u"ms"_s, u"at 1 000 characters"_s, quantile(early, 0.95), u"<= 4 ms, 1.5 x"_s},
            {u"chat.stream.cpu"_s, ours, u"s"_s, u"QTextBrowser::setMarkdown a flush"_s, theirs, u"<= 0.05 x"_s}};
}

QList<Row> chatOpen()
{
    constexpr int count = 10'000;
    Settings settings;
    settings.workspace = QDir::tempPath();
    const World world(0, 0, settings);
    std::optional<SessionId> big;
    {
        const SystemClock clock;
        const auto stores = service::Stores::open(world.home(), settings, clock);
        if (!stores)
            giveUp(stores.error().message);
        const auto session = (*stores)->journal->createSession(settings.workspace);
        big = session->id;
        const QString answer = longAnswer(3'600);
        if (const auto filled = (*stores)->database->transaction([&]() -> Result<> {
                for (int i = 0; i < count; ++i)
                    if (const auto done = (*stores)->journal->append(*big, i % 2 ? chat::Message::assistant(answer) : chat::Message::user(answer.left(400))); !done)
                        return std::unexpected(done.error());
                return {};
            }); !filled)
            giveUp(filled.error().message);
        (void)(*stores)->journal->createSession(settings.workspace); // the newest: an empty one
    }
    auto built = service::Factory::build(world.home(), {.backgroundTimers = false});
    if (!built)
        giveUp(built.error().message);
    ui::MainWindow window(**built);
    window.show();
    runUntil(u"the empty chat"_s, [&] { return window.chatPage().currentChat() && window.windowHandle()->isExposed(); });
    runUntil(u"rest"_s, [timer = QDeadlineTimer(1'000)] { return timer.hasExpired(); });
    const double empty = residentMegabytes();
    auto *view = window.findChild<ui::ConversationView *>();
    // From the wish to the painted end of the chat; then until all of it is there, while the window answers.
    auto &app = static_cast<MeasuredApplication &>(*qApp);
    app.start();
    QElapsedTimer timer;
    timer.start();
    window.chatPage().openChat(*big);
    runUntil(u"the end of the long chat"_s, [&] { return !view->entries().isEmpty() && view->entries().last().number == count; });
    view->viewport()->repaint();
    const double opened = double(timer.nsecsElapsed()) / 1e6;
    runUntil(u"the long chat"_s, [&] { return view->isWhole() && view->entries().size() >= count; });
    const double whole = double(timer.nsecsElapsed()) / 1e6;
    runUntil(u"rest"_s, [rest = QDeadlineTimer(1'000)] { return rest.hasExpired(); });
    const Stalls stalls = app.stop();
    QList<double> frames;
    for (int i = 0; i < 300; ++i) {
        QElapsedTimer frame;
        frame.start();
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->value() - 200);
        view->viewport()->repaint();
        frames << double(frame.nsecsElapsed()) / 1e6;
        QCoreApplication::processEvents();
    }
    const double more = residentMegabytes() - empty;
    qInfo("chat.open: %s", qPrintable(stalls.words()));
    return {{u"chat.open"_s, opened, u"ms"_s, u"all of it"_s, whole, u"<= 100 ms"_s},
            {u"chat.open.stall"_s, quantile(stalls.events, 1), u"ms"_s, u"a frame of it"_s, quantile(frames, 0.5), u"<= 16 ms"_s},
            {u"chat.open.scroll"_s, quantile(frames, 0.95), u"ms"_s, u"the median frame"_s, quantile(frames, 0.5), u"<= 8 ms"_s},
            {u"chat.open.memory"_s, more, u"MB"_s, u"the empty window"_s, empty, u"<= 60 MB"_s}};
}

QList<Row> chatStop()
{
    test::ScriptedServer server;
    test::Gate never;
    server.lane(u"streams"_s, test::when::lastSays(u"stream"_s)).always([](const auto &) { return test::say(longAnswer(100'000)).pace(20, 5); });
    server.lane(u"stalls"_s, test::when::lastSays(u"stall"_s)).always([never](const auto &) { return test::say(u"a"_s).waitFor(never); });
    server.lane(u"tool"_s, test::when::lastSays(u"tool"_s)).always([](const auto &) { return test::call(u"terminal"_s, {{u"command"_s, u"sleep 100"_s}}); });
    Settings settings;
    settings.model = {server.baseUrl(), u"scripted"_s};
    settings.workspace = QDir::tempPath();
    const World world(0, 0, settings);
    auto built = service::Factory::build(world.home(), {.backgroundTimers = false});
    if (!built)
        giveUp(built.error().message);
    service::ChatService &chats = *(*built)->chats;
    std::optional<SessionId> id;
    bool busy = false, ended = false;
    QObject::connect(&chats, &service::ChatService::chatCreated, &chats, [&](const SessionId &made) { id = made; });
    QObject::connect(&chats, &service::ChatService::textStreamed, &chats, [&] { busy = true; });
    QObject::connect(&chats, &service::ChatService::toolStarted, &chats, [&] { busy = true; });
    QObject::connect(&chats, &service::ChatService::approvalRequested, &chats, [&](const tools::ApprovalRequest &request) {
        chats.answerApproval(request.session, request.callId, tools::Approval::Once);
    });
    QObject::connect(&chats, &service::ChatService::turnFinished, &chats, [&] { ended = true; });
    chats.createChat(settings.workspace);
    runUntil(u"a chat"_s, [&] { return id.has_value(); });
    QList<double> took;
    for (int round = 0; round < 5; ++round) {
        for (const QString &what : {u"stream"_s, u"stall"_s, u"tool"_s}) {
            busy = ended = false;
            chats.send(*id, what);
            runUntil(what, [&] { return busy; });
            runUntil(u"the middle of it"_s, [wait = QDeadlineTimer(150)] { return wait.hasExpired(); });
            QElapsedTimer timer;
            timer.start();
            chats.stop(*id);
            runUntil(u"the stop"_s, [&] { return ended; });
            took << double(timer.nsecsElapsed()) / 1e6;
        }
    }
    never.open();
    return {{u"chat.stop"_s, *std::ranges::max_element(took), u"ms"_s, u"the median stop"_s, quantile(took, 0.5), u"<= 200 ms"_s}};
}

QList<Row> idleCpu()
{
    constexpr int seconds = 60;
    const World world(200, 3);
    auto built = service::Factory::build(world.home());
    if (!built)
        giveUp(built.error().message);
    ui::MainWindow window(**built);
    window.show();
    runUntil(u"an exposed window"_s, [&] { return window.windowHandle()->isExposed(); });
    const auto rest = [](int milliseconds) {
        QEventLoop loop;
        QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
        loop.exec();
    };
    rest(5'000);
    rusage before{}, after{};
    ::getrusage(RUSAGE_SELF, &before);
    const double cpu = cpuSeconds();
    rest(seconds * 1'000);
    ::getrusage(RUSAGE_SELF, &after);
    const double part = (cpuSeconds() - cpu) / seconds * 100;
    return {{u"idle.cpu"_s, part, u"%"_s, u"a core"_s, 100, u"<= 0.5 %"_s},
            {u"idle.wakeups"_s, double(after.ru_nvcsw - before.ru_nvcsw) / seconds, u"a s"_s, u"none"_s, 0, u"-"_s}};
}

} // namespace hsf::bench
