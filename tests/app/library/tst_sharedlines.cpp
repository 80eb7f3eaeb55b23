// SPDX-License-Identifier: MIT
//
// Which lines two versions share: what blame hands on to the version before.
#include "library/moved_p.h"

#include <QRandomGenerator>
#include <QTest>

using namespace hsf;
using namespace hsf::library;

static QList<QByteArray> linesOf(const QByteArray &text)
{
    QList<QByteArray> lines;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.indexOf('\n', at) < 0 ? text.size() : text.indexOf('\n', at) + 1;
        lines << text.sliced(at, end - at);
        at = end;
    }
    return lines;
}

class TestSharedLines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { git_libgit2_init(); }
    void cleanupTestCase() { git_libgit2_shutdown(); }

    void eachLineIsFoundWhereItWas_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QList<int>>("places");
        using Bytes = QByteArray;
        QTest::newRow("the same") << Bytes("a\nb\n") << Bytes("a\nb\n") << QList{0, 1};
        QTest::newRow("one changed") << Bytes("a\nb\nc\n") << Bytes("a\nB\nc\n") << QList{0, -1, 2};
        QTest::newRow("one more in the middle") << Bytes("a\nc\n") << Bytes("a\nb\nc\n") << QList{0, -1, 1};
        QTest::newRow("one gone") << Bytes("a\nb\nc\n") << Bytes("a\nc\n") << QList{0, 2};
        QTest::newRow("from nothing") << Bytes() << Bytes("a\nb\n") << QList{-1, -1};
        QTest::newRow("to nothing") << Bytes("a\n") << Bytes() << QList<int>{};
        QTest::newRow("no newline at the end") << Bytes("a\nb") << Bytes("a\nb\nc") << QList{0, -1, -1};
        QTest::newRow("the end of a line is no line") << Bytes("xb\nc\n") << Bytes("yb\nc\n") << QList{-1, 1};
        QTest::newRow("the beginning of a line is no line") << Bytes("a\nbx\n") << Bytes("a\nby\n") << QList{0, -1};
        QTest::newRow("the same again below") << Bytes("a\na\n") << Bytes("a\na\na\n") << QList{0, 1, -1};
        QTest::newRow("two places at once")
            << Bytes("a\nb\nc\nd\ne\n") << Bytes("a\nB\nc\nD\ne\n") << QList{0, -1, 2, -1, 4};
    }
    void eachLineIsFoundWhereItWas()
    {
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        QFETCH(const QList<int>, places);
        const auto shared = sharedLines(before, after, lineCount(after));
        QVERIFY(shared);
        QCOMPARE(*shared, places);
    }

    void whateverIsSharedIsTheSameLineInTheSameOrder()
    {
        for (quint32 seed = 1; seed <= 300; ++seed) {
            QRandomGenerator random(seed);
            const auto text = [&] {
                QByteArray made;
                for (int i = random.bounded(12); i > 0; --i)
                    made += QByteArray(random.bounded(3), char('a' + random.bounded(2))) + '\n';
                return random.bounded(3) == 0 ? made + "end" : made;
            };
            const QByteArray head = text(), before = text(), after = text();
            const QByteArray old = head + before, now = head + after;
            const auto shared = sharedLines(old, now, lineCount(now));
            QVERIFY(shared);
            const QList<QByteArray> was = linesOf(old), is = linesOf(now);
            QCOMPARE(shared->size(), is.size());
            int last = -1;
            for (int i = 0; i < is.size(); ++i) {
                const int place = shared->at(i);
                if (place < 0)
                    continue;
                QVERIFY2(place > last, qPrintable(QStringLiteral("seed %1").arg(seed)));
                QVERIFY(place < was.size());
                QCOMPARE(was.at(place), is.at(i));
                last = place;
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestSharedLines)
#include "tst_sharedlines.moc"
