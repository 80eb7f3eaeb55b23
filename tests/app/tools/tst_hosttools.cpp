// SPDX-License-Identifier: MIT
//
// The whole box over a real library: a real door, its Git history, a real journal, a real sandbox.
#include "app/changes/doorhome.h"
#include "library/skillreader.h"
#include "tools/hosttools.h"
#include "tools/terminal.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::tools;
using changes::Origin;

class TestHostTools : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theToolsAreAlwaysTheSameBytes();
    void everyToolDescribesAllItTakes();
    void whatCannotBeReadAsACallIsRefused_data();
    void whatCannotBeReadAsACallIsRefused();
    void skillsAreListedAndFound();
    void viewingASkillLoadsItAndIsRemembered();
    void aReviewsLookIsNoUse();
    void aMissingSkillNamesItsNeighbours();
    void aSkillMadeInAChatIsWrittenAndUndoable();
    void aHeldChangeSaysSoAndWritesNothing();
    void oneBadOperationAndNothingIsDone();
    void whatAnOperationNeedsIsNamed_data();
    void whatAnOperationNeedsIsNamed();
    void aFileChangedSinceItWasReadIsNotRewritten();
    void aChangeResetsItsCounter();
    void memoryIsAddedReplacedAndRemoved();
    void fullMemorySaysWhatIsInIt();
    void evidenceGoesIntoTheHistory();
    void aCommandRunsInTheWorkspaceWhenAllowed();
    void aScriptOfASkillRuns();
    void aForbiddenCommandAsksNobody();

private:
    ToolResult call(const QString &tool, const QJsonObject &arguments, std::stop_token stop = {});
    std::unique_ptr<HostTools> box(Origin origin);
    ToolResult create(const QString &name, const QByteArray &body = "Read the page, then write the table.\n");
    QStringList events(const QString &kind);

    struct Person final : Approver {
        QList<ApprovalRequest> asked;
        Approval answer = Approval::Once;
        Approval ask(const ApprovalRequest &request, std::stop_token) override
        {
            asked.append(request);
            return answer;
        }
    };
    std::unique_ptr<changes::DoorHome> m_home;
    changes::OpenDoor m_opened;
    std::optional<journal::Session> m_session;
    Person m_person;
    std::unique_ptr<HostTools> m_tools;
};

void TestHostTools::init()
{
    m_tools.reset();
    m_opened = {};
    m_home = std::make_unique<changes::DoorHome>();
    m_person = {};
    auto opened = m_home->open();
    VERIFY_DONE(opened);
    m_opened = *std::move(opened);
    QVERIFY(QDir().mkpath(m_home->path(u"my work"_s)));
    const auto session = m_opened.journal->createSession(m_home->path(u"my work"_s));
    VERIFY_DONE(session);
    m_session = *session;
    m_tools = box(Origin::Agent);
}

std::unique_ptr<HostTools> TestHostTools::box(Origin origin)
{
    return std::make_unique<HostTools>(
        HostContext{.session = m_session->id,
                    .workspace = m_home->path(u"my work"_s),
                    .model = u"script"_s,
                    .origin = origin,
                    .door = m_opened.door.get(),
                    .journal = m_opened.journal.get(),
                    .approver = &m_person,
                    .snapshot = [this] { return library::scanLibrary(m_home->path(u"skills"_s), {}, nullptr); },
                    .memories = m_home->path(u"memories"_s)});
}

ToolResult TestHostTools::call(const QString &tool, const QJsonObject &arguments, std::stop_token stop)
{
    return m_tools->call(
        {.id = u"c1"_s, .name = tool, .arguments = QString::fromUtf8(QJsonDocument(arguments).toJson())}, {}, stop);
}

ToolResult TestHostTools::create(const QString &name, const QByteArray &body)
{
    return call(u"skill_manage"_s,
                {{u"reason"_s, u"Keep how it is done"_s},
                 {u"operations"_s,
                  QJsonArray{QJsonObject{{u"action"_s, u"create"_s},
                                         {u"name"_s, name},
                                         {u"content"_s, QString::fromUtf8(changes::skillText(name, body))}}}}});
}

QStringList TestHostTools::events(const QString &kind)
{
    QStringList skills;
    const auto found = m_opened.journal->events(m_session->id, kind);
    for (const journal::Event &event : found.value_or(QList<journal::Event>()))
        skills.append(event.skill);
    return skills;
}

void TestHostTools::theToolsAreAlwaysTheSameBytes()
{
    const auto bytes = [](const QList<chat::ToolSpec> &specs) {
        QByteArray all;
        for (const chat::ToolSpec &spec : specs)
            all += spec.name.toUtf8() + spec.description.toUtf8() + QJsonDocument(spec.parameters).toJson();
        return all;
    };
    QStringList names;
    for (const chat::ToolSpec &spec : hostToolSpecs())
        names.append(spec.name);
    QCOMPARE(names,
             (QStringList{u"memory"_s, u"patch"_s, u"read_file"_s, u"search_files"_s, u"skill_manage"_s,
                          u"skill_view"_s, u"skills_list"_s, u"terminal"_s, u"write_file"_s}));
    QCOMPARE(bytes(m_tools->specs()), bytes(hostToolSpecs()));
    QCOMPARE(bytes(box(Origin::Review)->specs()), bytes(hostToolSpecs()));
}

void TestHostTools::everyToolDescribesAllItTakes()
{
    for (const chat::ToolSpec &spec : hostToolSpecs()) {
        QVERIFY2(spec.description.size() > 20, qPrintable(spec.name));
        QCOMPARE(spec.parameters.value(u"type"_s).toString(), u"object"_s);
        const QJsonObject properties = spec.parameters.value(u"properties"_s).toObject();
        QVERIFY(!properties.isEmpty());
        for (const QJsonValue &property : properties)
            QVERIFY(property.toObject().contains(u"type"_s) && property.toObject().contains(u"description"_s));
        for (const QJsonValue &required : spec.parameters.value(u"required"_s).toArray())
            QVERIFY(properties.contains(required.toString()));
    }
    const QJsonObject operation
        = hostToolSpecs()[4].parameters[u"properties"_s][u"operations"_s][u"items"_s][u"properties"_s].toObject();
    QVERIFY(operation.contains(u"evidence"_s)
            && operation.contains(u"outcome"_s)); // a review's request has the chat's bytes
}

void TestHostTools::whatCannotBeReadAsACallIsRefused_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("no such tool") << u"bash"_s << u"{}"_s << u"memory, patch, read_file"_s;
    QTest::newRow("half an object") << u"terminal"_s << u"{\"command\": \"rm"_s << u"not valid JSON"_s;
    QTest::newRow("a list") << u"terminal"_s << u"[\"ls\"]"_s << u"one JSON object"_s;
    QTest::newRow("two objects") << u"terminal"_s << u"{\"command\": \"ls\"}{}"_s << u"not valid JSON"_s;
    QTest::newRow("nothing where something is needed") << u"terminal"_s << u""_s << u"\"command\" is missing"_s;
    QTest::newRow("a list for a string") << u"terminal"_s << u"{\"command\": [\"ls\"]}"_s
                                         << u"\"command\" must be a string"_s;
    QTest::newRow("too long a time") << u"terminal"_s << u"{\"command\": \"ls\", \"timeout_seconds\": 90000}"_s
                                     << u"\"timeout_seconds\""_s;
}

void TestHostTools::whatCannotBeReadAsACallIsRefused()
{
    QFETCH(const QString, tool);
    QFETCH(const QString, arguments);
    QFETCH(const QString, says);
    const ToolResult result = m_tools->call({.id = u"c"_s, .name = tool, .arguments = arguments}, {}, {});
    QVERIFY(result.failed && !result.errorClass.isEmpty());
    QVERIFY2(result.text.contains(says), qPrintable(result.text));
    QVERIFY(m_person.asked.isEmpty());
}

void TestHostTools::skillsAreListedAndFound()
{
    QCOMPARE(call(u"skills_list"_s, {}).text, u"The library has no skills yet."_s);
    m_home->put(u"skills/pdf-tables/SKILL.md"_s, changes::skillText(u"pdf-tables"_s));
    m_home->put(u"skills/office/letters/SKILL.md"_s, changes::skillText(u"letters"_s));
    QCOMPARE(
        call(u"skills_list"_s, {}).text,
        u"- office/letters: Does letters. Use when somebody asks for it.\n- pdf-tables: Does pdf-tables. Use when somebody asks for it."_s);
    QVERIFY(call(u"skills_list"_s, {{u"query"_s, u"tables of a PDF"_s}}).text.startsWith(u"- pdf-tables"_s));
    QVERIFY(call(u"skills_list"_s, {{u"query"_s, u"kubernetes"_s}}).text.startsWith(u"No skill fits"_s));
}

void TestHostTools::viewingASkillLoadsItAndIsRemembered()
{
    const QByteArray text = changes::skillText(u"pdf-tables"_s);
    m_home->put(u"skills/pdf-tables/SKILL.md"_s, text);
    m_home->put(u"skills/pdf-tables/references/units.md"_s, "points and millimetres\n");
    const ToolResult skill = call(u"skill_view"_s, {{u"name"_s, u"pdf-tables"_s}});
    QVERIFY2(skill.text.startsWith(QString::fromUtf8(text)), qPrintable(skill.text));
    QVERIFY(skill.text.contains(u"references/units.md"_s));
    const ToolResult file
        = call(u"skill_view"_s, {{u"name"_s, u"pdf-tables"_s}, {u"file"_s, u"references/units.md"_s}});
    QVERIFY(file.text.startsWith(u"points and millimetres\n"_s));
    QCOMPARE(m_tools->viewed().value(u"pdf-tables/SKILL.md"_s), library::blobName(text));
    QCOMPARE(m_tools->viewed().size(), 2);
    QCOMPARE(events(u"skill-viewed"_s), (QStringList{u"pdf-tables"_s, u"pdf-tables"_s}));
    QCOMPARE(events(u"skill-used"_s), QStringList{u"pdf-tables"_s});
    const ToolResult out = call(u"skill_view"_s, {{u"name"_s, u"pdf-tables"_s}, {u"file"_s, u"../../factory.db"_s}});
    QVERIFY(out.failed);
    QCOMPARE(m_tools->viewed().size(), 2);
}

void TestHostTools::aReviewsLookIsNoUse()
{
    m_home->put(u"skills/pdf-tables/SKILL.md"_s, changes::skillText(u"pdf-tables"_s));
    m_tools = box(Origin::Review);
    QVERIFY(!call(u"skill_view"_s, {{u"name"_s, u"pdf-tables"_s}}).failed);
    QVERIFY(events(u"skill-used"_s).isEmpty());
}

void TestHostTools::aMissingSkillNamesItsNeighbours()
{
    m_home->put(u"skills/pdf-tables/SKILL.md"_s, changes::skillText(u"pdf-tables"_s));
    m_home->put(u"skills/a/letters/SKILL.md"_s, changes::skillText(u"letters"_s));
    m_home->put(u"skills/b/letters/SKILL.md"_s, changes::skillText(u"letters"_s));
    QVERIFY(call(u"skill_view"_s, {{u"name"_s, u"pdf table extraction"_s}}).text.contains(u"pdf-tables"_s));
    const ToolResult twice = call(u"skill_view"_s, {{u"name"_s, u"letters"_s}});
    QVERIFY2(twice.failed && twice.text.contains(u"a/letters, b/letters"_s), qPrintable(twice.text));
}

void TestHostTools::aSkillMadeInAChatIsWrittenAndUndoable()
{
    const ToolResult made = create(u"pdf-tables"_s);
    QVERIFY2(!made.failed && made.text.startsWith(u"Applied"_s), qPrintable(made.text));
    QCOMPARE(m_home->get(u"skills/pdf-tables/SKILL.md"_s), changes::skillText(u"pdf-tables"_s));
    const auto id = ChangeSetId::parse(made.display.value(u"change_set"_s).toString());
    QVERIFY(id);
    const auto set = m_opened.door->set(*id);
    VERIFY_DONE(set);
    QCOMPARE(set->author.origin, Origin::Agent);
    QCOMPARE(set->author.model, u"script"_s);
    QCOMPARE(set->author.session, m_session->id);
    QCOMPARE(set->reason, u"Keep how it is done"_s);
    VERIFY_DONE(m_opened.door->undo(*id));
    QVERIFY(!m_home->has(u"skills/pdf-tables/SKILL.md"_s));
    QVERIFY(m_person.asked.isEmpty()); // the policy decides, no second question
}

void TestHostTools::aHeldChangeSaysSoAndWritesNothing()
{
    QVERIFY(!create(u"pdf-tables"_s).failed);
    const QByteArray before = m_home->get(u"skills/pdf-tables/SKILL.md"_s);
    const ToolResult held
        = call(u"skill_manage"_s,
               {{u"reason"_s, u"No longer needed"_s},
                {u"operations"_s,
                 QJsonArray{QJsonObject{
                     {u"action"_s, u"archive"_s}, {u"name"_s, u"pdf-tables"_s}, {u"reason"_s, u"old"_s}}}}});
    QVERIFY2(!held.failed && held.text.startsWith(u"Held for the person"_s), qPrintable(held.text));
    QCOMPARE(m_home->get(u"skills/pdf-tables/SKILL.md"_s), before);
}

void TestHostTools::oneBadOperationAndNothingIsDone()
{
    const ToolResult result
        = call(u"skill_manage"_s,
               {{u"reason"_s, u"Two at once"_s},
                {u"operations"_s,
                 QJsonArray{QJsonObject{{u"action"_s, u"create"_s},
                                        {u"name"_s, u"letters"_s},
                                        {u"content"_s, QString::fromUtf8(changes::skillText(u"letters"_s))}},
                            QJsonObject{{u"action"_s, u"patch"_s},
                                        {u"name"_s, u"gone"_s},
                                        {u"old_text"_s, u"a"_s},
                                        {u"new_text"_s, u"b"_s}}}}});
    QVERIFY(result.failed);
    QVERIFY2(result.text.contains(u"gone"_s), qPrintable(result.text));
    QVERIFY(!m_home->has(u"skills/letters"_s));
}

void TestHostTools::whatAnOperationNeedsIsNamed_data()
{
    QTest::addColumn<QJsonObject>("arguments");
    QTest::addColumn<QString>("says");
    const auto one = [](const QJsonObject &operation) {
        return QJsonObject{{u"reason"_s, u"why"_s},
                           {u"operations"_s,
                            QJsonArray{QJsonObject{{u"action"_s, u"patch"_s},
                                                   {u"name"_s, u"a"_s},
                                                   {u"old_text"_s, u"x"_s},
                                                   {u"new_text"_s, u"y"_s}},
                                       operation}}};
    };
    const QString create = u"create"_s;
    QTest::newRow("no operations") << QJsonObject{{u"reason"_s, u"why"_s}} << u"\"operations\" is missing"_s;
    QTest::newRow("an empty list") << QJsonObject{{u"reason"_s, u"why"_s}, {u"operations"_s, QJsonArray()}}
                                   << u"1 to 20"_s;
    QTest::newRow("no reason") << QJsonObject{{u"operations"_s, QJsonArray{QJsonObject()}}}
                               << u"\"reason\" is missing"_s;
    QTest::newRow("a string") << QJsonObject{{u"reason"_s, u"why"_s}, {u"operations"_s, QJsonArray{u"create"_s}}}
                              << u"operations[0]: must be an object"_s;
    QTest::newRow("unknown action") << one({{u"action"_s, u"delete"_s}, {u"name"_s, u"a"_s}})
                                    << u"operations[1]: \"action\" must be one of create, patch"_s;
    QTest::newRow("no name") << one({{u"action"_s, create}}) << u"operations[1]: \"name\" is missing"_s;
    QTest::newRow("no content") << one({{u"action"_s, create}, {u"name"_s, u"a"_s}})
                                << u"operations[1]: \"content\" is missing"_s;
    QTest::newRow("no old text") << one({{u"action"_s, u"patch"_s}, {u"name"_s, u"a"_s}})
                                 << u"operations[1]: \"old_text\" is missing"_s;
    QTest::newRow("flag is a word") << one({{u"action"_s, u"patch"_s},
                                            {u"name"_s, u"a"_s},
                                            {u"old_text"_s, u"a"_s},
                                            {u"new_text"_s, u"b"_s},
                                            {u"replace_all"_s, u"yes"_s}})
                                    << u"\"replace_all\" must be true or false"_s;
    QTest::newRow("archive without a reason")
        << one({{u"action"_s, u"archive"_s}, {u"name"_s, u"a"_s}}) << u"absorbed_into"_s;
    QTest::newRow("evidence without a quote")
        << QJsonObject{{u"reason"_s, u"why"_s},
                       {u"operations"_s,
                        QJsonArray{QJsonObject{{u"action"_s, u"archive"_s},
                                               {u"name"_s, u"a"_s},
                                               {u"reason"_s, u"old"_s},
                                               {u"evidence"_s, QJsonArray{QJsonObject{{u"message"_s, 3}}}}}}}}
        << u"evidence[0]: \"quote\" is missing"_s;
}

void TestHostTools::whatAnOperationNeedsIsNamed()
{
    QFETCH(const QJsonObject, arguments);
    QFETCH(const QString, says);
    const ToolResult result = call(u"skill_manage"_s, arguments);
    QVERIFY(result.failed);
    QVERIFY2(result.text.contains(says), qPrintable(result.text));
}

void TestHostTools::aFileChangedSinceItWasReadIsNotRewritten()
{
    QVERIFY(!create(u"pdf-tables"_s).failed);
    QVERIFY(!call(u"skill_view"_s, {{u"name"_s, u"pdf-tables"_s}}).failed);
    const QByteArray byHand = changes::skillText(u"pdf-tables"_s, "Written by hand meanwhile.\n");
    m_home->put(u"skills/pdf-tables/SKILL.md"_s, byHand);
    const auto rewrite = [this](const QByteArray &body) {
        return call(
            u"skill_manage"_s,
            {{u"reason"_s, u"Shorter"_s},
             {u"operations"_s,
              QJsonArray{QJsonObject{{u"action"_s, u"rewrite"_s},
                                     {u"name"_s, u"pdf-tables"_s},
                                     {u"content"_s, QString::fromUtf8(changes::skillText(u"pdf-tables"_s, body))}}}}});
    };
    const ToolResult stale = rewrite("Short.\n");
    QVERIFY2(stale.failed, qPrintable(stale.text));
    QCOMPARE(m_home->get(u"skills/pdf-tables/SKILL.md"_s), byHand);
}

void TestHostTools::aChangeResetsItsCounter()
{
    VERIFY_DONE(m_opened.journal->count(m_session->id, 7, 5));
    QVERIFY(!create(u"pdf-tables"_s).failed);
    QCOMPARE(m_opened.journal->session(m_session->id)->toolIterations, 0);
    QCOMPARE(m_opened.journal->session(m_session->id)->userTurns, 5);
    QVERIFY(
        !call(u"memory"_s, {{u"action"_s, u"add"_s}, {u"target"_s, u"user"_s}, {u"text"_s, u"Likes short answers."_s}})
             .failed);
    QCOMPARE(m_opened.journal->session(m_session->id)->userTurns, 0);

    VERIFY_DONE(m_opened.journal->count(m_session->id, 7, 5));
    QVERIFY(create(u"Bad Name"_s).failed); // nothing was changed, so the review stays due
    m_tools = box(Origin::Review);
    QVERIFY(!create(u"letters"_s).failed); // a review's own change is no foreground one
    QCOMPARE(m_opened.journal->session(m_session->id)->toolIterations, 7);
}

void TestHostTools::memoryIsAddedReplacedAndRemoved()
{
    const ToolResult added = call(
        u"memory"_s,
        {{u"operations"_s,
          QJsonArray{QJsonObject{{u"action"_s, u"add"_s},
                                 {u"target"_s, u"memory"_s},
                                 {u"text"_s, u"Tests run with make check."_s}},
                     QJsonObject{
                         {u"action"_s, u"add"_s}, {u"target"_s, u"memory"_s}, {u"text"_s, u"The server is old."_s}}}}});
    QVERIFY2(!added.failed && added.text.contains(u"of 2200 characters"_s), qPrintable(added.text));
    QVERIFY(!call(u"memory"_s,
                  {{u"action"_s, u"replace"_s},
                   {u"target"_s, u"memory"_s},
                   {u"old_text"_s, u"make check"_s},
                   {u"text"_s, u"Tests run with ctest."_s}})
                 .failed);
    QVERIFY(!call(u"memory"_s, {{u"action"_s, u"remove"_s}, {u"target"_s, u"memory"_s}, {u"old_text"_s, u"server"_s}})
                 .failed);
    QCOMPARE(library::memoryEntries(m_home->get(u"memories/MEMORY.md"_s)), QStringList{u"Tests run with ctest."_s});
    const ToolResult unclear = call(u"memory"_s, {{u"action"_s, u"remove"_s}, {u"target"_s, u"memory"_s}});
    QVERIFY2(unclear.failed && unclear.text.contains(u"\"old_text\" is missing"_s), qPrintable(unclear.text));
    QVERIFY(call(u"memory"_s, {{u"action"_s, u"add"_s}, {u"target"_s, u"notes"_s}, {u"text"_s, u"x"_s}})
                .text.contains(u"one of memory, user"_s));
}

void TestHostTools::fullMemorySaysWhatIsInIt()
{
    QVERIFY(
        !call(u"memory"_s, {{u"action"_s, u"add"_s}, {u"target"_s, u"user"_s}, {u"text"_s, u"Likes tea."_s}}).failed);
    const ToolResult full
        = call(u"memory"_s, {{u"action"_s, u"add"_s}, {u"target"_s, u"user"_s}, {u"text"_s, QString(1'400, u'x')}});
    QVERIFY(full.failed);
    QVERIFY2(full.text.contains(u"Likes tea."_s), qPrintable(full.text));
}

void TestHostTools::evidenceGoesIntoTheHistory()
{
    const ToolResult result
        = call(u"memory"_s,
               {{u"action"_s, u"add"_s},
                {u"target"_s, u"user"_s},
                {u"text"_s, u"Writes British English."_s},
                {u"outcome"_s, u"corrected"_s},
                {u"evidence"_s, QJsonArray{QJsonObject{{u"message"_s, 3}, {u"quote"_s, u"colour, please"_s}}}}});
    QVERIFY2(!result.failed, qPrintable(result.text));
    const auto set = m_opened.door->set(*ChangeSetId::parse(result.display.value(u"change_set"_s).toString()));
    VERIFY_DONE(set);
    QCOMPARE(set->author.evidence, (QList<changes::Evidence>{{.message = 3, .quote = u"colour, please"_s}}));
    QCOMPARE(set->author.outcome, u"corrected"_s);
}

void TestHostTools::aCommandRunsInTheWorkspaceWhenAllowed()
{
    m_person.answer = Approval::Denied;
    QCOMPARE(call(u"terminal"_s, {{u"command"_s, u"echo x > made"_s}}).errorClass, u"denied"_s);
    QVERIFY(!m_home->has(u"my work/made"_s));
    m_person.answer = Approval::Once;
    const ToolResult ran = call(u"terminal"_s, {{u"command"_s, u"echo hello | tee made; exit 3"_s}});
    QCOMPARE(m_person.asked.last().command, u"echo hello | tee made; exit 3"_s);
    QCOMPARE(ran.errorClass, u"exit-status"_s);
    QVERIFY2(ran.text.startsWith(u"hello\n[exit code 3]"_s), qPrintable(ran.text));
    QCOMPARE(ran.display.value(u"exit"_s).toInt(), 3);
    QCOMPARE(m_home->get(u"my work/made"_s), QByteArray("hello\n"));
    if (sandboxAvailable() == Sandbox::Missing)
        QVERIFY(ran.text.contains(u"without a sandbox"_s));
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(call(u"terminal"_s, {{u"command"_s, u"echo x"_s}}, stop.get_token()).errorClass, u"stopped"_s);
}

void TestHostTools::aScriptOfASkillRuns()
{
    m_home->put(u"skills/pdf-tables/SKILL.md"_s, changes::skillText(u"pdf-tables"_s));
    m_home->put(u"skills/pdf-tables/scripts/hello.sh"_s,
                "echo from the skill\necho x > \"$(dirname \"$0\")/new\" 2>/dev/null || true\n");
    if (sandboxAvailable() == Sandbox::Missing)
        QSKIP("bubblewrap does not work here");
    const ToolResult ran = call(
        u"terminal"_s, {{u"command"_s, u"sh '%1'"_s.arg(m_home->path(u"skills/pdf-tables/scripts/hello.sh"_s))}});
    QVERIFY2(ran.text.contains(u"from the skill"_s), qPrintable(ran.text));
    QVERIFY(!m_home->has(u"skills/pdf-tables/scripts/new"_s));
}

void TestHostTools::aForbiddenCommandAsksNobody()
{
    const ToolResult result = call(u"terminal"_s, {{u"command"_s, u"rm -rf /"_s}});
    QCOMPARE(result.errorClass, u"refused"_s);
    QVERIFY(m_person.asked.isEmpty());
}

QTEST_GUILESS_MAIN(TestHostTools)
#include "tst_hosttools.moc"
