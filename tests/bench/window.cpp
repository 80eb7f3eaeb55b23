// SPDX-License-Identifier: MIT
//
// The window under load: five thousand skills are read, a long answer streams, reviews write skills, all at the same time; beside
// the same window at rest.
#include "bench/rows.h"
#include "bench/stall.h"
#include "bench/world.h"

#include "support/scriptedserver.h"
#include "ui/chat/chatpage.h"
#include "ui/mainwindow.h"
#include "ui/parts/theme.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>
#include <QWindow>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

constexpr int skills = 5'000;
constexpr int reviews = 6;
constexpr int characters = 150'000;

test::ScriptedReply reviewWords(const test::ScriptedRequest &request, std::atomic<int> &number)
{
    if (request.lastRole() != u"user")
        return test::say(u"Done."_s);
    const int next = ++number;
    const QString name = u"learned-%1"_s.arg(next, 2, 10, QChar(u'0'));
    const QJsonObject quote{{u"message"_s, 1}, {u"quote"_s, u"Always name the case first."_s}};
    return test::call(u"skill_manage"_s, {{u"reason"_s, u"The person said how"_s},
                                          {u"operations"_s, QJsonArray{QJsonObject{{u"action"_s, u"create"_s},
                                                                                   {u"name"_s, name},
                                                                                   {u"content"_s, QString::fromUtf8(skillText(name, next))},
                                                                                   {u"outcome"_s, u"worked"_s},
                                                                                   {u"evidence"_s, QJsonArray{quote}}}}}});
}

// In an event loop, as the program runs: waiting by short sleeps would be late for the heartbeat by itself.
void runFor(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

void waitFor(const QString &what, const std::function<bool()> &came)
{
    const QDeadlineTimer end(300'000);
    while (!came()) {
        if (end.hasExpired())
            giveUp(u"This did not come: "_s + what);
        runFor(20);
    }
}

struct Load { // what really happened while it was measured
    int rows = 0, reviewed = 0, applied = 0;
    qsizetype streamed = 0;
    bool answered = false;
};

void count(service::Factory &factory, Load &load)
{
    using namespace service;
    QObject::connect(factory.library.get(), &LibraryService::rowsChanged, qApp, [&](const QList<SkillRow> &rows) { load.rows = int(rows.size()); });
    QObject::connect(factory.chats.get(), &ChatService::textStreamed, qApp, [&](const SessionId &, const QString &text) { load.streamed += text.size(); });
    QObject::connect(factory.chats.get(), &ChatService::turnFinished, qApp, [&](const SessionId &, const TurnOutcome &outcome) {
        if (!outcome.sentence.isEmpty())
            giveUp(outcome.sentence);
        load.answered = true;
    });
    QObject::connect(factory.bench.get(), &Workbench::setChanged, qApp, [&](const changes::ChangeSet &set) {
        load.applied += set.state == changes::State::Applied ? 1 : 0;
    });
    QObject::connect(factory.reviews.get(), &ReviewService::reviewFinished, qApp, [&](const review::ReviewRecord &record) {
        if (record.state != u"done")
            giveUp(u"A review ended as %1: %2"_s.arg(record.state, record.summary));
        ++load.reviewed;
    });
}

} // namespace

QList<Row> windowStalls()
{
    auto &app = static_cast<MeasuredApplication &>(*qApp);
    std::atomic<int> number = 0;
    test::ScriptedServer server;
    server.lane(u"review"_s, test::when::userSays(u"quiet second reader"_s)).always([&](const auto &request) { return reviewWords(request, number); });
    server.lane(u"chat"_s).reply(test::say(longAnswer(characters)).pace(160, 5));
    Settings settings;
    settings.model = {server.baseUrl(), u"scripted"_s};
    settings.workspace = QDir::tempPath();
    const World world(skills, reviews, settings);

    auto built = service::Factory::build(world.home());
    if (!built)
        giveUp(built.error().message);
    service::Factory &factory = **built;
    Load load;
    QList<journal::Session> known;
    count(factory, load);
    QObject::connect(factory.chats.get(), &service::ChatService::sessionsChanged, qApp, [&](const auto &sessions) { known = sessions; });
    ui::MainWindow window(factory);
    ui::applyTheme(app, settings.appearance);
    window.show();
    waitFor(u"an exposed window"_s, [&] { return window.windowHandle()->isExposed(); });

    app.start(); // the library is being read from here on
    waitFor(u"the chats"_s, [&] { return known.size() == reviews && window.chatPage().currentChat(); });
    const SessionId old = *window.chatPage().currentChat();
    window.chatPage().newChat();
    waitFor(u"a new chat"_s, [&] { return window.chatPage().currentChat() != old; });
    factory.chats->send(*window.chatPage().currentChat(), u"Tell me all about it."_s);
    for (const journal::Session &session : QList(known)) {
        if (session.id != *window.chatPage().currentChat())
            factory.reviews->reviewNow(session.id);
    }
    waitFor(u"the end of the load"_s, [&] { return load.answered && load.reviewed >= reviews && load.rows >= skills + reviews; });
    const Stalls busy = app.stop();
    const Load during = load;
    runFor(500); // the last rows settle
    app.start();
    runFor(3'000);
    const Stalls idle = app.stop();

    qInfo("ui.stall, under load: %d rows read, %d characters streamed, %d reviews, %d changes applied; %s", during.rows, int(during.streamed),
          during.reviewed, during.applied, qPrintable(busy.words()));
    qInfo("ui.stall, at rest: %s", qPrintable(idle.words()));
    return {{u"ui.stall.p99"_s, busy.p99(), u"ms"_s, u"the same window at rest"_s, idle.p99(), u"<= 16 ms"_s},
            {u"ui.stall.max"_s, busy.max(), u"ms"_s, u"the same window at rest"_s, idle.max(), u"<= 50 ms"_s}};
}

} // namespace hsf::bench
