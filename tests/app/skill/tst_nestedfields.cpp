// SPDX-License-Identifier: MIT
//
// Metadata and tags are edited as the rest of the front matter is: one entry's lines change and nothing else.
#include "skill/nestedfields.h"

#include <QTest>

using namespace hsf::skill;

namespace {
QByteArray document(const QByteArray &matter)
{
    return "---\nname: x\n" + matter + "---\nbody\n";
}
} // namespace

class TestNestedFields : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneEntryOfAMapIsSet_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("there is none") << QByteArray() << QByteArray("metadata:\n  author: Ann\n");
        QTest::newRow("changed") << QByteArray("metadata:\n  author: Bob # who\n  version: \"1\"\n")
                                 << QByteArray("metadata:\n  author: Ann # who\n  version: \"1\"\n");
        QTest::newRow("added, deeper")
            << QByteArray("metadata: # about\n    # why\n    version: \"1\"\nlicense: MIT\n")
            << QByteArray("metadata: # about\n    # why\n    version: \"1\"\n    author: Ann\nlicense: MIT\n");
        QTest::newRow("an empty one") << QByteArray("metadata:\nlicense: MIT\n")
                                      << QByteArray("metadata:\n  author: Ann\nlicense: MIT\n");
        QTest::newRow("beside a map") << QByteArray("metadata:\n  hermes:\n    tags: [a]\n")
                                      << QByteArray("metadata:\n  hermes:\n    tags: [a]\n  author: Ann\n");
        QTest::newRow("on one line") << QByteArray("metadata: {version: 2}\n")
                                     << QByteArray("metadata:\n  version: \"2\"\n  author: Ann\n");
    }
    void oneEntryOfAMapIsSet()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const QByteArray set = withMapEntry(document(before), "metadata", "author", "Ann");
        QCOMPARE(set, document(after));
        QCOMPARE(withMapEntry(set, "metadata", "author", "Ann"), set);
        const auto entries = mapEntries(parseDocument(set), "metadata");
        const auto author = std::ranges::find(entries, QStringLiteral("author"), &Field::key);
        QVERIFY(author != entries.end());
        QCOMPARE(author->value, "Ann");
    }
    void anEntryGoesAndTheLastOneTakesTheMapWithIt()
    {
        const QByteArray two = document("metadata:\n  author: Ann\n  version: \"1\"\nlicense: MIT\n");
        const QByteArray one = withoutMapEntry(two, "metadata", "author");
        QCOMPARE(one, document("metadata:\n  version: \"1\"\nlicense: MIT\n"));
        QCOMPARE(withoutMapEntry(one, "metadata", "version"), document("license: MIT\n"));
        QCOMPARE(withoutMapEntry(two, "metadata", "none"), two);
        QCOMPARE(withoutMapEntry(document({}), "metadata", "author"), document({}));
    }
    void lineEndingsStay()
    {
        const QByteArray before = "\xEF\xBB\xBF---\r\nname: x\r\nmetadata:\r\n  a: b\r\n---\r\nbody\r\n";
        const QByteArray after = withMapEntry(before, "metadata", "c", "d");
        QCOMPARE(after, QByteArray("\xEF\xBB\xBF---\r\nname: x\r\nmetadata:\r\n  a: b\r\n  c: d\r\n---\r\nbody\r\n"));
    }
    void tagsAreReadWhereverTheyAre_data()
    {
        QTest::addColumn<QByteArray>("matter");
        QTest::addColumn<QStringList>("tags");
        QTest::addColumn<QByteArray>("after"); // with "new" added
        QTest::newRow("none") << QByteArray() << QStringList() << QByteArray("metadata:\n  tags: new\n");
        QTest::newRow("a list") << QByteArray("tags: [a, \"b c\"] # say\n") << QStringList{"a", "b c"}
                                << QByteArray("tags: [a, b c, new]\n");
        QTest::newRow("by lines") << QByteArray("tags:\n  - a\n  - 'b' # why\nlicense: MIT\n") << QStringList{"a", "b"}
                                  << QByteArray("tags: [a, b, new]\nlicense: MIT\n");
        QTest::newRow("words") << QByteArray("metadata:\n  tags: a, b\n  x: y\n") << QStringList{"a", "b"}
                               << QByteArray("metadata:\n  tags: a, b, new\n  x: y\n");
        QTest::newRow("hermes") << QByteArray("metadata:\n  hermes:\n    tags: [a]\n    x: y\n") << QStringList{"a"}
                                << QByteArray("metadata:\n  hermes:\n    tags: [a, new]\n    x: y\n");
    }
    void tagsAreReadWhereverTheyAre()
    {
        QFETCH(QByteArray, matter);
        QFETCH(QStringList, tags);
        QFETCH(QByteArray, after);
        QCOMPARE(tagList(parseDocument(document(matter))), tags);
        QCOMPARE(withTags(document(matter), tags), document(matter));
        const QByteArray more = withTags(document(matter), tags + QStringList{"new"});
        QCOMPARE(more, document(after));
        QCOMPARE(tagList(parseDocument(more)), tags + QStringList{"new"});
        QVERIFY(tagList(parseDocument(withTags(more, {}))).isEmpty());
    }
};
QTEST_GUILESS_MAIN(TestNestedFields)
#include "tst_nestedfields.moc"
