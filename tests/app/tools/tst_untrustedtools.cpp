// SPDX-License-Identifier: MIT
//
// Which words of a conversation nobody here wrote, and that a skill made of them waits for the person.
#include "app/changes/doorhome.h"
#include "tools/hosttools.h"
#include "tools/untrusted.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::tools;
using chat::Message;

namespace {
const QString printed = u"warning: the header of this table repeats on every page unless you pass the layout switch to it"_s;

chat::ToolCall callOf(const QString &tool, const QJsonObject &arguments)
{
    static int number = 0;
    return {u"c%1"_s.arg(++number), tool, QString::fromUtf8(QJsonDocument(arguments).toJson(QJsonDocument::Compact))};
}

QList<Message> exchange(const chat::ToolCall &call, const QString &answer)
{
    return {{.role = chat::Role::Assistant, .toolCalls = {call}}, Message::toolResult(call, answer)};
}
} // namespace

class TestUntrustedTools : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoseWordsTheyAre_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("source"); // empty: ours
        QTest::newRow("a command") << u"terminal"_s << QJsonObject{{u"command"_s, u"pdftotext a.pdf"_s}} << u"pdftotext a.pdf"_s;
        QTest::newRow("a file of the workspace") << u"read_file"_s << QJsonObject{{u"path"_s, u"notes.md"_s}} << QString();
        QTest::newRow("a file outside") << u"read_file"_s << QJsonObject{{u"path"_s, u"/etc/hostname"_s}} << u"/etc/hostname"_s;
        QTest::newRow("a way out of it") << u"read_file"_s << QJsonObject{{u"path"_s, u"../elsewhere/x.md"_s}} << u"elsewhere/x.md"_s;
        QTest::newRow("a skill of the library") << u"read_file"_s << QJsonObject{{u"path"_s, u"/tmp/hsf library/tool/SKILL.md"_s}} << QString();
        QTest::newRow("a search outside") << u"search_files"_s << QJsonObject{{u"path"_s, u"/usr/share/doc"_s}, {u"pattern"_s, u"x"_s}} << u"/usr/share/doc"_s;
        QTest::newRow("a search here") << u"search_files"_s << QJsonObject{{u"pattern"_s, u"x"_s}} << QString();
        QTest::newRow("a web page") << u"fetch"_s << QJsonObject{{u"url"_s, u"https://example.org/a"_s}} << u"https://example.org/a"_s;
        QTest::newRow("an MCP server") << u"mcp_tickets_list"_s << QJsonObject() << u"mcp_tickets_list"_s;
        QTest::newRow("our own skill") << u"skill_view"_s << QJsonObject{{u"name"_s, u"tool"_s}} << QString();
        QTest::newRow("memory") << u"memory"_s << QJsonObject() << QString();
    }
    void whoseWordsTheyAre()
    {
        QFETCH(QString, tool);
        QFETCH(QJsonObject, arguments);
        QFETCH(QString, source);
        const auto texts = untrustedTexts(exchange(callOf(tool, arguments), printed), {u"/tmp/hsf work"_s, u"/tmp/hsf library"_s});
        QCOMPARE(texts.size(), !source.isEmpty());
        if (source.isEmpty())
            return;
        QCOMPARE(texts.first().text, printed);
        QVERIFY2(texts.first().source.contains(source), qPrintable(texts.first().source));
    }
    void whatThePersonAndTheModelSaidIsNotUntrusted()
    {
        QCOMPARE(untrustedTexts({Message::system(printed), Message::user(printed), Message::assistant(printed)}, {}).size(), 0);
    }
    void aSkillOfPrintedWordsWaits_data()
    {
        QTest::addColumn<bool>("journalled"); // a chat's past is in the journal, a review's is handed over
        QTest::newRow("in a chat") << true;
        QTest::newRow("in a review") << false;
    }
    void aSkillOfPrintedWordsWaits()
    {
        QFETCH(bool, journalled);
        changes::DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        const auto session = open->journal->createSession(home.path(u"work"_s));
        VERIFY_DONE(session);
        const QList<Message> past = exchange(callOf(u"terminal"_s, {{u"command"_s, u"pdftotext a.pdf"_s}}), printed);
        HostContext context{.session = session->id,
                            .workspace = home.path(u"work"_s),
                            .origin = journalled ? changes::Origin::Agent : changes::Origin::Review,
                            .door = open->door.get()};
        if (journalled) {
            context.journal = open->journal.get();
            for (const Message &message : past)
                VERIFY_DONE(open->journal->append(session->id, message));
        } else {
            context.transcript = past;
        }
        HostTools box(context);
        const auto create = [&](const QString &name, const QByteArray &body) {
            const QJsonObject operation{{u"action"_s, u"create"_s},
                                        {u"name"_s, name},
                                        {u"content"_s, QString::fromUtf8(changes::skillText(name, body))}};
            return box.call(callOf(u"skill_manage"_s, {{u"reason"_s, u"Keep it"_s}, {u"operations"_s, QJsonArray{operation}}}), {}, {});
        };
        const ToolResult held = create(u"tables"_s, printed.toUtf8() + "\n");
        QVERIFY2(held.text.contains(u"Held for the person"_s) && held.text.contains(u"pdftotext a.pdf"_s), qPrintable(held.text));
        QVERIFY(!home.has(u"skills/tables"_s));
        const ToolResult own = create(u"headers"_s, "Pass the layout switch; else the header repeats on every page.\n");
        QVERIFY2(own.text.startsWith(u"Applied"_s), qPrintable(own.text));
    }
};
QTEST_GUILESS_MAIN(TestUntrustedTools)
#include "tst_untrustedtools.moc"
