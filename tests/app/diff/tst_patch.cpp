// SPDX-License-Identifier: MIT
#include "diff/patch.h"
#include "randomtext.h"

#include <QTest>

using namespace hsf;
using namespace hsf::diff;

class TestPatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPlaceIsFoundAsModelsSayIt_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("oldText");
        QTest::addColumn<QByteArray>("newText");
        QTest::addColumn<QString>("step");
        QTest::addColumn<QByteArray>("result");
        const auto row = [](const char *name, const QByteArray &text, const QByteArray &oldText, const QByteArray &newText, const char *step, const QByteArray &result) {
            QTest::newRow(name) << text << oldText << newText << QString::fromLatin1(step) << result;
        };
        row("as it stands", "a\nb\nc\n", "b\n", "x\ny\n", "exact", "a\nx\ny\nc\n");
        row("inside a line", "run the tests now", "the tests", "all tests", "exact", "run all tests now");
        row("deleted", "a\nb\nc\n", "b\n", "", "exact", "a\nc\n");
        row("invalid UTF-8 and NUL stay", QByteArray("\xFF\0one\xC3", 6), "one", "two", "exact", QByteArray("\xFF\0two\xC3", 6));
        row("new lines in a CRLF file", "a\r\nb\r\n", "b", "x\ny", "exact", "a\r\nx\r\ny\r\n");

        row("blanks before the line's end", "a  \nb\t\nc\n", "a\nb\nc", "x", "line-trimmed", "x\n");
        row("blanks on an empty line", "a\n   \nb\n", "a\n\nb\n", "x\n", "line-trimmed", "x\n");
        row("old text with LF, file with CRLF", "1\r\na\r\nb\r\n2\r\n", "a\nb\n", "x\ny\n", "line-trimmed", "1\r\nx\r\ny\r\n2\r\n");
        row("old text with CRLF, file with LF", "1\na\nb\n2\n", "a\r\nb\r\n", "x\n", "line-trimmed", "1\nx\n2\n");

        row("two blanks for one", "if (a  ==  b) go();\n", "(a == b)", "(a != b)", "white-space", "if (a != b) go();\n");
        row("tab for a blank inside", "| a\t| b |\n", "| a | b |", "| c |", "white-space", "| c |\n");
        row("blank lines around", "1\na\nb\n2\n", "\n\na\nb\n\n\n", "\nx\n\n", "white-space", "1\nx\n2\n");
        row("newline that the file lacks", "a\nlast", "last\n", "final\n", "white-space", "a\nfinal");

        row("deeper", "def f():\n    if x:\n        a()\n        b()\n", "if x:\n    a()\n    b()\n", "if y:\n    a()\n    c()\n", "indentation",
            "def f():\n    if y:\n        a()\n        c()\n");
        row("less deep", "if x:\n  a()\nend\n", "    if x:\n      a()\n", "    if y:\n      a()\n      b()\n", "indentation", "if y:\n  a()\n  b()\nend\n");
        row("tabs in the file", "f() {\n\tif (x)\n\t\ta();\n}\n", "    if (x)\n        a();\n", "    if (x)\n        for (;;)\n            a();\n", "indentation",
            "f() {\n\tif (x)\n\t\tfor (;;)\n\t\t\ta();\n}\n");
        row("back out", "  {\n      a;\n  }\n  end\n", "    a;\n}\nend", "    b;\n}\nend", "indentation", "  {\n      b;\n  }\n  end\n");

        row("escaped newline", "one\ntwo\nthree\n", "one\\ntwo\\n", "1\\n2\\n", "escapes", "1\n2\nthree\n");
        row("escaped quotes", "say \"hi\" now\n", "say \\\"hi\\\" now", "say \\\"ho\\\"", "escapes", "say \"ho\"\n");

        row("straight quotes for curly ones", "He said \u201Cdon\u2019t\u201D \u2014 twice\n", "\"don't\" - twice", "\"do\"", "look-alikes", "He said \"do\"\n");
        row("curly quotes for straight ones", "use \"x\" here\n", "use \u201Cx\u201D here", "use \u201Cy\u201D here", "look-alikes", "use \u201Cy\u201D here\n");
        row("no-break blank", "a\u00A0b c\n", "a b", "x", "look-alikes", "x c\n");
        row("composed letter", "caf\u00E9 au lait\n", "cafe\u0301 au", "tea", "look-alikes", "tea lait\n");
        row("ellipsis", "wait\u2026 done\n", "wait... done", "go", "look-alikes", "go\n");
        row("zero width", "fo\u200Bo bar\n", "foo bar", "x", "look-alikes", "x\n");

        row("changed in the middle", "## Steps\n1. Read the file carefully\n2. Change the line\n3. Write it\nDone.\n",
            "## Steps\n1. Read the file\n2. Change the line\n3. Write it\nDone.\n", "## Steps\n1. Just do it\nDone.\n", "block-anchors", "## Steps\n1. Just do it\nDone.\n");
        row("a line more than remembered", "f() {\n  a one two;\n  extra;\n  b three four;\n  c five six;\n}\ng\n", "f() {\n  a one two;\n  b three four;\n  c five six;\n}\n",
            "f() {\n}\n", "block-anchors", "f() {\n}\ng\n");

        row("a word differs", "# Title\n\n- Run the whole test suite before every commit to main.\n- Other\n",
            "Run the entire test suite before every commit to main.", "Run what changed.", "similarity", "# Title\n\n- Run what changed.\n- Other\n");
    }
    void aPlaceIsFoundAsModelsSayIt()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, oldText);
        QFETCH(QByteArray, newText);
        const auto patched = patch(text, oldText, newText);
        QVERIFY2(patched, patched ? "" : qPrintable(patched.error().message));
        QTEST(patched->step, "step");
        QTEST(patched->bytes, "result");
        QCOMPARE(patched->places, 1);
    }

    void severalPlacesAreListed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("oldText");
        QTest::addColumn<QString>("lines");
        QTest::newRow("exact") << QByteArray("a\nb\na\nb\na\n") << QByteArray("a\n") << "3 places (lines 1, 3, 5)";
        QTest::newRow("overlapping") << QByteArray("aaa") << QByteArray("aa") << "2 places";
        QTest::newRow("line-trimmed") << QByteArray("a \nb\nx\na\nb \n") << QByteArray("a\nb\n") << "lines 1, 4";
        QTest::newRow("indentation") << QByteArray("  a\n  b\n    a\n    b\n") << QByteArray("\ta\n\tb\n") << "lines 1, 3";
        QTest::newRow("many") << QByteArray("a\n").repeated(500) << QByteArray("a") << "20, …";
    }
    void severalPlacesAreListed()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, oldText);
        QFETCH(QString, lines);
        const auto patched = patch(text, oldText, "new");
        QVERIFY(!patched);
        QVERIFY2(patched.error().message.contains(lines), qPrintable(patched.error().message));
    }
    void allPlacesAreReplacedWhenAsked()
    {
        const auto patched = patch("a b a\na", "a", "aa", Occurrences::All);
        QCOMPARE(patched->bytes, "aa b aa\naa");
        QCOMPARE(patched->places, 3);
        QVERIFY(!patch("  a  b\n\ta  b\n", "a b", "x", Occurrences::All)); // a guess is made once or not at all
    }

    void whatIsNotThereIsNamedWithTheClosest()
    {
        const auto missing = patch("# Deploy\nBuild the image.\nPush the image to the registry.\n", "Push the picture into a museum.", "x");
        QCOMPARE(missing.error().kind, Error::Kind::NotFound);
        QVERIFY2(missing.error().message.contains("line 3:\nPush the image to the registry."), qPrintable(missing.error().message));
        const auto nothing = patch("alpha\n", "omega psi chi phi\n", "x");
        QCOMPARE(nothing.error().kind, Error::Kind::NotFound);
        QVERIFY2(nothing.error().message.contains("nor anything like it"), qPrintable(nothing.error().message));
        QCOMPARE(patch("", "a", "b").error().kind, Error::Kind::NotFound);
    }
    void wishesThatMeanNothingAreRefused()
    {
        QVERIFY(!patch("a", "", "b"));
        QVERIFY(!patch("a", "a", "a"));
        QVERIFY(!patch("a\n\nb", "\n \n", "x"));
    }
    void similarLinesInTwoPlacesAreNotGuessed()
    {
        const auto patched = patch("Run the first of all the tests here today.\n\nRun the second of all the tests here today.\n", "Run the third of all the tests here today.", "x");
        QVERIFY(!patched);
        QVERIFY2(patched.error().message.contains("2 places"), qPrintable(patched.error().message));
    }
    void theEndsOfTheOldTextMustBeThere()
    {
        // Else "- " or a trailing clause would go with it.
        QVERIFY(!patch("- Check the long list of all the open things now\n", "Verify the long list of all the open things now", "x"));
    }

    /// Any piece of any text, said exactly once in it, is replaced there and nowhere else.
    void anyPieceIsReplacedWhereItStands()
    {
        for (int seed = 0; seed < 300; ++seed) {
            QRandomGenerator random(seed);
            const QByteArray text = randomText(random) + "unique " + QByteArray::number(seed) + "\n" + randomText(random);
            const qsizetype from = random.bounded(text.indexOf("unique") + 1);
            const qsizetype to = text.indexOf("unique") + 6 + random.bounded(text.size() - text.indexOf("unique") - 6);
            const auto patched = patch(text, text.sliced(from, to - from), "REPLACED");
            QVERIFY2(patched, patched ? "" : qPrintable(patched.error().message));
            QCOMPARE(patched->step, "exact");
            QCOMPARE(patched->bytes, text.first(from) + "REPLACED" + text.sliced(to));
        }
    }
    /// Whatever is asked of whatever text: an answer, never a change outside the lines that were found.
    void anyWishGetsAnAnswer()
    {
        for (int seed = 0; seed < 400; ++seed) {
            QRandomGenerator random(seed);
            const QByteArray text = "first line\n" + randomText(random) + "last line\n";
            const QByteArray oldText = randomEdit(random, randomText(random, 6));
            const auto patched = patch(text, oldText, "NEW");
            if (!patched)
                QVERIFY(!patched.error().message.isEmpty());
            else if (!oldText.contains("first") && !oldText.contains("last"))
                QVERIFY(patched->bytes.startsWith("first line\n") && patched->bytes.endsWith("last line\n"));
        }
    }
    void hostileTextsEnd_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("oldText");
        QTest::newRow("one letter") << QByteArray(200'000, 'a') << QByteArray(100'000, 'a') + "b";
        QTest::newRow("blank lines") << QByteArray(200'000, '\n') << QByteArray(50'000, '\n') + "x";
        QTest::newRow("closing braces") << QByteArray("}\n").repeated(50'000) << QByteArray("}\nx\n").repeated(20'000) + "}";
        QTest::newRow("words") << QByteArray("a b ").repeated(50'000) << QByteArray("b a a ").repeated(10'000);
        QTest::newRow("same letter, many times") << QByteArray(200'000, 'a') << QByteArray(100'000, 'a');
        QTest::newRow("carriage returns") << QByteArray(200'000, '\r') << QByteArray(100'000, '\r') + "x";
        QTest::newRow("quotes") << QByteArray("\u201C").repeated(60'000) << QByteArray("\"").repeated(50'000) + "x";
    }
    void hostileTextsEnd()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, oldText);
        QVERIFY(!patch(text, oldText, "new"));
    }
};
QTEST_GUILESS_MAIN(TestPatch)
#include "tst_patch.moc"
