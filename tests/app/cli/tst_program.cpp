// SPDX-License-Identifier: MIT
//
// `skill-factory` as a person or a script meets it: the real program as a process, on a real home, against a real server whose model
// speaks from a script.
#include "service/stores.h"
#include "support/scriptedserver.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::test;

namespace {

const QByteArray goodSkill = "---\nname: invoice-checks\ndescription: Check invoices for missing numbers and wrong sums. Use when "
                             "somebody asks whether invoices are right.\n---\n# Invoice checks\n\n1. Read each invoice.\n2. Add up its lines.\n";

QByteArray skillNamed(const QByteArray &name)
{
    return QByteArray(goodSkill).replace("name: invoice-checks", "name: " + name);
}

struct Ran {
    int code = -1;
    QString out, err;
    QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

} // namespace

class ProgramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void helpTeachesEveryVerb();
    void wrongUsageIsNamed_data();
    void wrongUsageIsNamed();
    void theAnswerAndNothingElseIsOnStandardOutput();
    void theModelAndItsKeyComeFromTheEnvironment();
    void withYesTheAgentWritesAFile();
    void withoutYesItIsDeniedAndSaidWhy();
    void aServerThatRefusesFailsTheTurn();
    void ctrlCStopsTheTurnAndKeepsTheQuestion();
    void aReviewCreatesASkillWhichCanBeListedReadBackAndUndone();
    void lintTellsGoodSkillsFromBad();
    void curateProposesWhatLiesIdle();
    void twoAtOnceBothKeepTheirSkill();

private:
    QProcess *started(const QStringList &words, const QStringList &environment = {}, const QByteArray &input = {});
    static Ran ended(QProcess *process);
    Ran run(const QStringList &words, const QStringList &environment = {}, const QByteArray &input = {})
    {
        return ended(started(words, environment, input));
    }
    QStringList ask(const QString &text, const QStringList &more = {}) const
    {
        return QStringList{u"ask"_s, text, u"--workspace"_s, m_workspace, u"--base-url"_s, m_server->baseUrl(), u"--model"_s, u"scripted"_s} + more;
    }
    Result<std::unique_ptr<service::Stores>> stores(const Clock &clock) { return service::Stores::open(Home::under(m_home), {}, clock); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    QString m_home, m_workspace;
};

void ProgramTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/skill factory XXXXXX"_s);
    m_server = std::make_unique<ScriptedServer>();
    m_home = m_folder->filePath(u"home"_s);
    m_workspace = m_folder->filePath(u"my work"_s);
    QVERIFY(QDir().mkpath(m_workspace));
}

QProcess *ProgramTest::started(const QStringList &words, const QStringList &environment, const QByteArray &input)
{
    auto *process = new QProcess(this);
    process->setEnvironment(QStringList{u"PATH="_s + qEnvironmentVariable("PATH"), u"LC_ALL=C.UTF-8"_s, u"HOME="_s + m_folder->path()} + environment);
    process->setWorkingDirectory(m_folder->path());
    process->start(QStringLiteral(HSF_BIN_DIR "/skill-factory"), QStringList{u"--home"_s, m_home} + words);
    process->write(input);
    process->closeWriteChannel();
    return process;
}

Ran ProgramTest::ended(QProcess *process)
{
    if (!process->waitForFinished(60'000) || process->exitStatus() != QProcess::NormalExit)
        return {.err = u"did not end by itself: "_s + process->errorString()};
    return {process->exitCode(), QString::fromUtf8(process->readAllStandardOutput()), QString::fromUtf8(process->readAllStandardError())};
}

void ProgramTest::helpTeachesEveryVerb()
{
    const Ran all = run({u"--help"_s});
    QCOMPARE(all.code, 0);
    QCOMPARE(all.err, QString());
    for (const QString &verb : {u"ask"_s, u"list"_s, u"lint"_s, u"curate"_s, u"history"_s, u"undo"_s}) {
        QVERIFY2(all.out.contains(u"  "_s + verb), qPrintable(verb));
        const Ran one = run({verb, u"--help"_s});
        QCOMPARE(one.code, 0);
        QVERIFY2(one.out.contains(u"Usage: skill-factory [--home DIR] "_s + verb) && one.out.contains(u"With --json: {"_s), qPrintable(one.out));
    }
    QVERIFY(run({u"--version"_s}).out.startsWith(u"skill-factory "_s));
    QVERIFY(!QFileInfo::exists(m_home)); // asking for help makes nothing
}

void ProgramTest::wrongUsageIsNamed_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("named");
    QTest::newRow("no verb") << QStringList{} << u"verb is missing"_s;
    QTest::newRow("unknown verb") << QStringList{u"aks"_s} << u"\"aks\""_s;
    QTest::newRow("unknown option") << QStringList{u"list"_s, u"--jsno"_s} << u"--jsno"_s;
    QTest::newRow("no question") << QStringList{u"ask"_s} << u"TEXT is missing"_s;
    QTest::newRow("unquoted question") << QStringList{u"ask"_s, u"two"_s, u"words"_s} << u"\"words\""_s;
    QTest::newRow("no model") << QStringList{u"ask"_s, u"hello"_s} << u"--base-url"_s;
    QTest::newRow("no such workspace") << QStringList{u"ask"_s, u"hello"_s, u"--workspace"_s, u"/no/such"_s} << u"/no/such"_s;
    QTest::newRow("no such path") << QStringList{u"lint"_s, u"/no/such"_s} << u"/no/such"_s;
    QTest::newRow("not a time") << QStringList{u"curate"_s, u"--dry-run"_s, u"--now"_s, u"tomorrow"_s} << u"\"tomorrow\""_s;
    QTest::newRow("a real run in the future") << QStringList{u"curate"_s, u"--now"_s, u"2030-01-01"_s} << u"--dry-run"_s;
    QTest::newRow("home twice") << QStringList{u"list"_s, u"--home"_s, u"/x"_s} << u"--home is given twice"_s;
    QTest::newRow("not an id") << QStringList{u"undo"_s, u"a/b"_s} << u"a/b"_s;
}

void ProgramTest::wrongUsageIsNamed()
{
    QFETCH(QStringList, words);
    QFETCH(QString, named);
    const Ran ran = run(words);
    QCOMPARE(ran.code, 2);
    QCOMPARE(ran.out, QString());
    QVERIFY2(ran.err.contains(named), qPrintable(ran.err));
    QCOMPARE(ran.err.count(u'\n'), 1);
}

void ProgramTest::theAnswerAndNothingElseIsOnStandardOutput()
{
    m_server->lane(u"turn"_s).reply(call(u"search_files"_s, {{u"pattern"_s, u"x"_s}})).reply(say(u"Nothing there."_s));
    const Ran ran = run(ask(u"-"_s), {}, "Is there an x?\n");
    QCOMPARE(ran.out, u"Nothing there.\n"_s);
    QCOMPARE(ran.code, 0);
    QVERIFY2(ran.err.contains(u"search_files"_s), qPrintable(ran.err));
    QVERIFY(m_server->requests().first().lastText().contains(u"Is there an x?"_s));
    QCOMPARE(m_server->unexpected(), QStringList());
}

void ProgramTest::theModelAndItsKeyComeFromTheEnvironment()
{
    m_server->requireKey(u"k-123"_s);
    m_server->lane(u"turn"_s).always(say(u"Here."_s));
    const QStringList environment{u"OPENAI_BASE_URL="_s + m_server->baseUrl(), u"OPENAI_MODEL=scripted"_s};
    const Ran without = run({u"ask"_s, u"Who?"_s}, environment);
    QCOMPARE(without.code, 1);
    QCOMPARE(run({u"ask"_s, u"Who?"_s}, environment + QStringList{u"OPENAI_API_KEY=k-123"_s}).out, u"Here.\n"_s);
}

void ProgramTest::withYesTheAgentWritesAFile()
{
    m_server->lane(u"turn"_s)
        .reply(call(u"write_file"_s, {{u"path"_s, u"notes.txt"_s}, {u"content"_s, u"two\n"_s}}))
        .reply(say(u"Written."_s).usage(1200, 8));
    const Ran ran = run(ask(u"Write two."_s, {u"--yes"_s, u"--json"_s}));
    QCOMPARE(ran.code, 0);
    const QJsonObject json = ran.json();
    QCOMPARE(json[u"answer"].toString(), u"Written."_s);
    QCOMPARE(json[u"iterations"].toInt(), 2);
    QCOMPARE(json[u"tool_calls"][0][u"name"].toString(), u"write_file"_s);
    QCOMPARE(json[u"tool_calls"][0][u"ok"].toBool(), true);
    QVERIFY(json[u"usage"].toObject().size() > 0);
    QVERIFY(json[u"changes"].isArray() && json[u"changes"].toArray().isEmpty());
    QFile file(m_workspace + u"/notes.txt"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "two\n");
}

void ProgramTest::withoutYesItIsDeniedAndSaidWhy()
{
    m_server->lane(u"turn"_s)
        .reply(call(u"write_file"_s, {{u"path"_s, u"notes.txt"_s}, {u"content"_s, u"two\n"_s}}))
        .reply(say(u"I may not write here."_s));
    const Ran ran = run(ask(u"Write two."_s));
    QCOMPARE(ran.code, 0);
    QCOMPARE(ran.out, u"I may not write here.\n"_s);
    QVERIFY2(ran.err.contains(u"notes.txt"_s) && ran.err.contains(u"--yes"_s), qPrintable(ran.err));
    QVERIFY(!QFileInfo::exists(m_workspace + u"/notes.txt"_s));
}

void ProgramTest::aServerThatRefusesFailsTheTurn()
{
    m_server->lane(u"turn"_s).always(refuse(400, u"no such model"_s));
    const Ran ran = run(ask(u"Hello?"_s));
    QCOMPARE(ran.code, 1);
    QCOMPARE(ran.out, QString());
    QVERIFY2(ran.err.contains(u"no such model"_s), qPrintable(ran.err));
}

void ProgramTest::ctrlCStopsTheTurnAndKeepsTheQuestion()
{
    const Gate gate;
    m_server->lane(u"turn"_s).reply(say(u"One moment"_s).waitFor(gate));
    QProcess *process = started(ask(u"A long question"_s));
    QTRY_VERIFY_WITH_TIMEOUT(gate.isReached(), 60'000);
    ::kill(pid_t(process->processId()), SIGINT);
    const Ran ran = ended(process);
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains(u"Stopped"_s), qPrintable(ran.err));

    const SystemClock clock;
    const auto open = stores(clock);
    QVERIFY(open);
    const auto chats = (*open)->journal->sessions();
    QCOMPARE(chats->size(), 1);
    QCOMPARE((*open)->journal->messages(chats->first().id)->first().message.text, u"A long question"_s);
}

void ProgramTest::aReviewCreatesASkillWhichCanBeListedReadBackAndUndone()
{
    m_server->lane(u"review"_s, when::userSays(u"## Evidence"_s))
        .reply(call(u"skill_manage"_s,
                    {{u"reason"_s, u"How invoices are checked here"_s},
                     {u"operations"_s, QJsonArray{QJsonObject{{u"action"_s, u"create"_s},
                                                              {u"name"_s, u"invoice-checks"_s},
                                                              {u"content"_s, QString::fromUtf8(goodSkill)},
                                                              {u"outcome"_s, u"corrected"_s},
                                                              {u"evidence"_s, QJsonArray{QJsonObject{{u"message"_s, 1}, {u"quote"_s, u"always add up the lines"_s}}}}}}}}))
        .reply(say(u"Kept how to check invoices."_s));
    m_server->lane(u"turn"_s).reply(say(u"Understood."_s));
    const Ran asked = run(ask(u"When you check invoices, always add up the lines."_s, {u"--review"_s, u"--json"_s}));
    QVERIFY2(m_server->unexpected().isEmpty(), qPrintable(m_server->unexpected().join(u'\n')));
    QCOMPARE(asked.code, 0);
    const QJsonObject change = asked.json()[u"changes"][0].toObject();
    QCOMPARE(change[u"state"].toString(), u"applied"_s);
    QCOMPARE(change[u"skills"][0].toString(), u"invoice-checks"_s);
    QCOMPARE(asked.json()[u"review"][u"summary"].toString(), u"Kept how to check invoices."_s);

    const QJsonObject listed = run({u"list"_s, u"--json"_s}).json()[u"skills"][0].toObject();
    QCOMPARE(listed[u"id"].toString(), u"invoice-checks"_s);
    QCOMPARE(listed[u"origin"].toString(), u"review"_s);
    QCOMPARE(listed[u"managed"].toBool(), true);
    QCOMPARE(listed[u"stage"].toString(), u"trial"_s);

    const QJsonObject past = run({u"history"_s, u"invoice-checks"_s, u"--json"_s}).json();
    QCOMPARE(past[u"revisions"].toArray().size(), 1);
    QCOMPARE(past[u"revisions"][0][u"origin"].toString(), u"review"_s);
    const QString id = past[u"revisions"][0][u"change_set"].toString();
    QCOMPARE(id, change[u"id"].toString());

    const Ran undone = run({u"undo"_s, id, u"--json"_s});
    QCOMPARE(undone.code, 0);
    QCOMPARE(undone.json()[u"undone"].toString(), id);
    QCOMPARE(run({u"list"_s, u"--json"_s}).json()[u"skills"].toArray().size(), 0);
    QCOMPARE(run({u"history"_s, u"invoice-checks"_s, u"--json"_s}).json()[u"revisions"].toArray().size(), 2);

    const Ran again = run({u"undo"_s, id});
    QCOMPARE(again.code, 1);
    QVERIFY(again.err.contains(id));
    QCOMPARE(run({u"history"_s, u"no-such-skill"_s}).code, 1);
}

void ProgramTest::lintTellsGoodSkillsFromBad()
{
    const auto write = [this](const QString &name, const QByteArray &bytes) {
        QDir(m_workspace).mkpath(name);
        QFile file(m_workspace + u'/' + name + u"/SKILL.md"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    write(u"invoice-checks"_s, goodSkill);
    QCOMPARE(run({u"lint"_s, m_workspace + u"/invoice-checks"_s}).code, 0);
    QCOMPARE(run({u"lint"_s, m_workspace + u"/invoice-checks/SKILL.md"_s}).code, 0);

    write(u"broken"_s, "---\nname: Something Else\n---\n# Broken\n");
    const Ran all = run({u"lint"_s, m_workspace, u"--json"_s});
    QCOMPARE(all.code, 1);
    const QJsonArray skills = all.json()[u"skills"].toArray();
    QCOMPARE(skills.size(), 2);
    QCOMPARE(skills[0][u"path"].toString(), m_workspace + u"/broken"_s);
    QCOMPARE(skills[1][u"name"].toString(), u"invoice-checks"_s);
    const QJsonObject finding = skills[0][u"findings"][0].toObject();
    for (const QString &key : {u"rule"_s, u"severity"_s, u"message"_s})
        QVERIFY2(!finding[key].toString().isEmpty(), qPrintable(key));
    QVERIFY(finding[u"line"].isDouble());
    QVERIFY(run({u"lint"_s, m_workspace}).out.contains(u"/broken/SKILL.md"_s));
}

void ProgramTest::curateProposesWhatLiesIdle()
{
    {
        const FixedClock clock(QDateTime::fromString(u"2020-01-01T12:00:00Z"_s, Qt::ISODate));
        const auto open = stores(clock);
        QVERIFY(open);
        const auto made = (*open)->door->submit({{.origin = changes::Origin::Review}, u"Kept"_s, {changes::CreateSkill{u"invoice-checks"_s, goodSkill}}});
        QVERIFY(made);
        QCOMPARE(made->state, changes::State::Applied);
    }
    const auto dry = [this](const QString &now) { return run({u"curate"_s, u"--dry-run"_s, u"--now"_s, now, u"--json"_s}); };
    QCOMPARE(dry(u"2020-01-20"_s).json()[u"proposals"].toArray().size(), 0);
    const Ran later = dry(u"2020-02-15T00:00:00Z"_s);
    QCOMPARE(later.code, 0);
    const QJsonObject proposal = later.json()[u"proposals"][0].toObject();
    QCOMPARE(proposal[u"skill"].toString(), u"invoice-checks"_s);
    QCOMPARE(proposal[u"from"].toString(), u"trial"_s);
    QCOMPARE(proposal[u"to"].toString(), u"stale"_s);
    QVERIFY(!proposal[u"reason"].toString().isEmpty());

    const SystemClock clock;
    const auto waiting = [&] { return (*stores(clock))->desk->proposals()->size(); };
    QCOMPARE(waiting(), 0); // dry runs left nothing
    const Ran real = run({u"curate"_s});
    QCOMPARE(real.code, 0);
    QVERIFY2(real.err.contains(u"window"_s), qPrintable(real.err));
    QCOMPARE(waiting(), 1);
    QCOMPARE(run({u"list"_s, u"--json"_s}).json()[u"skills"][0][u"stage"].toString(), u"trial"_s); // nobody approved
}

void ProgramTest::twoAtOnceBothKeepTheirSkill()
{
    const Gate gate;
    for (const QByteArray &name : {QByteArray("first-way"), QByteArray("second-way")}) {
        m_server->lane(QString::fromUtf8(name), when::userSays(QString::fromUtf8(name)))
            .reply(waitFor(gate).call(u"skill_manage"_s,
                                      {{u"reason"_s, u"Wanted"_s},
                                       {u"operations"_s, QJsonArray{QJsonObject{{u"action"_s, u"create"_s}, {u"name"_s, QString::fromUtf8(name)},
                                                                                {u"content"_s, QString::fromUtf8(skillNamed(name))}}}}}))
            .reply(say(u"Kept."_s));
    }
    QProcess *one = started(ask(u"Keep first-way."_s));
    QProcess *two = started(ask(u"Keep second-way."_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_server->requestCount(), 2, 60'000);
    gate.open();
    for (QProcess *process : {one, two}) {
        const Ran ran = ended(process);
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QVERIFY2(ran.out.contains(u"created"_s), qPrintable(ran.out));
    }
    QCOMPARE(run({u"list"_s, u"--json"_s}).json()[u"skills"].toArray().size(), 2);
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "tst_program.moc"
