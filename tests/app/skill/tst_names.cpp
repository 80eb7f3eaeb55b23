// SPDX-License-Identifier: MIT
#include "skill/names.h"
#include "skill/skillid.h"

#include <QTest>

using namespace hsf;
using namespace hsf::skill;

class TestNames : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void placesTheWorldHasAreRead_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("category");
        QTest::newRow("plain") << "pdf-tables" << "pdf-tables" << "";
        QTest::newRow("in a category") << "devops/deploy" << "deploy" << "devops";
        QTest::newRow("two categories deep") << "a/b/c" << "c" << "a/b";
        QTest::newRow("Unicode, dots, underscores") << "Büro/Über_setzen.v2" << "Über_setzen.v2" << "Büro";
        QTest::newRow("an emoji") << "🚀 launch" << "🚀 launch" << "";
    }
    void placesTheWorldHasAreRead()
    {
        QFETCH(QString, path);
        const auto id = SkillId::parse(path);
        QVERIFY2(id, id ? "" : qPrintable(id.error().message));
        QCOMPARE(id->toString(), path);
        QTEST(id->name(), "name");
        QTEST(id->category(), "category");
    }
    void placesThatLeadElsewhereAreRefused_data()
    {
        QTest::addColumn<QString>("path");
        const auto rows = {QString(), QString("/etc"), QString("../x"), QString("a/../b"), QString("./a"), QString("a//b"), QString("a/"),
                           QString("a\nb"), QString::fromUtf8("a\u200bb"), QString::fromUtf8("a\u202eb"), QString("a") + QChar(0), QString("a") + QChar(0xD800),
                           QString(256, 'x'), QString::fromUtf8("a\U000E0041")};
        int i = 0;
        for (const QString &row : rows)
            QTest::addRow("%d", i++) << row;
    }
    void placesThatLeadElsewhereAreRefused()
    {
        QFETCH(QString, path);
        const auto id = SkillId::parse(path);
        QVERIFY(!id);
        QVERIFY(!id.error().message.isEmpty());
    }
    void idsSortAndCompareByTheirPlace()
    {
        QVERIFY(*SkillId::parse("a") < *SkillId::parse("b"));
        QCOMPARE(*SkillId::parse("a/b"), *SkillId::parse("a/b"));
        QCOMPARE((QSet<SkillId>{*SkillId::parse("a"), *SkillId::parse("a")}).size(), 1);
    }

    void newNamesAreLowerCaseWordsJoinedByHyphens_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("instead"); // empty: the name is fine
        QTest::newRow("words") << "pdf-tables" << "";
        QTest::newRow("digits") << "3d-print-2" << "";
        QTest::newRow("longest") << QString(64, 'a') << "";
        QTest::newRow("too long") << QString(65, 'a') << QString(64, 'a');
        QTest::newRow("capitals") << "PDF Tables" << "\"pdf-tables\" would do";
        QTest::newRow("two hyphens") << "a--b" << "\"a-b\" would do";
        QTest::newRow("at the end") << "a-" << "\"a\" would do";
        QTest::newRow("accent") << "café" << "\"cafe\" would do";
        QTest::newRow("newline at the end") << "abc\n" << "\"abc\" would do";
        QTest::newRow("empty") << "" << "1 to 64";
        QTest::newRow("a device") << "con" << "reserved";
    }
    void newNamesAreLowerCaseWordsJoinedByHyphens()
    {
        QFETCH(QString, name);
        QFETCH(QString, instead);
        const auto checked = checkNewName(name);
        QCOMPARE(checked.has_value(), instead.isEmpty());
        if (!checked)
            QVERIFY2(checked.error().message.contains(instead), qPrintable(checked.error().message));
    }

    void namesOfOneDayAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("because"); // empty: a class of work
        for (const char *good : {"pdf-tables", "systematic-debugging", "find-bugs", "claude-settings-audit", "error-handling", "exception-safety", "python-312",
                                 "iso-8601-dates", "rfc-2616", "utf-16", "ed25519-keys", "base64", "sha-256", "gha-security-review", "prefix-sums",
                                 "marketing-360", "decimal-2",
                                 "http-apis", "facade-pattern", "march-madness", "issue-triage", "task-planning"})
            QTest::newRow(good) << good << "";
        QTest::newRow("pull request") << "review-pr-1234" << "\"pr-1234\"";
        QTest::newRow("joined ticket") << "gh77-crash" << "\"gh77\"";
        QTest::newRow("date") << "deploy-2026-03-14" << "a date";
        QTest::newRow("year") << "report-2026" << "\"2026\"";
        QTest::newRow("month") << "march-14-release" << "a date";
        QTest::newRow("hash") << "revert-3fa9c1d" << "a hash";
        QTest::newRow("error text") << "numpy-import-error" << "\"import-error\"";
        QTest::newRow("missing file") << "no-such-file" << "an error's text";
        QTest::newRow("status") << "http-502-gateway" << "\"http-502\"";
        QTest::newRow("fix") << "fix-login-page" << "one repair";
        QTest::newRow("debug") << "debug-flaky-build" << "one repair";
        QTest::newRow("audit") << "audit-settings-file" << "one repair";
        QTest::newRow("today") << "meeting-today" << "a date";
    }
    void namesOfOneDayAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, because);
        const auto checked = checkClassLevelName(name);
        QVERIFY2(checked.has_value() == because.isEmpty(), checked ? qPrintable(name) : qPrintable(checked.error().message));
        if (!checked)
            QVERIFY2(checked.error().message.contains(because), qPrintable(checked.error().message));
    }

    void filesStayInsideTheirSkill_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("anyFile");
        QTest::addColumn<bool>("newFile");
        QTest::newRow("SKILL.md") << "SKILL.md" << true << true;
        QTest::newRow("reference") << "references/forms.md" << true << true;
        QTest::newRow("deep script") << "scripts/lib/a b.py" << true << true;
        QTest::newRow("evals") << "evals/evals.json" << true << true;
        QTest::newRow("hidden") << "assets/.keep" << true << true;
        QTest::newRow("its own folder") << "docs/old.md" << true << false;
        QTest::newRow("top level") << "LICENSE" << true << false;
        QTest::newRow("folder alone") << "scripts" << true << false;
        QTest::newRow("case") << "Scripts/a.py" << true << false;
        for (const char *bad : {"", "/etc/passwd", "../x", "references/../../x", "references/./x", "references//x", "references/", "~/x", "a\\b", "references/.git/config",
                                "references/.GIT/config", "references/nul.txt", "references/COM1"})
            QTest::newRow(qPrintable(QString("bad ") + bad)) << bad << false << false;
        QTest::newRow("NUL") << QString("references/a") + QChar(0) << false << false;
        QTest::newRow("bidirectional") << QString::fromUtf8("references/a\u202efdp.exe") << false << false;
        QTest::newRow("zero width") << QString::fromUtf8("references/a\u200b.md") << false << false;
        QTest::newRow("long part") << "references/" + QString(256, 'a') << false << false;
        QTest::newRow("long part in bytes") << "references/" + QString(128, u'ü') << false << false;
        QTest::newRow("long path") << "references/" + QString("abc/").repeated(300) + "x" << false << false;
    }
    void filesStayInsideTheirSkill()
    {
        QFETCH(QString, path);
        QTEST(checkFilePath(path).has_value(), "anyFile");
        QTEST(checkNewFilePath(path).has_value(), "newFile");
        if (const auto checked = checkNewFilePath(path); !checked)
            QCOMPARE(checked.error().kind, Error::Kind::Refused);
    }
};
QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
