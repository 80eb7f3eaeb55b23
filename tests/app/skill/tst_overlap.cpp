// SPDX-License-Identifier: MIT
#include "skill/overlap.h"
#include "skill/shingles_p.h"
#include "skill/termvectors_p.h"

#include <QRandomGenerator>
#include <QTest>

using namespace hsf::skill;

namespace {
SkillFiles skillOf(const QString &name, const QString &description, const QString &body)
{
    const QString file = QStringLiteral("---\nname: %1\ndescription: %2\n---\n%3").arg(name, description, body);
    return {{{"SKILL.md", file.toUtf8()}}, {}};
}

QString randomWords(QRandomGenerator &random, int count, int vocabulary = 5000)
{
    QStringList words;
    for (int i = 0; i < count; ++i)
        words << QStringLiteral("w%1").arg(random.bounded(vocabulary));
    return words.join(u' ');
}

const QString tables = "# Tables\n\nOpen the file with pdfplumber and walk over its pages one by one. Each page gives its tables as lists of rows.\n"
                       "Write every row to a CSV file and count the rows at the end, because scanned pages silently give none.\n\n"
                       "```python\nimport pdfplumber\nwith pdfplumber.open(path) as pdf:\n    rows = [table for page in pdf.pages for table in page.extract_tables()]\n```\n";
const QString tablesRetold = QString(tables).replace("one by one", "in their order").replace("silently ", "");
const QString letters = "# Letters\n\nStart from the template of the firm, fill in the address of the supplier and keep the tone friendly but firm.\n"
                        "Ask for a date. Attach the invoice. Read the letter aloud before it goes out, since names are easy to get wrong.\n";
const QString tablesWhen = "Extracts tables from PDF documents into CSV. Use when a person wants rows out of a PDF report.";
const QString tablesWhenToo = "Turns tables of PDF reports into CSV files. Use when rows out of a PDF document are wanted.";
const QString lettersWhen = "Writes letters to suppliers. Use when an invoice is wrong or late.";

const OverlapPair *pairOf(const QList<OverlapPair> &pairs, const QString &a, const QString &b)
{
    for (const OverlapPair &pair : pairs) {
        if (pair.a == a && pair.b == b)
            return &pair;
    }
    return nullptr;
}
} // namespace

class TestOverlap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSameContentUnderAnotherDescriptionIsFound()
    {
        OverlapIndex index;
        index.add("pdf-tables", skillOf("pdf-tables", tablesWhen, tables));
        index.add("supplier-letters", skillOf("supplier-letters", lettersWhen, letters));
        index.add("report-rows", skillOf("report-rows", "Feeds a spreadsheet. Use before closing the books of a quarter.", tablesRetold));
        const QList<OverlapPair> pairs = index.all();
        QCOMPARE(pairs.size(), 1);
        QCOMPARE(pairs[0].a, "pdf-tables");
        QCOMPARE(pairs[0].b, "report-rows");
        QVERIFY(pairs[0].jaccard > 0.5 && pairs[0].jaccard < 1);
        QVERIFY(pairs[0].prose > 0.8);
        QVERIFY2(pairs[0].code > 0.999, "their code is the same");
        QVERIFY(pairs[0].trigger < 0.3);
    }
    void theSamePurposeInOtherWordsIsFound()
    {
        OverlapIndex index;
        index.add("pdf-tables", skillOf("pdf-tables", tablesWhen, tables));
        index.add("table-export", skillOf("table-export", tablesWhenToo, letters));
        index.add("supplier-letters", skillOf("supplier-letters", lettersWhen, "# Other\n\nNothing alike.\n"));
        const QList<OverlapPair> pairs = index.all();
        QCOMPARE(pairs.size(), 1);
        QVERIFY(pairOf(pairs, "pdf-tables", "table-export"));
        QVERIFY(pairs[0].trigger >= 0.5);
        QVERIFY(pairs[0].jaccard < 0.1);
    }
    void headingsThatEverySkillHasAreNoLikeness()
    {
        OverlapIndex index;
        const QString frame = "## When to use\n%1\n\n## Steps\n1. %2\n\n## Pitfalls\n%1\n\n## Verification\n%2\n";
        QRandomGenerator random(7);
        for (int i = 0; i < 20; ++i) {
            index.add(QStringLiteral("skill-%1").arg(i),
                      skillOf(QStringLiteral("skill-%1").arg(i), randomWords(random, 12) + ". Use when asked.", frame.arg(randomWords(random, 40), randomWords(random, 40))));
        }
        QCOMPARE(index.all(), QList<OverlapPair>());
    }
    void anEmptyBodyIsNoCopyOfAnotherEmptyBody()
    {
        OverlapIndex index;
        index.add("a", skillOf("a", "Bakes bread", ""));
        index.add("b", skillOf("b", "Mends shoes", ""));
        index.add("c", {});
        index.add("d", {});
        QCOMPARE(index.all(), QList<OverlapPair>());
    }
    void aNewSkillIsToldItsNeighbours()
    {
        OverlapIndex index;
        index.add("pdf-tables", skillOf("pdf-tables", tablesWhen, tables));
        index.add("supplier-letters", skillOf("supplier-letters", lettersWhen, letters));
        const QList<OverlapPair> pairs = index.neighbours("a-copy", skillOf("a-copy", tablesWhenToo, tablesRetold));
        QCOMPARE(pairs.size(), 1);
        QCOMPARE(pairs[0].a, "a-copy");
        QCOMPARE(pairs[0].b, "pdf-tables");
        QVERIFY(pairs[0].jaccard > 0.5 && pairs[0].trigger > 0.4);
        QVERIFY(overlapSentence(pairs[0]).contains("pdf-tables"));
        QCOMPARE(index.neighbours("pdf-tables", skillOf("pdf-tables", tablesWhen, tables)).size(), 0); // not its own neighbour
        QCOMPARE(index.neighbours("new", skillOf("new", "Waters plants", "Every Monday.")).size(), 0);
    }
    void scriptsAndReferencesCount()
    {
        SkillFiles one = skillOf("one", "Bakes bread", "Short.");
        SkillFiles two = skillOf("two", "Mends shoes", "Brief.");
        one.files["scripts/run.py"] = two.files["scripts/tool.py"] = tables.toUtf8();
        OverlapIndex index;
        index.add("one", one);
        index.add("two", two);
        const QList<OverlapPair> pairs = index.all();
        QCOMPARE(pairs.size(), 1);
        QVERIFY(pairs[0].code > 0.99);
    }
    void whoIsToldToStopTellsNothing()
    {
        OverlapIndex index;
        for (int i = 0; i < 60; ++i)
            index.add(QStringLiteral("copy-%1").arg(i), skillOf("copy", tablesWhen, tables + QString::number(i)));
        int asked = 0;
        QVERIFY(!index.all({}, [&] {
                          ++asked;
                          return false;
                      }).isEmpty());
        const int all = asked;
        QVERIFY2(all > 40, qPrintable(QString::number(all))); // looked up all along, not at its end alone
        for (int stopAt = 1; stopAt <= all; ++stopAt) {
            asked = 0;
            QCOMPARE(index.all({}, [&] { return ++asked == stopAt; }), QList<OverlapPair>()); // once is enough
            QVERIFY(asked <= stopAt);
        }
    }
    void hundredsOfCopiesAreToldBriefly()
    {
        OverlapIndex index;
        for (int i = 0; i < 300; ++i)
            index.add(QStringLiteral("copy-%1").arg(i), skillOf("copy", tablesWhen, tables));
        const QList<OverlapPair> pairs = index.all();
        QVERIFY2(pairs.size() >= 299 && pairs.size() <= 6'000, qPrintable(QString::number(pairs.size())));
        QSet<QString> told;
        for (const OverlapPair &pair : pairs)
            told << pair.a << pair.b;
        QCOMPARE(told.size(), 300);
    }

    void theEstimateIsCloseToTheTruth()
    {
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QRandomGenerator random(seed);
            Hashes a, b;
            const int common = int(seed) * 25;
            for (int i = 0; i < 500 + common; ++i) {
                const quint32 value = random.generate();
                if (i < common || i % 2)
                    a.push_back(value);
                if (i < common || i % 2 == 0)
                    b.push_back(value);
            }
            const double estimate = estimatedJaccard(signatureOf(a), signatureOf(b));
            sortUnique(a);
            sortUnique(b);
            QVERIFY2(qAbs(estimate - jaccardIndex(a, b)) < 0.16, qPrintable(QString("%1 for %2").arg(estimate).arg(jaccardIndex(a, b))));
        }
    }
    /// Every pair above the limit, no other, with its exact cosine: beside a plain look at each pair.
    void noPairAboveTheLimitIsMissed_data()
    {
        QTest::addColumn<double>("limit");
        for (const double limit : {0.2, 0.5, 0.8})
            QTest::addRow("%g", limit) << limit;
    }
    void noPairAboveTheLimitIsMissed()
    {
        QFETCH(double, limit);
        for (quint32 seed = 1; seed <= 30; ++seed) {
            QRandomGenerator random(seed);
            Vocabulary vocabulary;
            std::vector<Terms> vectors;
            for (int i = 0; i < 60; ++i) {
                Hashes words;
                for (int w = random.bounded(1, 15); w > 0; --w)
                    words.push_back(quint32(random.bounded(1, 1 + random.bounded(1, 40)))); // some words are common
                vectors.push_back(vocabulary.learned(words));
            }
            for (Terms &terms : vectors)
                terms = vocabulary.weighted(terms);
            QMap<std::pair<size_t, size_t>, double> found, plain;
            similarPairs(vectors, vocabulary.size(), limit, [&](size_t i, size_t j, double value) { found.insert({i, j}, value); });
            for (size_t i = 0; i < vectors.size(); ++i) {
                for (size_t j = i + 1; j < vectors.size(); ++j) {
                    if (const double value = cosine(vectors[i], vectors[j]); value >= limit)
                        plain.insert({i, j}, value);
                }
            }
            QCOMPARE(found, plain);
        }
    }
    void copiesWithSomeWordsChangedAreFoundAmongManyOthers()
    {
        QRandomGenerator random(3);
        OverlapIndex index;
        QStringList originals;
        for (int i = 0; i < 300; ++i) {
            const QString body = randomWords(random, 300);
            index.add(QStringLiteral("original-%1").arg(i, 3, 10, QChar(u'0')), skillOf("x", randomWords(random, 15), body));
            originals << body;
        }
        for (int i = 0; i < 100; ++i) {
            QStringList words = originals[i].split(u' ');
            for (int change = 0; change < 12; ++change) // about a third of the shingles differ
                words[random.bounded(words.size())] = QStringLiteral("changed");
            index.add(QStringLiteral("copy-%1").arg(i, 3, 10, QChar(u'0')), skillOf("y", randomWords(random, 15), words.join(u' ')));
        }
        const QList<OverlapPair> pairs = index.all();
        int found = 0;
        for (int i = 0; i < 100; ++i) {
            const QString number = QStringLiteral("%1").arg(i, 3, 10, QChar(u'0'));
            found += pairOf(pairs, "copy-" + number, "original-" + number) != nullptr;
        }
        QVERIFY2(found >= 99, qPrintable(QString::number(found)));
        QVERIFY2(pairs.size() <= 105, "nothing else is alike");
    }
    void wordsAreToldApart_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<size_t>("count");
        QTest::newRow("nothing") << QByteArray("  -- \n") << size_t(0);
        QTest::newRow("words") << QByteArray("One, two; THREE-four") << size_t(4);
        QTest::newRow("accents") << QByteArray("caf\xC3\xA9 cr\xC3\xA8me") << size_t(2);
        QTest::newRow("no blanks") << QByteArray("\xE8\xA1\xA8\xE6\xA0\xBC x") << size_t(3);
        QTest::newRow("cut character") << QByteArray("a \xE8\xA1") << size_t(2);
    }
    void wordsAreToldApart()
    {
        QFETCH(QByteArray, text);
        Hashes words;
        addWords(text, words);
        QTEST(words.size(), "count");
    }
    void codeIsKeptApart()
    {
        const MarkdownWords words = markdownWords("Say this.\n```sh\nrun that now\n```\nAnd more");
        QCOMPARE(words.prose.size(), size_t(4));
        QCOMPARE(words.code.size(), size_t(3));
        QCOMPARE(words.all.size(), size_t(7));
        QCOMPARE(shinglesOf(words.all).size(), size_t(3));
        QCOMPARE(shinglesOf({1, 2}).size(), size_t(1));
        QCOMPARE(shinglesOf({}).size(), size_t(0));
    }
};
QTEST_GUILESS_MAIN(TestOverlap)
#include "tst_overlap.moc"
