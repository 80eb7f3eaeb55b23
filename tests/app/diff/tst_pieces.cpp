// SPDX-License-Identifier: MIT
#include "diff/find.h"
#include "diff/guard.h"
#include "diff/lines.h"
#include "diff/pieces.h"
#include "randomtext.h"

#include <QTest>

using namespace hsf::diff;

namespace {
/// "now:x->y" a piece as one would say it; what is alike by its size only.
QString said(const QList<Piece> &pieces)
{
    QStringList words;
    const auto line = [](const QByteArray &text) { return QString::fromUtf8(text).replace('\n', ';'); };
    for (const Piece &piece : pieces) {
        switch (piece.kind) {
        case Piece::Kind::Same:
            words << "=" + QString::number(splitLines(piece.base).size());
            break;
        case Piece::Kind::Now:
            words << "now:" + line(piece.now);
            break;
        case Piece::Kind::Proposed:
            words << "proposed:" + line(piece.proposed);
            break;
        case Piece::Kind::Both:
            words << "both:" + line(piece.now);
            break;
        case Piece::Kind::Conflict:
            words << "conflict:" + line(piece.base) + "/" + line(piece.now) + "/" + line(piece.proposed);
        }
    }
    return words.join(' ');
}
} // namespace

class TestPieces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void threeTextsAreCutWhereSomebodyChangedThem_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QByteArray>("proposed");
        QTest::addColumn<QString>("pieces");
        QTest::newRow("nobody") << QByteArray("1\n2\n3\n4\n5\n") << QByteArray("1\n2\n3\n4\n5\n") << "=5";
        QTest::newRow("apart") << QByteArray("one\n2\n3\n4\n5\n") << QByteArray("1\n2\n3\n4\nfive\n") << "now:one; =3 proposed:five;";
        QTest::newRow("the same") << QByteArray("1\nx\n3\n4\n5\n") << QByteArray("1\nx\n3\n4\n5\n") << "=1 both:x; =3";
        QTest::newRow("one line, two wishes") << QByteArray("1\nx\n3\n4\n5\n") << QByteArray("1\ny\n3\n4\n5\n") << "=1 conflict:2;/x;/y; =3";
        QTest::newRow("touching") << QByteArray("1\nx\n3\n4\n5\n") << QByteArray("1\n2\ny\n4\n5\n") << "=1 conflict:2;3;/x;3;/2;y; =2";
        QTest::newRow("one emptied it") << QByteArray() << QByteArray("1\n2\n3\n4\nfive\n") << "conflict:1;2;3;4;5;//1;2;3;4;five;";
        QTest::newRow("both appended") << QByteArray("1\n2\n3\n4\n5\n6\n") << QByteArray("1\n2\n3\n4\n5\nsix\n") << "=5 conflict:/6;/six;";
    }
    void threeTextsAreCutWhereSomebodyChangedThem()
    {
        QFETCH(QByteArray, now);
        QFETCH(QByteArray, proposed);
        QTEST(said(mergePieces("1\n2\n3\n4\n5\n", now, proposed)), "pieces");
    }
    void aChoiceDecidesAConflict()
    {
        QList<Piece> pieces = mergePieces("1\n2\n3\n", "1\nx\n3\n", "one\ny\n3\n");
        QCOMPARE(conflictCount(pieces), 1);
        QVERIFY(!isResolved(pieces));
        QCOMPARE(mergedText(pieces), "1\nx\n3\n");
        using Choice = Piece::Choice;
        const QList<std::pair<Choice, QByteArray>> results{{Choice::Base, "1\n2\n3\n"}, {Choice::Now, "1\nx\n3\n"}, {Choice::Proposed, "one\ny\n3\n"},
                                                           {Choice::NowThenProposed, "1\nx\none\ny\n3\n"}, {Choice::ProposedThenNow, "one\ny\n1\nx\n3\n"}};
        for (const auto &[choice, text] : results) {
            pieces[0].choice = choice;
            QVERIFY(isResolved(pieces));
            QCOMPARE(mergedText(pieces), text);
        }
    }
    void anyThreeTextsAreAllThereAndBothWishesAreKept()
    {
        for (int seed = 0; seed < 300; ++seed) {
            QRandomGenerator random(seed);
            const QByteArray base = randomText(random), now = randomEdit(random, base), proposed = randomEdit(random, base);
            QList<Piece> pieces = mergePieces(base, now, proposed);
            QByteArray a, b, c;
            for (const Piece &piece : pieces) {
                a += piece.base;
                b += piece.now;
                c += piece.proposed;
            }
            QCOMPARE(a, base);
            QCOMPARE(b, now);
            QCOMPARE(c, proposed);
            QCOMPARE(mergedText(mergePieces(base, base, proposed)), proposed);
            QCOMPARE(mergedText(mergePieces(base, now, base)), now);
            QCOMPARE(mergedText(mergePieces(base, now, now)), now);
            // The other way round is the same merge.
            const QList<Piece> turned = mergePieces(base, proposed, now);
            QCOMPARE(conflictCount(turned), conflictCount(pieces));
            if (conflictCount(pieces) == 0)
                QCOMPARE(mergedText(turned), mergedText(pieces));
        }
    }

    void whatNobodyReadsAsLinesIsAskedAbout_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("guard");
        QTest::newRow("empty") << QByteArray() << int(Guard::None);
        QTest::newRow("a page") << QByteArray("line\n").repeated(300) << int(Guard::None);
        QTest::newRow("many lines") << QByteArray("line\n").repeated(300'000) << int(Guard::None);
        QTest::newRow("more lines than one would read") << QByteArray("line\n").repeated(500'000) << int(Guard::Large);
        QTest::newRow("one line of megabytes") << QByteArray(5'000'000, 'x') << int(Guard::LongLine);
        QTest::newRow("a long line among short ones") << QByteArray("a\n").repeated(50'000) + QByteArray(20'001, 'x') + QByteArray("\nb").repeated(50'000) << int(Guard::LongLine);
        QTest::newRow("a long last line") << QByteArray("a\n").repeated(9) + QByteArray(20'001, 'x') << int(Guard::LongLine);
        QTest::newRow("just not too long") << QByteArray(20'000, 'x') + "\n" << int(Guard::None);
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << int(Guard::Binary);
    }
    void whatNobodyReadsAsLinesIsAskedAbout()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, guard);
        QCOMPARE(int(guardOf(text, {})), guard);
        QCOMPARE(int(guardOf("x\n", text)), guard);
    }

    void wordsAreFoundInReadingOrder()
    {
        const auto rows = unifiedRows("Alpha\nbeta\nold Alpha\n", "Alpha\nbeta\nnew alpha ALPHA\n");
        const QList<Found> found = findIn(rows, "alpha");
        QCOMPARE(found, (QList<Found>{{1, 1, {0, 5}}, {3, 0, {4, 5}}, {0, 3, {4, 5}}, {0, 3, {10, 5}}}));
        QVERIFY(findIn(rows, "").isEmpty());
        QCOMPARE(findIn(rows, "alpha", 2).size(), 2);
    }
    void wordsAreFoundInFoldsToo()
    {
        const QByteArray before = QByteArray("x\n").repeated(50) + "needle\n" + QByteArray("y\n").repeated(50);
        const auto rows = unifiedRows(before, before + "z\n");
        QCOMPARE(findIn(rows, "needle"), (QList<Found>{{51, 51, {0, 6}}}));
    }
};
QTEST_GUILESS_MAIN(TestPieces)
#include "tst_pieces.moc"
