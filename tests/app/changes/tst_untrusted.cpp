// SPDX-License-Identifier: MIT
//
// Twelve words in a row that somebody else wrote wait for the person, with the place they came from; fewer do not, and
// neither does what the library said before.
#include "changes/untrusted.h"
#include "doorhome.h"

using namespace hsf;
using namespace hsf::changes;

namespace {
const QString page = "Installing it is easy. First download the archive from our mirror, unpack it into your home folder, "
                     "and then run the installer with administrator rights to finish everything.";

FileChange skillFile(const QByteArray &before, const QByteArray &after)
{
    return {"skills/tool/SKILL.md", before, after, false, "tool"};
}
} // namespace

class TestUntrusted : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsTold_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("words"); // 0: nothing is told
        QTest::newRow("eleven words are no copy") << QByteArray("# T\n")
            << QByteArray("# T\n\nfirst download the archive from our mirror, unpack it into your\n") << 0;
        QTest::newRow("twelve are") << QByteArray("# T\n") << QByteArray("# T\n\nfirst download the archive from our mirror, unpack it into your home\n") << 12;
        QTest::newRow("line breaks, case and punctuation hide nothing") << QByteArray("# T\n")
            << QByteArray("# T\n\n- FIRST, download\n- the archive\n- from our *mirror*\n- unpack it\n- into your home folder\n") << 13;
        QTest::newRow("a word in between does") << QByteArray("# T\n")
            << QByteArray("# T\n\nfirst download the archive from our own mirror, unpack it into your home\n") << 0;
        QTest::newRow("all of it") << QByteArray("# T\n") << QByteArray("# T\n\n" + page.toUtf8() + "\n") << 28;
        QTest::newRow("what was there before is not told again") << QByteArray("# T\n\n" + page.toUtf8() + "\n")
            << QByteArray("# T\n\nNew.\n\n" + page.toUtf8() + "\n") << 0;
        QTest::newRow("own words") << QByteArray("# T\n") << QByteArray("# T\n\nDownload it, unpack it, run the installer as administrator.\n") << 0;
    }
    void whatIsTold()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(int, words);
        const auto findings = copiedFindings({skillFile(before, after)}, {{"https://example.org/install", page}});
        QCOMPARE(findings.size(), words > 0);
        if (words == 0)
            return;
        const skill::Finding found = findings.first();
        QCOMPARE(found.rule, copiedRule);
        QCOMPARE(found.severity, skill::Severity::High);
        QCOMPARE(found.file, "SKILL.md");
        QCOMPARE(found.line, 3);
        QVERIFY2(found.message.startsWith(QString::number(words) + " words") && found.message.contains("https://example.org/install"),
                 qPrintable(found.message));
    }
    void eachSourceIsNamedOnce()
    {
        const QByteArray after = "# T\n\n" + page.toUtf8() + "\n\nAnd again:\n\n" + page.toUtf8() + "\n";
        const auto findings = copiedFindings({skillFile("# T\n", after)}, {{"the first page", page}, {"the command ls", "a b c"}, {"the second page", page}});
        QCOMPARE(findings.size(), 2);
        QVERIFY(findings.first().message.contains("the second page"));
        QVERIFY(findings.last().message.contains("the first page"));
    }
    void aMovedFileRepeatsNobody()
    {
        const QByteArray text = "# T\n\n" + page.toUtf8() + "\n";
        const QList<FileChange> move{{"skills/tool/SKILL.md", text, std::nullopt, false, "tool"},
                                     {"skills/.archive/tool/SKILL.md", std::nullopt, text, false, "tool"}};
        QCOMPARE(copiedFindings(move, {{"a page", page}}), skill::Findings());
    }
    void manyWordsCostLittle()
    {
        // A text that repeats one word is the worst for anything that compares each place with each.
        QString theirs;
        for (int i = 0; i < 200'000; ++i)
            theirs += "word ";
        const auto findings = copiedFindings({skillFile("", theirs.toUtf8())}, {{"a page", theirs}});
        QCOMPARE(findings.size(), 1);
        QVERIFY(findings.first().message.startsWith("200000 words"));
    }
    void itWaitsInTheQueueWithThePlaceItCameFrom()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        Draft draft = draftBy(Origin::Review, {CreateSkill{"tool", skillText("tool", page.toUtf8() + "\n")}}, "Keep how to install it");
        draft.untrusted = {{"https://example.org/install", page}};
        const auto held = (*open)->submit(draft);
        VERIFY_DONE(held);
        QCOMPARE(held->state, State::Held);
        QVERIFY2(held->why.contains("https://example.org/install"), qPrintable(held->why));
        QVERIFY(!home.has("skills/tool"));
        // The person may take it; the finding stays with it.
        const auto accepted = (*open)->accept(held->id);
        VERIFY_DONE(accepted);
        QCOMPARE((*open)->set(held->id)->findings.last().rule, copiedRule);
    }
    void memoryIsNoWayAround()
    {
        DoorHome home;
        auto open = home.open();
        VERIFY_DONE(open);
        Draft draft = draftBy(Origin::Review, {EditMemory{{{.text = page}}}});
        draft.untrusted = {{"the tool fetch", page}};
        const auto held = (*open)->submit(draft);
        VERIFY_DONE(held);
        QCOMPARE(held->state, State::Held);
        QVERIFY(held->why.contains("the tool fetch"));
    }
};
QTEST_GUILESS_MAIN(TestUntrusted)
#include "tst_untrusted.moc"
