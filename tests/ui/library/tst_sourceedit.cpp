// SPDX-License-Identifier: MIT
//
// The source of a file, what is found and replaced in it, who wrote its lines, and its preview.
#include "ui/library/findbar.h"
#include "ui/library/markdownpreview.h"
#include "ui/library/skillspage.h"
#include "ui/library/sourceedit.h"
#include "ui/parts/theme.h"
#include "ui/pictures.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextFrame>
#include <QToolButton>
#include <QVBoxLayout>

using namespace hsf;
using namespace hsf::ui;

namespace {
template <class T> T *part(const QWidget &widget, const char *name)
{
    T *found = widget.findChild<T *>(QLatin1StringView(name));
    if (!found)
        qFatal("no child %s", name);
    return found;
}

struct Sheet : QWidget {
    Sheet()
        : source(this)
        , bar(source, this)
    {
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(&bar);
        layout->addWidget(&source);
        resize(600, 400);
        show();
        activateWindow();
        std::ignore = QTest::qWaitForWindowActive(this);
    }
    ~Sheet() override { layout()->removeWidget(&bar); }
    QString count() const { return part<QLabel>(*this, "findCount")->text(); }
    SourceEdit source;
    FindBar bar;
};

library::BlameSpan span(int first, int count, const QString &commit, const QMap<QString, QString> &trailers = {})
{
    return {first, count, {.commit = commit, .subject = QStringLiteral("why"), .trailers = trailers}};
}
} // namespace

class TestSourceEdit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {}); }

    void everyFileKeepsItsOwnUndoAndPlace()
    {
        SourceEdit source;
        source.resize(400, 100);
        source.showFile("a", "a.md", QString("line\n").repeated(100));
        source.goToLine(60);
        source.insertPlainText("one ");
        const QString edited = source.rawText();
        const int place = source.textCursor().position();
        source.showFile("b", "b.py", "print(1)\n");
        source.insertPlainText("# ");
        source.undo();
        QCOMPARE(source.rawText(), "print(1)\n");
        QVERIFY(!source.document()->isUndoAvailable()); // the other file's steps are not here
        source.showFile("a", "a.md", edited);
        QCOMPARE(source.textCursor().position(), place);
        source.undo();
        QCOMPARE(source.rawText(), QString("line\n").repeated(100));
        source.redo();
        QCOMPARE(source.rawText(), edited);
    }
    void aTextThatChangedMeanwhileIsOneStepToUndo()
    {
        SourceEdit source;
        source.showFile("a", "a.md", "one\ntwo\n");
        source.showFile("b", "b.md", "other");
        source.showFile("a", "a.md", "one\nthree\n");
        QCOMPARE(source.rawText(), "one\nthree\n");
        source.undo();
        QCOMPARE(source.rawText(), "one\ntwo\n");
    }
    void embeddedCodeIsColouredInItsOwnLanguage()
    {
        SourceEdit source;
        source.showFile("a", "SKILL.md", "# Title\n\n```python\ndef f(): return 1\n```\nwords def\n");
        const auto colourAt = [&](int line, int column) {
            for (const auto &range : source.document()->findBlockByNumber(line - 1).layout()->formats())
                if (column >= range.start && column < range.start + range.length)
                    return range.format.foreground().color();
            return source.palette().color(QPalette::Text);
        };
        QTRY_VERIFY(colourAt(4, 9) != colourAt(4, 16)); // "return" and "1"
        QCOMPARE(colourAt(6, 6), colourAt(6, 0)); // the same word where it is no code
    }
    // The window goes on meanwhile; what one does to the text while its colours come must not confuse them.
    void aLongTextGetsItsColoursWhileOneTypes()
    {
        QString text = "# Title\n\n";
        while (text.size() < 100'000)
            text += "Some *words* of a paragraph, with `code` and [a link](https://example.org).\n\n```sh\ngrep -n 'x' notes.txt | sort\n```\n";
        text += "```python\ndef f(): return 1\n```\n";
        SourceEdit source;
        source.showFile("a", "SKILL.md", text);
        QCOMPARE(source.rawText(), text); // at once
        // Lines go and come before, between and behind what is coloured already; a fence at the beginning turns all round.
        QTextCursor cursor(source.document());
        const auto edit = [&](int from, int to, const QString &words) {
            cursor.setPosition(from);
            cursor.setPosition(to, QTextCursor::KeepAnchor);
            cursor.insertText(words);
            QCoreApplication::processEvents();
        };
        edit(9, 9, "```\n");
        edit(50'000, 50'900, "A line\n*less*\n");
        edit(int(text.size()) - 2'200, int(text.size()) - 2'100, "x\ny\n");
        edit(9, 13, "");
        SourceEdit fresh;
        fresh.showFile("b", "SKILL.md", source.rawText());
        const auto colours = [](const SourceEdit &one) {
            QStringList lines;
            for (QTextBlock block = one.document()->begin(); block.isValid(); block = block.next()) {
                QString line;
                for (const auto &range : block.layout()->formats())
                    line += QStringLiteral("%1+%2 %3;").arg(range.start).arg(range.length).arg(range.format.foreground().color().name());
                lines << line;
            }
            return lines;
        };
        const auto isColoured = [&](const SourceEdit &one) { return colours(one).sliced(one.document()->blockCount() - 4, 2).join("").contains("+"); };
        QTRY_VERIFY_WITH_TIMEOUT(isColoured(source) && isColoured(fresh), 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(colours(source), colours(fresh), 60'000);
        QVERIFY(colours(source).filter("+").size() > source.document()->blockCount() / 2);
    }
    void aLineOfHundredThousandsOfCharactersIsLeftPlain()
    {
        SourceEdit source;
        source.showFile("a", "data.json", "{\"a\": \"" + QString(300'000, 'x') + "\"}\n{\"b\": 1}\n");
        const auto formats = [&](int line) { return source.document()->findBlockByNumber(line).layout()->formats().size(); };
        QTRY_VERIFY(formats(1) > 0);
        QCOMPARE(formats(0), 0);
    }
    void findingGoesFromHitToHitAndAround()
    {
        Sheet sheet;
        sheet.source.showFile("a", "a.md", "cat dog cat\nCAT\n");
        sheet.bar.openFind();
        auto *words = part<QLineEdit>(sheet, "findField");
        QTest::keyClicks(words, "cat");
        QTRY_COMPARE(sheet.count(), "1 of 3");
        QTest::keyClick(words, Qt::Key_Return);
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(sheet.count(), "3 of 3");
        QCOMPARE(sheet.source.textCursor().selectedText(), "CAT");
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(sheet.count(), "1 of 3");
        QTest::keyClick(words, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(sheet.count(), "3 of 3");
        part<QToolButton>(sheet, "findCase")->click();
        QTRY_VERIFY(sheet.count().endsWith("of 2"));
        QTest::keyClick(words, Qt::Key_Escape);
        QVERIFY(!sheet.bar.isVisible());
        QVERIFY(sheet.source.extraSelections().isEmpty());
    }
    void replacingAllIsOneStepBack()
    {
        Sheet sheet;
        const QString before = QString("cat and dog\n").repeated(50);
        sheet.source.showFile("a", "a.md", before);
        sheet.bar.openReplace();
        part<QLineEdit>(sheet, "findField")->setText("(cat)|(dog)");
        part<QToolButton>(sheet, "findRegex")->click();
        part<QLineEdit>(sheet, "replaceField")->setText("<\\0>");
        QTRY_VERIFY(part<QPushButton>(sheet, "replaceAll")->isEnabled());
        part<QPushButton>(sheet, "replaceAll")->click();
        QTRY_COMPARE(sheet.source.rawText(), QString("<cat> and <dog>\n").repeated(50));
        QVERIFY(sheet.count().startsWith("100"));
        sheet.source.undo();
        QCOMPARE(sheet.source.rawText(), before);
    }
    void replacingOneGoesOnToTheNext()
    {
        Sheet sheet;
        sheet.source.showFile("a", "a.md", "a cat, a cat, a cat");
        sheet.bar.openReplace();
        part<QLineEdit>(sheet, "findField")->setText("cat");
        part<QLineEdit>(sheet, "replaceField")->setText("cow");
        QTRY_COMPARE(sheet.count(), "1 of 3");
        part<QPushButton>(sheet, "replaceOne")->click();
        QTRY_COMPARE(sheet.count(), "1 of 2");
        QCOMPARE(sheet.source.rawText(), "a cow, a cat, a cat");
        part<QPushButton>(sheet, "replaceOne")->click();
        QTRY_COMPARE(sheet.source.rawText(), "a cow, a cow, a cat");
    }
    void aPatternThatIsNotFinishedIsSaidAndHarmsNothing()
    {
        Sheet sheet;
        sheet.source.showFile("a", "a.md", "text (");
        sheet.bar.openFind();
        part<QToolButton>(sheet, "findRegex")->click();
        part<QLineEdit>(sheet, "findField")->setText("(");
        QTRY_VERIFY(!sheet.count().isEmpty());
        QVERIFY(!part<QPushButton>(sheet, "replaceAll")->isEnabled());
    }

    void originsFollowTheLinesOneEdits()
    {
        const QString session = SessionId::fresh().toString();
        const auto origins
            = originsOf({span(1, 2, "c1"),
                         span(3, 1, "c2", {{"Origin", "review"}, {"Session", session}, {"Evidence", "9 \"so\""}})},
                        QDateTime::currentDateTimeUtc());
        QCOMPARE(origins.size(), 3);
        QCOMPARE(origins[2].message, 9);
        QVERIFY(origins[2].session);
        QVERIFY(origins[2].label.contains("9"));
        const auto after = originsAfter(origins, "one\ntwo\nthree\n", "zero\none\ntwo changed\nthree\n");
        QStringList commits;
        for (const LineOrigin &origin : after)
            commits << origin.commit;
        QCOMPARE(commits, QStringList({"", "c1", "", "c2"}));
        QVERIFY(!after[0].about.isEmpty()); // says that it is not saved yet
        const auto same = originsAfter(origins, "one\ntwo\nthree\n", "one\ntwo\nthree\n");
        QVERIFY(!same[0].label.isEmpty() && same[1].label.isEmpty() && !same[2].label.isEmpty());
    }
    void aClickBesideALineLeadsToWhoWroteIt()
    {
        SourceEdit source;
        source.resize(700, 300);
        source.showFile("a", "a.md", "one\ntwo\n");
        source.show();
        const int narrow = source.gutterWidth();
        source.setOrigins(originsAfter(originsOf({span(1, 1, "c1"), span(2, 1, "c2")}, QDateTime::currentDateTimeUtc()),
                                       "one\ntwo\n", "one\ntwo\n"));
        QVERIFY(source.gutterWidth() > narrow);
        QSignalSpy asked(&source, &SourceEdit::originActivated);
        auto *gutter = part<QWidget>(source, "sourceGutter");
        const int height = source.fontMetrics().lineSpacing();
        QTest::mouseClick(gutter, Qt::LeftButton, {}, QPoint(8, 4 + height + height / 2));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().value<LineOrigin>().commit, "c2");
        source.setOriginsVisible(false);
        QCOMPARE(source.gutterWidth(), narrow);
    }

    void onlyWhatChangedIsLaidOutAgain()
    {
        MarkdownPreview preview;
        preview.resize(400, 300);
        preview.show();
        QString text;
        for (int i = 0; i < 200; ++i)
            text += QStringLiteral("## Part %1\n\nWords of part %1.\n\n").arg(i);
        preview.setMarkdown(text, 1);
        QTRY_VERIFY(preview.isComplete());
        const int first = preview.blocksMade();
        QCOMPARE(first, 400);
        preview.setMarkdown(QString(text).replace("Words of part 77.", "Other words."), 1);
        QTRY_VERIFY(preview.isComplete());
        QCOMPARE(preview.blocksMade(), first + 1);
        QVERIFY(preview.toPlainText().contains("Other words."));
        QVERIFY(!preview.toPlainText().contains("part 77."));
        preview.setMarkdown("New start.\n\n" + text, 1);
        QTRY_VERIFY(preview.isComplete());
        QCOMPARE(preview.blocksMade(), first + 3); // the new one, and 77 as it was
        const QString shown = preview.toPlainText();
        QVERIFY(shown.indexOf("New start.") < shown.indexOf("Part 0"));
        QVERIFY(shown.indexOf("Part 10") < shown.indexOf("Words of part 10"));
        QCOMPARE(shown.count("Words of part 5."), 1);
        preview.setMarkdown({}, 1);
        QTRY_VERIFY(preview.isComplete());
        QCOMPARE(preview.toPlainText().trimmed(), "");
    }
    void rawHtmlIsTextAndNothingIsFetched()
    {
        MarkdownPreview preview;
        preview.resize(460, 520);
        preview.setMarkdown("# Steps\n\n1. one `file`\n2. two\n\n> said\n\n<script>alert(1)</script>\n\nA <b>bold</b> lie ![p](http://example.invalid/p.png)\n\n| a "
                            "| b |\n|---|---|\n| 1 | 2 |\n\n```py\nx = 1\n\ny\n```\n",
                            1);
        QTRY_VERIFY(preview.isComplete());
        const QString shown = preview.toPlainText();
        QVERIFY(shown.contains("<script>"));
        QVERIFY(shown.contains("<b>bold"));
        QVERIFY(preview.toHtml().contains("<a href=\"http://example.invalid/p.png\">")); // the picture, as a link
        QVERIFY(shown.contains("x = 1"));
        QVERIFY(!preview.toHtml().contains("<img"));
        const auto *table = preview.document()->rootFrame()->childFrames().value(5)->childFrames().value(0);
        QVERIFY(table && table->frameFormat().borderBrush().color() == colours().line); // thin, in the theme's colour
        const QTextCursor quote = preview.document()->find("said");
        QVERIFY(quote.blockFormat().leftMargin() > 0 && quote.charFormat().foreground().color() == colours().dim);
        hsf::test::look(preview, "preview");
    }
    void bothSidesAreAtTheSamePlace()
    {
        MarkdownPreview preview;
        preview.resize(400, 200);
        preview.show();
        QString text;
        for (int i = 0; i < 100; ++i)
            text += QStringLiteral("Paragraph %1.\n\n").arg(i);
        preview.setMarkdown(text, 11); // ten lines of front matter
        QTRY_VERIFY(preview.isComplete());
        for (const int line : {11, 31, 101, 151}) {
            preview.setTopLine(line);
            const double back = preview.topLine();
            QVERIFY2(qAbs(back - line) < 1.0, qPrintable(QStringLiteral("%1 came back as %2").arg(line).arg(back)));
        }
        preview.setTopLine(1);
        QCOMPARE(preview.verticalScrollBar()->value(), 0);
        SourceEdit source;
        source.resize(300, 200);
        source.show();
        source.showFile(
            "a", "a.md",
            QString("words that are long enough to be wrapped into several lines of a narrow editor\n").repeated(200));
        for (const int line : {1, 50, 120}) {
            source.setTopLine(line);
            QCOMPARE(int(source.topLine()), line);
        }
    }
    void aNarrowWindowShowsTwoColumns_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<std::optional<bool>>("wants");
        QTest::addColumn<Columns>("columns");
        QTest::newRow("wide") << 1280 << std::optional<bool>() << Columns{true, true};
        QTest::newRow("wide, closed") << 1280 << std::optional(false) << Columns{true, false};
        QTest::newRow("narrow") << 800 << std::optional<bool>() << Columns{true, false};
        QTest::newRow("narrow, asked for") << 800 << std::optional(true) << Columns{false, true};
    }
    void aNarrowWindowShowsTwoColumns()
    {
        QFETCH(int, width);
        QFETCH(std::optional<bool>, wants);
        QFETCH(Columns, columns);
        QCOMPARE(columnsFor(width, wants), columns);
    }
};
QTEST_MAIN(TestSourceEdit)
#include "tst_sourceedit.moc"
