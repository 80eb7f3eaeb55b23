// SPDX-License-Identifier: MIT
//
// The real window and a desktop: told of what happens while something else is in front, and only then; a click brings
// the window and the place, and decides nothing.
#include "ui/notify/fakedesktop.h"

#include "support/scriptedserver.h"
#include "ui/chat/approvalcard.h"
#include "ui/chat/chatpage.h"
#include "ui/curator/curatorpage.h"
#include "ui/homewindow.h"
#include "ui/parts/theme.h"
#include "ui/pictures.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QSignalSpy>
#include <QTabWidget>

using namespace hsf;
using namespace hsf::ui;
using namespace hsf::test;

namespace {

constexpr int patience = 30'000;

QByteArray skillNamed(const QByteArray &name)
{
    return "---\nname: " + name + "\ndescription: Writes " + name + ". Use when somebody asks for them.\n---\n# " + name
        + "\n\n1. Greet.\n2. Read it again.\n";
}

} // namespace

class TestNotifier : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void anAnswerIsToldAndAClickOpensItsChat();
    void whoIsThereIsToldNothing();
    void whoComesByThemselvesFindsTheDesktopEmpty();
    void answersOfSeveralChatsAreOneNotification();
    void anApprovalIsOpenedAndNeverGiven();
    void anApprovalThatIsOverGoes();
    void aFailureIsTold();
    void stoppingIsNoNews();
    void aReviewThatLeavesChangesIsToldOnce();
    void proposalsAreToldWhenTheyAreNew();
    void aSwitchOffIsHeardAtOnce();
    void theSettingSaysWhenNobodyTells();
    void anotherHomeInTheWindowTellsOn();

private:
    service::Factory &factory() { return m_open->factory(); }
    MainWindow &window() { return m_open->window(); }
    std::optional<SessionId> newChat(const QString &title)
    {
        std::optional<SessionId> made;
        const auto heard = connect(factory().chats.get(), &service::ChatService::chatCreated, this,
                                   [&made](const SessionId &id) { made = id; });
        factory().chats->createChat(m_folder->path());
        const bool isMade = QTest::qWaitFor([&] { return made.has_value(); }, patience);
        disconnect(heard);
        if (isMade)
            factory().chats->rename(*made, title);
        return made;
    }
    void leave()
    {
        m_other->activateWindow();
        QTRY_VERIFY(!window().isActiveWindow());
    }
    void finish(const SessionId &id, const QString &words)
    {
        bool isFinished = false;
        const auto heard = connect(factory().chats.get(), &service::ChatService::turnFinished, this,
                                   [&](const SessionId &ended) { isFinished = isFinished || ended == id; });
        factory().chats->send(id, words);
        QTRY_VERIFY_WITH_TIMEOUT(isFinished, patience);
        disconnect(heard);
    }
    Result<changes::ChangeSet> submit(const changes::Draft &draft)
    {
        auto job = factory().bench->io([draft](service::Stores &stores) { return stores.door->submit(draft); });
        job.waitForFinished();
        return job.result();
    }
    FakeDesktop &desktop() { return *m_desktop; }
    QString summary()
    {
        return desktop().shown.size() == 1 ? desktop().shown.first().summary
                                           : QStringLiteral("%1 shown").arg(desktop().shown.size());
    }
    QString body() { return desktop().shown.size() == 1 ? desktop().shown.first().body : QString(); }
    Home home() const { return Home::under(m_folder->filePath(u"a home"_s)); }

    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<FakeDesktop> m_desktop;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<HomeWindow> m_open;
    bool m_curatorSpoke = false;
    std::unique_ptr<QWidget> m_other; ///< another program's window
};

void TestNotifier::initTestCase()
{
    if (!PrivateBus::isPossible())
        QSKIP("not installed here: dbus-daemon");
    applyTheme(*qApp, {});
    m_bus = std::make_unique<PrivateBus>();
}

void TestNotifier::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf notify XXXXXX"_s);
    m_server = std::make_unique<ScriptedServer>();
    m_desktop = std::make_unique<FakeDesktop>(m_bus->address());
    Settings settings;
    settings.model = {m_server->baseUrl(), u"scripted"_s};
    settings.workspace = m_folder->path();
    settings.learning.paused = true;
    QVERIFY(service::saveSettings(home(), settings));
    for (const QByteArray name : {"letters", "minutes"}) {
        QVERIFY(QDir().mkpath(home().defaultLibrary() + u'/' + QString::fromUtf8(name)));
        QFile file(home().defaultLibrary() + u'/' + QString::fromUtf8(name) + u"/SKILL.md"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(skillNamed(name)) > 0);
    }
    m_open = std::move(*HomeWindow::open(home(), HomeWindow::Timers::Off));
    m_curatorSpoke = false;
    connect(factory().curator.get(), &service::CuratorService::statusChanged, this, [this] { m_curatorSpoke = true; });
    m_open->tellDesktop(m_bus->address());
    m_other = std::make_unique<QWidget>();
    m_other->show();
    QSignalSpy opened(factory().bench.get(), &service::Workbench::opened);
    window().show();
    window().activateWindow();
    QTRY_VERIFY(window().isActiveWindow());
    QTRY_VERIFY_WITH_TIMEOUT(!opened.isEmpty(), patience);
}

void TestNotifier::cleanup()
{
    m_open.reset();
    m_desktop.reset();
    m_other.reset();
    if (!m_server)
        return;
    QVERIFY2(m_server->unexpected().isEmpty(), qPrintable(m_server->unexpected().join('\n')));
    QCOMPARE(m_server->unserved(), QStringList());
}

void TestNotifier::anAnswerIsToldAndAClickOpensItsChat()
{
    m_server->lane(u"turn"_s, when::userSays(u"Which are open?"_s))
        .reply(say(u"**Two** are <b>open</b>.\n\nR-1192 and R-1193."_s));
    const auto bills = newChat(u"Bills & <i>more</i>"_s);
    const auto garden = newChat(u"The garden"_s);
    QVERIFY(bills && garden);
    QTRY_COMPARE_WITH_TIMEOUT(window().chatPage().currentChat(), garden, patience);
    window().showPage(MainWindow::Page::Memory);
    leave();
    finish(*bills, u"Which are open?"_s);
    QTRY_COMPARE(summary(), u"The answer is ready"_s);
    QTRY_COMPARE(body(), u"Bills &amp; &lt;i&gt;more&lt;/i&gt;\nTwo are &lt;b&gt;open&lt;/b&gt;."_s);
    QVERIFY(!window().isActiveWindow());
    desktop().click(desktop().shown.first().id, u"leave-to-come"_s);
    QTRY_VERIFY(window().isActiveWindow());
    QCOMPARE(window().page(), MainWindow::Page::Chat);
    QTRY_COMPARE_WITH_TIMEOUT(window().chatPage().currentChat(), bills, patience);
    QTRY_VERIFY(desktop().shown.isEmpty());
    QCOMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), QByteArray("leave-to-come"));
    qunsetenv("XDG_ACTIVATION_TOKEN");
}

void TestNotifier::whoIsThereIsToldNothing()
{
    m_server->lane(u"turn"_s, when::anything()).reply(say(u"Yes."_s)).reply(say(u"No."_s));
    const auto bills = newChat(u"Bills"_s);
    QVERIFY(bills);
    finish(*bills, u"One"_s);
    QDialog dialog(&window()); // of ours
    dialog.show();
    dialog.activateWindow();
    QTRY_VERIFY(dialog.isActiveWindow());
    finish(*bills, u"Two"_s);
    QCOMPARE(desktop().asked, 0);
}

void TestNotifier::whoComesByThemselvesFindsTheDesktopEmpty()
{
    m_server->lane(u"turn"_s, when::anything()).reply(say(u"Yes."_s));
    const auto bills = newChat(u"Bills"_s);
    QVERIFY(bills);
    leave();
    finish(*bills, u"One"_s);
    QTRY_COMPARE(desktop().shown.size(), 1);
    window().activateWindow();
    QTRY_VERIFY(desktop().shown.isEmpty());
}

void TestNotifier::answersOfSeveralChatsAreOneNotification()
{
    m_server->lane(u"turn"_s, when::anything()).reply(say(u"Yes."_s)).reply(say(u"No."_s)).reply(say(u"Perhaps."_s));
    const auto bills = newChat(u"Bills"_s), garden = newChat(u"The garden"_s);
    QVERIFY(bills && garden);
    leave();
    finish(*garden, u"One"_s);
    QTRY_COMPARE(summary(), u"The answer is ready"_s);
    const uint id = desktop().shown.first().id;
    finish(*garden, u"Two"_s);
    QTRY_COMPARE(summary(), u"2 answers are ready"_s);
    QTRY_COMPARE(body(), u"The garden\nNo."_s);
    finish(*bills, u"Three"_s);
    QTRY_COMPARE(summary(), u"3 answers are ready"_s);
    QTRY_COMPARE(body(), u"Bills · The garden"_s);
    QCOMPARE(desktop().shown.first().replaced, id);
    desktop().putAway(id);
    desktop().click(id); // it is gone: nobody can have clicked
    QVERIFY(!window().isActiveWindow());
}

void TestNotifier::anApprovalIsOpenedAndNeverGiven()
{
    m_server->lane(u"write"_s, when::userSays(u"Write it"_s))
        .reply(call(u"write_file"_s, {{u"path"_s, u"secret-plan.txt"_s}, {u"content"_s, u"R-1166\n"_s}}))
        .reply(say(u"Not written."_s));
    const auto bills = newChat(u"Bills"_s);
    QVERIFY(bills);
    QTRY_COMPARE_WITH_TIMEOUT(window().chatPage().currentChat(), bills, patience);
    leave();
    QSignalSpy finished(factory().chats.get(), &service::ChatService::turnFinished);
    factory().chats->send(*bills, u"Write it"_s);
    QTRY_COMPARE_WITH_TIMEOUT(summary(), u"The agent asks for your approval"_s, patience);
    QTRY_COMPARE(body(), u"Bills"_s); // not what for: that stands on the card, whole
    QCOMPARE(desktop().shown.first().actions, (QStringList{u"default"_s, u"Open"_s}));
    const uint id = desktop().shown.first().id;
    for (const QString &button : {u"approve"_s, u"allow"_s, u"once"_s, u"inline-reply"_s})
        desktop().click(id, {}, button);
    desktop().click(id);
    QTRY_VERIFY(window().isActiveWindow());
    QTRY_VERIFY(desktop().shown.isEmpty());
    const auto *card = window().findChild<ApprovalCard *>();
    QVERIFY(card && card->isVisible()); // it still asks
    QCOMPARE(finished.size(), 0);
    QVERIFY(!QFile::exists(m_folder->filePath(u"secret-plan.txt"_s)));
    factory().chats->answerApproval(*bills, card->request().callId, tools::Approval::Denied);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    QVERIFY(!QFile::exists(m_folder->filePath(u"secret-plan.txt"_s)));
}

void TestNotifier::anApprovalThatIsOverGoes()
{
    m_server->lane(u"write"_s, when::userSays(u"Write it"_s))
        .reply(call(u"write_file"_s, {{u"path"_s, u"plan.txt"_s}, {u"content"_s, u"x"_s}}));
    const auto bills = newChat(u"Bills"_s);
    QVERIFY(bills);
    leave();
    QSignalSpy finished(factory().chats.get(), &service::ChatService::turnFinished);
    factory().chats->send(*bills, u"Write it"_s);
    QTRY_COMPARE_WITH_TIMEOUT(summary(), u"The agent asks for your approval"_s, patience);
    factory().chats->stop(*bills);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    QTRY_VERIFY(desktop().shown.isEmpty());
    QVERIFY(!window().isActiveWindow());
}

void TestNotifier::aFailureIsTold()
{
    m_server->lane(u"turn"_s, when::anything())
        .reply(refuse(400, u"the sums are too <long>"_s))
        .reply(say(u"Now it works."_s));
    const auto bills = newChat(u"Bills"_s);
    QVERIFY(bills);
    leave();
    finish(*bills, u"One"_s);
    QTRY_COMPARE(summary(), u"An answer could not be finished"_s);
    QTRY_VERIFY(body().startsWith(u"Bills\n"_s));
    QVERIFY2(body().contains(u"the sums are too &lt;long&gt;"_s), qPrintable(body()));
    finish(*bills, u"Two"_s);
    QTRY_COMPARE(summary(), u"The answer is ready"_s); // and the failure is gone
}

void TestNotifier::stoppingIsNoNews()
{
    const Gate rest;
    m_server->lane(u"turn"_s, when::anything()).reply(say(u"First, "_s).waitFor(rest).text(u"then."_s));
    const auto bills = newChat(u"Bills"_s);
    QVERIFY(bills);
    leave();
    QSignalSpy finished(factory().chats.get(), &service::ChatService::turnFinished);
    factory().chats->send(*bills, u"One"_s);
    QTRY_VERIFY_WITH_TIMEOUT(rest.isReached(), patience);
    factory().chats->stop(*bills);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    QCOMPARE(desktop().asked, 0);
    rest.open();
}

void TestNotifier::aReviewThatLeavesChangesIsToldOnce()
{
    leave();
    const auto held = [this](const QString &name) {
        changes::Draft draft{
            {.origin = changes::Origin::Review},
            u"Names"_s,
            {changes::PatchFile{.skill = name, .oldText = "1. Greet.", .newText = "1. Greet by name."}}};
        draft.holdBecause = u"A person looks first."_s;
        return submit(draft);
    };
    QTRY_VERIFY_WITH_TIMEOUT(factory().library->rows().size() == 2, patience);
    const auto letters = held(u"letters"_s), minutes = held(u"minutes"_s);
    QVERIFY(letters && minutes && letters->state == changes::State::Held);
    const SessionId chat = SessionId::fresh();
    // As the service announces it
    Q_EMIT factory().reviews->changeHeld(chat, *letters);
    Q_EMIT factory().reviews->changeHeld(chat, *minutes);
    QCOMPARE(desktop().asked, 0);
    Q_EMIT factory().reviews->reviewFinished({ReviewId::fresh(), chat, {}, {}, u"done"_s, {}, 1, 0, 0, {}});
    QTRY_COMPARE(summary(), u"2 changes wait for your decision"_s);
    QCOMPARE(body(), u"minutes · letters"_s);
    factory().changes->accept(letters->id); // from the command line, say
    QTRY_COMPARE_WITH_TIMEOUT(summary(), u"A change waits for your decision"_s, patience);
    desktop().click(desktop().shown.first().id);
    QTRY_VERIFY(window().isActiveWindow());
    QCOMPARE(window().page(), MainWindow::Page::Changes);
    QTRY_VERIFY(desktop().shown.isEmpty());
    auto job = factory().bench->io([id = minutes->id](service::Stores &stores) { return stores.door->set(id); });
    job.waitForFinished();
    QCOMPARE(job.result()->state, changes::State::Held); // opened, not accepted
    Q_EMIT factory().reviews->reviewFinished({ReviewId::fresh(), chat, {}, {}, u"done"_s, {}, 1, 0, 0, {}});
    QVERIFY(desktop().shown.isEmpty());
}

void TestNotifier::proposalsAreToldWhenTheyAreNew()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_curatorSpoke, patience); // what it tells at the start
    const auto proposal = [](const QString &skill) {
        return curator::Proposal{.id = ProposalId::fresh(), .skill = skill, .state = u"waiting"_s};
    };
    const curator::Proposal old = proposal(u"letters"_s), fresh = proposal(u"minutes"_s);
    Q_EMIT factory().curator->proposalsChanged({old}, {}); // seen
    leave();
    Q_EMIT factory().curator->proposalsChanged({old, fresh}, {});
    Q_EMIT factory().curator->proposalsChanged({old, fresh}, {});
    QTRY_COMPARE(summary(), u"The curator has a proposal"_s);
    QCOMPARE(body(), u"minutes"_s);
    QCOMPARE(desktop().asked, 1);
    Q_EMIT factory().curator->proposalsChanged({old}, {}); // decided elsewhere
    QTRY_VERIFY(desktop().shown.isEmpty());
    const curator::Proposal third = proposal(u"notes"_s);
    Q_EMIT factory().curator->proposalsChanged({old, third}, {});
    QTRY_COMPARE(body(), u"notes"_s);
    desktop().click(desktop().shown.first().id);
    QTRY_VERIFY(window().isActiveWindow());
    QCOMPARE(window().page(), MainWindow::Page::Curator);
}

void TestNotifier::aSwitchOffIsHeardAtOnce()
{
    m_server->lane(u"turn"_s, when::anything()).reply(say(u"Yes."_s)).reply(say(u"No."_s));
    const auto bills = newChat(u"Bills"_s);
    QVERIFY(bills);
    leave();
    finish(*bills, u"One"_s);
    QTRY_COMPARE(desktop().shown.size(), 1);
    const QWidget *settings = window().widgetOf(MainWindow::Page::Settings);
    settings->findChild<QCheckBox *>(u"noticeWords"_s)->click();
    QTRY_COMPARE(body(), QString());
    settings->findChild<QCheckBox *>(u"noticeAnswers"_s)->click();
    QTRY_VERIFY(desktop().shown.isEmpty());
    finish(*bills, u"Two"_s);
    QVERIFY(desktop().shown.isEmpty());
    QTRY_VERIFY(!service::loadSettings(home()).value_or(Settings()).notices.answers);
    settings->findChild<QCheckBox *>(u"noticesOn"_s)->click();
    QVERIFY(!settings->findChild<QCheckBox *>(u"noticeApprovals"_s)->isEnabled());
}

void TestNotifier::theSettingSaysWhenNobodyTells()
{
    window().showPage(MainWindow::Page::Settings);
    auto *tabs = window().findChild<QTabWidget *>(u"settingsTabs"_s);
    for (int i = 0; i < tabs->count(); ++i)
        if (tabs->tabText(i) == u"Notifications")
            tabs->setCurrentIndex(i);
    const auto *said = window().findChild<QLabel *>(u"noticesDesktop"_s);
    QTRY_VERIFY(said->isHidden());
    hsf::test::look(window(), u"settings-notifications"_s);
    m_desktop.reset();
    QTRY_VERIFY(said->isVisible());
    QVERIFY2(said->text().contains(u"no service"_s), qPrintable(said->text()));
    hsf::test::look(window(), u"settings-notifications-missing"_s);
    m_desktop = std::make_unique<FakeDesktop>(m_bus->address());
    QTRY_VERIFY(said->isHidden());
}

void TestNotifier::anotherHomeInTheWindowTellsOn()
{
    m_server->lane(u"turn"_s, when::anything()).reply(say(u"Yes."_s)).reply(say(u"No."_s));
    auto bills = newChat(u"Bills"_s);
    QVERIFY(bills);
    leave();
    finish(*bills, u"One"_s);
    QTRY_COMPARE(desktop().shown.size(), 1);
    QSignalSpy reopened(m_open.get(), &HomeWindow::reopened);
    Q_EMIT window().reopenRequested();
    QTRY_COMPARE_WITH_TIMEOUT(reopened.size(), 1, patience);
    QTRY_VERIFY(desktop().shown.isEmpty()); // it spoke of a window that is gone
    bills = newChat(u"Bills"_s);
    QVERIFY(bills);
    leave();
    finish(*bills, u"Two"_s);
    QTRY_COMPARE(summary(), u"The answer is ready"_s);
}

QTEST_MAIN(TestNotifier)
#include "tst_notifier.moc"
