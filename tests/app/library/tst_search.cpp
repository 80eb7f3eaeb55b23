// SPDX-License-Identifier: MIT
//
// What a search finds in real files, in which order, what it quotes; and that an index that was brought up to date, saved and
// read again finds the same as a new one.
#include "home.h"
#include "library/scancache.h"
#include "library/search.h"
#include "library/searchindex.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace hsf::library;

class TestSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theBestComesFirst_data();
    void theBestComesFirst();
    void whatIsFoundIsQuoted_data();
    void whatIsFoundIsQuoted();
    void allWordsBeforeSomeWords();
    void placesAreThoseOfTheHits();
    void aSearchIsStopped();
    void withoutAnIndexNamesAndDescriptionsAreSearched();
    void aChangedSkillIsFoundByItsNewWordsOnly();
    void aSavedIndexIsTheSame();
    void aDamagedIndexIsNone();
    void anIndexOfManyEditsEqualsANewOne();

private:
    void skill(const QString &id, const QByteArray &description, const QByteArray &body = {}, const QByteArray &more = {}) const
    {
        m_home->put(u"skills/"_s + id + u"/SKILL.md"_s,
                    "---\nname: " + id.section(u'/', -1).toUtf8() + "\ndescription: " + description + "\n" + more + "---\n" + body);
    }
    SnapshotPtr read(const SnapshotPtr &previous = {}) const
    {
        auto snapshot = std::make_shared<LibrarySnapshot>(*scanLibrary(m_home->path(u"skills"_s), {}, previous));
        snapshot->index = indexSkills(*snapshot, snapshot->index, 1'000'000);
        return snapshot;
    }
    static QStringList ids(const QList<SearchHit> &hits)
    {
        QStringList ids;
        for (const SearchHit &hit : hits)
            ids.append(hit.id);
        return ids;
    }
    std::unique_ptr<LibraryHome> m_home;
    SnapshotPtr m_office;
};

void TestSearch::initTestCase()
{
    m_home = std::make_unique<LibraryHome>();
    skill(u"documents/pdf-tables"_s, "Extract tables from PDF files.", "# Steps\n\nUse tabula with the lattice flag.\n\n## When columns merge\n\nCut them.\n");
    skill(u"documents/invoices"_s, "Read invoices and file them.", "# Steps\n\nThe table of positions comes first.\n", "tags: [money, vat]\n");
    skill(u"release/notes"_s, "Write release notes from a Git history.", "```sh\n# not a heading lattice\ngit log\n```\n");
    skill(u"müller"_s, "Größe und Maß der Bühne.", "Ümläute überall.\n");
    skill(u"fapiao"_s, "处理发票 and receipts.");
    skill(u".archive/old-tables"_s, "Tables as they were.");
    m_office = read();
    QCOMPARE(m_office->index->missing(), 0);
}

void TestSearch::theBestComesFirst_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char *name, const QString &query, const QStringList &found) { QTest::newRow(name) << query << found; };
    row("a name before a body", u"tables"_s, {u"documents/pdf-tables"_s, u"old-tables"_s, u"documents/invoices"_s});
    row("only a body", u"tabula"_s, {u"documents/pdf-tables"_s});
    row("a heading", u"columns"_s, {u"documents/pdf-tables"_s});
    row("a tag", u"vat"_s, {u"documents/invoices"_s});
    row("the beginning of a word", u"inv"_s, {u"documents/invoices"_s});
    row("a word that is being typed, and one before", u"git hist"_s, {u"release/notes"_s});
    row("a space ends it", u"inv "_s, {});
    row("a part of a name", u"voice"_s, {u"documents/invoices"_s});
    row("a category", u"documents"_s, {u"documents/invoices"_s, u"documents/pdf-tables"_s});
    row("without accents", u"grosse muller"_s, {u"müller"_s});
    row("with accents", u"Ümläute"_s, {u"müller"_s});
    row("Chinese", u"发票"_s, {u"fapiao"_s});
    row("nothing", u"kubernetes"_s, {});
    row("no words", u"  "_s, {});
    row("only marks", u"?!"_s, {});
}

void TestSearch::theBestComesFirst()
{
    QFETCH(const QString, query);
    if (QLatin1StringView(QTest::currentDataTag()) == "a category"_L1) { // equal names weigh the same
        QStringList found = ids(search(*m_office, query));
        found.sort();
        QTEST(found, "found");
    } else if (QLatin1StringView(QTest::currentDataTag()) == "without accents"_L1) {
        QCOMPARE(ids(search(*m_office, u"muller"_s)), QStringList{u"müller"_s});
    } else {
        QTEST(ids(search(*m_office, query)), "found");
    }
}

void TestSearch::whatIsFoundIsQuoted_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("quote"); // marks in brackets
    QTest::newRow("a line of the body") << u"tabula"_s << u"body 7: Use [tabula] with the lattice flag."_s;
    QTest::newRow("a heading before a line") << u"columns"_s << u"heading 9: When [columns] merge"_s;
    QTest::newRow("the description") << u"git history"_s << u"description 0: Write release notes from a [Git] [history]."_s;
    QTest::newRow("a beginning") << u"flag lat"_s << u"body 7: Use tabula with the [lat]tice [flag]."_s;
    QTest::newRow("a tag") << u"vat"_s << u"tag 0: money, [vat]"_s;
}

void TestSearch::whatIsFoundIsQuoted()
{
    QFETCH(const QString, query);
    const SearchHit hit = search(*m_office, query).value(0);
    QString text = hit.snippet;
    for (qsizetype i = hit.marks.size() - 1; i >= 0; --i) {
        text.insert(hit.marks[i].start + hit.marks[i].length, u']');
        text.insert(hit.marks[i].start, u'[');
    }
    QTEST(u"%1 %2: %3"_s.arg(whereName(hit.where)).arg(hit.line).arg(text), "quote");
}

void TestSearch::allWordsBeforeSomeWords()
{
    QCOMPARE(ids(search(*m_office, u"pdf tabula "_s)), QStringList{u"documents/pdf-tables"_s});
    const QStringList some = ids(search(*m_office, u"kubernetes invoices "_s));
    QCOMPARE(some, QStringList{u"documents/invoices"_s}); // none has all: those with some
    QCOMPARE(search(*m_office, u"tables"_s, {.limit = 1}).size(), 1);
}

void TestSearch::placesAreThoseOfTheHits()
{
    const QString letters = u"tablescolumninvoicespdf gr"_s;
    QRandomGenerator random(1);
    for (int i = 0; i < 300; ++i) {
        QString query;
        for (int length = random.bounded(1, 6); length > 0; --length)
            query += letters.at(random.bounded(int(letters.size())));
        const QList<SearchHit> all = search(*m_office, query);
        const SearchFound found = searchPlaces(*m_office, query, {.snippets = 2});
        QCOMPARE(found.places.size(), all.size());
        for (qsizetype at = 0; at < all.size(); ++at)
            QCOMPARE(m_office->skills.at(found.places.at(at)).folder, all.at(at).folder);
        QCOMPARE(found.hits, all.first(std::min<qsizetype>(2, all.size())));
    }
}

void TestSearch::aSearchIsStopped()
{
    QVERIFY(search(*m_office, u"tables"_s, {.stopped = [] { return true; }}).isEmpty());
}

void TestSearch::withoutAnIndexNamesAndDescriptionsAreSearched()
{
    const SnapshotPtr plain = scanLibrary(m_home->path(u"skills"_s), {}, nullptr);
    QVERIFY(!plain->index);
    QCOMPARE(ids(search(*plain, u"tables"_s)).first(), u"documents/pdf-tables"_s);
    QCOMPARE(ids(search(*plain, u"vat"_s)), QStringList{u"documents/invoices"_s});
    QVERIFY(search(*plain, u"tabula"_s).isEmpty());
}

void TestSearch::aChangedSkillIsFoundByItsNewWordsOnly()
{
    skill(u"changing"_s, "Before the walrus.", "An octopus.\n");
    const SnapshotPtr before = read(m_office);
    QCOMPARE(ids(search(*before, u"octopus"_s)), QStringList{u"changing"_s});
    skill(u"changing"_s, "After the heron, longer.", "A pelican.\n");
    const SnapshotPtr after = read(before);
    QVERIFY(search(*after, u"octopus walrus"_s).isEmpty());
    QCOMPARE(ids(search(*after, u"pelican heron"_s)), QStringList{u"changing"_s});
    QVERIFY(QDir(m_home->path(u"skills/changing"_s)).removeRecursively());
    QVERIFY(search(*read(after), u"pelican"_s).isEmpty());
}

void TestSearch::aSavedIndexIsTheSame()
{
    const ScanCache cache{m_home->path(u"cache"_s)};
    QVERIFY(cache.save(*m_office));
    auto warm = std::make_shared<LibrarySnapshot>(*scanLibrary(m_home->path(u"skills"_s), {}, cache.load()));
    warm->index = indexSkills(*warm, cache.loadIndex(), 0);
    QCOMPARE(warm->index->missing(), 0);
    for (const QString &query : {u"tables"_s, u"tabula"_s, u"s"_s, u"发票"_s})
        QCOMPARE(search(*warm, query), search(*m_office, query));
}

void TestSearch::aDamagedIndexIsNone()
{
    const QByteArray saved = m_office->index->saved();
    QVERIFY(SearchIndex::restored(saved));
    for (qsizetype i = 0; i < saved.size(); i += 3) {
        QByteArray damaged = saved;
        damaged[i] = char(damaged[i] ^ 0x41);
        QVERIFY2(!SearchIndex::restored(damaged), qPrintable(QString::number(i)));
        QVERIFY(!SearchIndex::restored(saved.first(i)));
    }
}

void TestSearch::anIndexOfManyEditsEqualsANewOne()
{
    const QByteArrayList words{"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "theta", "omega"};
    m_home = std::make_unique<LibraryHome>();
    QRandomGenerator random{20'26};
    SnapshotPtr now;
    for (int round = 0; round < 25; ++round) {
        for (int i = 0; i < 8; ++i) {
            const QString id = u"group/skill-%1"_s.arg(random.bounded(30));
            QByteArray body;
            for (int n = random.bounded(200); n > 0; --n)
                body += words[random.bounded(words.size())] + (n % 9 ? " " : "\n");
            random.bounded(5) == 0 ? (void)QDir(m_home->path(u"skills/"_s + id)).removeRecursively() : skill(id, words[random.bounded(words.size())], body);
        }
        now = read(now);
    }
    const SnapshotPtr fresh = read();
    QCOMPARE(now->skills, fresh->skills);
    for (const QByteArray &word : words) {
        const auto a = search(*now, QString::fromUtf8(word)), b = search(*fresh, QString::fromUtf8(word));
        QCOMPARE(ids(a), ids(b));
    }
}

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
