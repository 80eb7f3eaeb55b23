// SPDX-License-Identifier: MIT
#include "ui/library/draft.h"
#include "ui/library/editedtext.h"

#include <QRandomGenerator>
#include <QTest>

using namespace hsf::ui;

class TestEditedText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWasNotTouchedKeepsItsBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("plain") << QByteArray("a\nb\n");
        QTest::newRow("no last newline") << QByteArray("a\nb");
        QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n");
        QTest::newRow("mixed") << QByteArray("a\r\nb\nc\r\n");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF---\r\nname: x\r\n");
        QTest::newRow("invalid UTF-8") << QByteArray("a\xFF\xFE\nb\n");
        QTest::newRow("NUL") << QByteArray("a\0b\n", 4);
        QTest::newRow("lone CR") << QByteArray("a\rb\n");
        QTest::newRow("paragraph separator") << QByteArray("a\xE2\x80\xA9"
                                                           "b\n");
        QTest::newRow("no-break space") << QByteArray("a\xC2\xA0"
                                                      "b\n");
    }
    void whatWasNotTouchedKeepsItsBytes()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(textAsEdited(bytes, shownText(bytes)), bytes);
        QVERIFY(!shownText(bytes).contains('\r'));
        // A line added at the end of the text changes nothing above it.
        if (bytes.endsWith('\n'))
            QVERIFY(textAsEdited(bytes, shownText(bytes) + "more\n").startsWith(bytes));
    }
    void editsTakeTheEndingOfTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("CRLF stays") << QByteArray("a\r\nb\r\n") << "a\nB\nc\n" << QByteArray("a\r\nB\r\nc\r\n");
        QTest::newRow("mixed: only the changed line") << QByteArray("a\r\nb\nc\r\n") << "a\nB\nc\n"
                                                      << QByteArray("a\r\nB\nc\r\n");
        QTest::newRow("new lines take the usual ending") << QByteArray("a\r\nb\r\nc\n") << "a\nb\nc\nd\n"
                                                         << QByteArray("a\r\nb\r\nc\nd\r\n");
        QTest::newRow("mark stays before a new first line") << QByteArray("\xEF\xBB\xBF"
                                                                          "a\n")
                                                            << "z\na\n"
                                                            << QByteArray("\xEF\xBB\xBF"
                                                                          "z\na\n");
        QTest::newRow("last newline taken away") << QByteArray("a\nb\n") << "a\nb" << QByteArray("a\nb");
        QTest::newRow("emptied") << QByteArray("a\nb\n") << "" << QByteArray();
        QTest::newRow("from nothing") << QByteArray() << "a\nb" << QByteArray("a\nb");
        QTest::newRow("damage elsewhere survives")
            << QByteArray("\xFF\nb\n") << QString::fromUtf8("\xEF\xBF\xBD\nB\n") << QByteArray("\xFF\nB\n");
    }
    void editsTakeTheEndingOfTheirPlace()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, text);
        QFETCH(QByteArray, after);
        QCOMPARE(textAsEdited(before, text), after);
    }
    void whatIsTypedIsWhatIsShown()
    {
        for (int seed = 0; seed < 100; ++seed) {
            QRandomGenerator random(seed);
            QByteArray base;
            QString text;
            for (int i = 0; i < 20; ++i)
                base += "line" + QByteArray::number(random.bounded(6)) + (random.bounded(2) ? "\r\n" : "\n");
            for (int i = 0; i < 20; ++i)
                text += QStringLiteral("line%1\n").arg(random.bounded(6));
            QCOMPARE(shownText(textAsEdited(base, text)), text);
        }
    }

    // What reading a file again does to a draft.
    void nothingUnsavedIsOverwritten()
    {
        Draft draft{.id = "a", .file = "SKILL.md", .base = "1", .blob = "b1", .bytes = "1 edited"};
        QCOMPARE(arrive(draft, "1", "b1"), Arrival::Same);
        QCOMPARE(arrive(draft, "2", "b2"), Arrival::Conflict);
        QCOMPARE(draft.bytes, "1 edited");
        QCOMPARE(draft.blob, "b1");
        Draft mine = draft;
        keepMine(mine);
        QCOMPARE(mine.bytes, "1 edited");
        QCOMPARE(mine.blob, "b2"); // saving replaces theirs, knowingly
        takeTheirs(draft);
        QCOMPARE(draft.bytes, "2");
        QVERIFY(!draft.isUnsaved());
    }
    void anUntouchedFileFollowsTheDisk()
    {
        Draft draft{.base = "1", .blob = "b1", .bytes = "1"};
        QCOMPARE(arrive(draft, "2", "b2"), Arrival::Taken);
        QCOMPARE(draft.bytes, "2");
        QCOMPARE(draft.blob, "b2");
    }
    void aChangeThatOvertakesTheAnswerToASaveIsNotWaitedForForever()
    {
        Draft draft{.base = "1", .blob = "b1", .bytes = "12", .saving = "12"};
        draft.bytes = "123";
        QCOMPARE(arrive(draft, "theirs", "b2"), Arrival::Conflict);
        QVERIFY(!draft.saving);
        QCOMPARE(draft.bytes, "123");
    }
    void typingOnWhileItIsSavedIsKept()
    {
        Draft draft{.base = "1", .blob = "b1", .bytes = "12", .saving = "12"};
        draft.bytes = "123";
        QCOMPARE(arrive(draft, "12", "b12"), Arrival::Saved);
        QCOMPARE(draft.bytes, "123");
        QCOMPARE(draft.base, "12");
        QCOMPARE(draft.blob, "b12");
        QVERIFY(draft.isUnsaved());
    }
};
QTEST_GUILESS_MAIN(TestEditedText)
#include "tst_editedtext.moc"
