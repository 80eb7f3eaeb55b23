// SPDX-License-Identifier: MIT
#include "ui/library/textsearch.h"

#include <QTest>

using namespace hsf;
using namespace hsf::ui;

class TestTextSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsFound_data()
    {
        QTest::addColumn<TextQuery>("query");
        QTest::addColumn<QList<Hit>>("hits");
        // 0123456789012345678901234567
        // Table tables TABLE\nle x.y é
        QTest::newRow("nothing asked") << TextQuery{} << QList<Hit>{};
        QTest::newRow("any case") << TextQuery{"table"} << QList<Hit>{{0, 5}, {6, 5}, {13, 5}};
        QTest::newRow("this case") << TextQuery{.words = "table", .matchCase = true} << QList<Hit>{{6, 5}};
        QTest::newRow("whole words") << TextQuery{.words = "table", .wholeWords = true} << QList<Hit>{{0, 5}, {13, 5}};
        QTest::newRow("signs are signs") << TextQuery{"x.y"} << QList<Hit>{{22, 3}};
        QTest::newRow("a pattern") << TextQuery{.words = "t\\w+s\\b", .regex = true} << QList<Hit>{{6, 6}};
        QTest::newRow("line by line") << TextQuery{.words = "^le", .regex = true} << QList<Hit>{{19, 2}};
        QTest::newRow("empty matches are none") << TextQuery{.words = "q*", .regex = true} << QList<Hit>{};
        QTest::newRow("letters of the world") << TextQuery{.words = "É", .wholeWords = true} << QList<Hit>{{26, 1}};
    }
    void whatIsFound()
    {
        QFETCH(TextQuery, query);
        QFETCH(QList<Hit>, hits);
        const auto found = hitsOf(QStringLiteral("Table tables TABLE\nle x.y é"), query);
        QVERIFY(found);
        QCOMPARE(*found, hits);
    }
    void replacingAllIsOneText_data()
    {
        QTest::addColumn<TextQuery>("query");
        QTest::addColumn<QString>("by");
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("count");
        QTest::newRow("words") << TextQuery{"cat"} << "dog" << "dog, dog and dogalogue" << 3;
        QTest::newRow("by nothing") << TextQuery{.words = "cat", .wholeWords = true} << "" << ",  and catalogue" << 2;
        QTest::newRow("a back slash is itself") << TextQuery{.words = "cat", .matchCase = true, .wholeWords = true}
                                                << "\\1" << "\\1, Cat and catalogue" << 1;
        QTest::newRow("groups") << TextQuery{.words = "(c)(at)\\b", .regex = true} << "\\2\\1\\n"
                                << "atc\n, atC\n and catalogue" << 2;
        QTest::newRow("nothing there") << TextQuery{"mouse"} << "x" << "cat, Cat and catalogue" << 0;
        QTest::newRow("what is put in is not searched") << TextQuery{"a"} << "aa" << "caat, Caat aand caataalogue" << 5;
    }
    void replacingAllIsOneText()
    {
        QFETCH(TextQuery, query);
        QFETCH(QString, by);
        QFETCH(QString, after);
        QFETCH(int, count);
        const auto done = replacedAll(QStringLiteral("cat, Cat and catalogue"), query, by);
        QVERIFY(done);
        QCOMPARE(done->text, after);
        QCOMPARE(done->count, count);
    }
    void aPatternThatIsWrongOrEndlessIsAnErrorInWords()
    {
        QVERIFY(!hitsOf(QStringLiteral("x"), {.words = "(", .regex = true}));
        const QString hard = QString(400, u'a') + u'!';
        const auto found = hitsOf(hard, {.words = "(a+)+(a+)+(a+)+$", .regex = true});
        QVERIFY(!found);
        QVERIFY(!found.error().message.isEmpty());
    }
};
QTEST_GUILESS_MAIN(TestTextSearch)
#include "tst_textsearch.moc"
