// SPDX-License-Identifier: MIT
//
// The quick reading of a front matter says what the careful one says, whatever stands there.
#include "skill/summary.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf::skill;

namespace {

/// Lines of front matters, as they are found in the wild; any of them beside any other.
const QByteArrayList parts{
    "name: pdf-tables", "name: \"pdf-tables\"", "name: 'pdf: tables'", "name:", "name: null", "name: ~", "name: 12", "name: [a]",
    "description: Extract tables. Use when a PDF comes.", "description: Use when: it comes", "description: ends with a colon:",
    "description: a # comment", "description: \"quoted: with colon\"", "description: \"an \\\"escape\\\"\"", "description: 'it''s'",
    "description: >\n  folded\n  words", "description: |-\n  kept\n  words", "description: two\n  lines", "description: ünïcode – “words”",
    "description:   spaces around   ", "description: -dash", "description: @at", "description: *alias", "description: {a: b}",
    "description: (brackets) first", "description: a\tb", "description: tail  # comment",
    "tags: [pdf, office]", "tags: [ 'a b', \"c\" ,d]", "tags: []", "tags: [a, ]", "tags:\n  - pdf\n  - two words", "tags:\n- pdf\n- office",
    "tags: pdf, office", "tags: pdf", "tags:", "tags: [a: b]", "tags:\n  - [x]\n  - y", "tags:\n  - a: b",
    "metadata:\n  tags: [m1, m2]", "metadata:\n  version: \"1.2\"\n  hermes:\n    tags: [h1]\n    related_skills: [x, y]",
    "metadata:\n  hermes:\n    tags:\n      - h1\n      - h2\n    category: c\n  author: me", "metadata: {tags: [f]}", "metadata:\n    deep: x\n  odd: y",
    "metadata:\n  a: b\n\n  # comment\n  c: d", "license: MIT", "allowed-tools: Bash(git:*) Read", "version: 1.0.0", "author: A. B. <a@b.c>",
    "homepage: https://example.org/a#b", "# a comment", "", "just words", "key : space", "? complex", "- item", "& anchor: x", "a: &x b", "b: *x",
    "platforms: [linux, macos]", "no_value:", "nested:\n  - a\n  -   b", "nested:\n  key:\n    - a\n  other: x", "\xEF\xBB\xBF", "bad: \xff",
    "odd: a\xC2\x85" "b", "long: " + QByteArray(300, 'x'), "true: false", "...", "%TAG ! x"};

QByteArray drawn(const Summary &summary)
{
    return QStringLiteral("%1 | %2 | %3 | %4 | %5 %6")
        .arg(summary.name, summary.description, summary.tags.join(u';'))
        .arg(summary.bodyOffset)
        .arg(int(summary.worst))
        .arg(summary.errors)
        .toUtf8();
}

} // namespace

class TestSummary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tagsAreReadWhereTheyStand_data()
    {
        QTest::addColumn<QByteArray>("matter");
        QTest::addColumn<QString>("tags");
        QTest::newRow("a flow list") << QByteArray("tags: [pdf, 'two words', pdf]") << u"pdf;two words"_s;
        QTest::newRow("a block list") << QByteArray("tags:\n  - pdf\n  - \"office\"") << u"pdf;office"_s;
        QTest::newRow("not indented") << QByteArray("tags:\n- pdf\nlicense: MIT") << u"pdf"_s;
        QTest::newRow("words with commas") << QByteArray("tags: pdf, office") << u"pdf;office"_s;
        QTest::newRow("Hermes") << QByteArray("metadata:\n  hermes:\n    tags: [a, b]") << u"a;b"_s;
        QTest::newRow("both, wherever they stand") << QByteArray("metadata:\n  hermes:\n    tags: [a, b]\ntags: [c]") << u"c;a;b"_s;
        QTest::newRow("a flow map") << QByteArray("metadata: {hermes: {tags: [a]}}") << u"a"_s;
        QTest::newRow("somebody else's") << QByteArray("other:\n  tags: [a]") << QString();
        QTest::newRow("none") << QByteArray("license: MIT") << QString();
    }
    void tagsAreReadWhereTheyStand()
    {
        QFETCH(const QByteArray, matter);
        const QByteArray text = "---\nname: a\n" + matter + "\n---\n# A\n";
        QTEST(summaryOf(text).tags.join(u';'), "tags");
        QCOMPARE(drawn(summaryOf(text)), drawn(carefulSummaryOf(text)));
    }

    void eachLineAlone()
    {
        for (const QByteArray &part : parts) {
            for (const QByteArray &text : {"---\n" + part + "\n---\nbody", "---\nname: x\n" + part + "\nlicense: MIT\n---\n",
                                           "\xEF\xBB\xBF---\r\n" + QByteArray(part).replace("\n", "\r\n") + "\r\n---\r\nbody"})
                QCOMPARE(drawn(summaryOf(text)), drawn(carefulSummaryOf(text)));
        }
    }

    void linesInAnyOrder()
    {
        for (int seed = 0; seed < 3'000; ++seed) {
            QRandomGenerator random{quint32(seed)};
            QByteArray text = "---\n";
            for (int line = random.bounded(1, 8); line > 0; --line)
                text += parts[random.bounded(parts.size())] + '\n';
            text += random.bounded(20) == 0 ? "" : "---\n# Body\n";
            const QByteArray quick = drawn(summaryOf(text)), careful = drawn(carefulSummaryOf(text));
            const QByteArray both = text + "\nquick:   " + quick + "\ncareful: " + careful;
            QVERIFY2(quick == careful, both.constData());
        }
    }

    void whatIsNotAFrontMatterIsNone()
    {
        for (const QByteArray &text : {QByteArray(), QByteArray("# words"), QByteArray("---\n"), QByteArray("---\n---\n"),
                                       QByteArray("\n\n---\nname: a\n---\n"), QByteArray("---\nname: a\nno end"), QByteArray("---\nname: a\0b\n---\n", 18)})
            QCOMPARE(drawn(summaryOf(text)), drawn(carefulSummaryOf(text)));
    }
};
QTEST_GUILESS_MAIN(TestSummary)
#include "tst_summary.moc"
