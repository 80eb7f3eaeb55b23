// SPDX-License-Identifier: MIT
//
// What was said is found: words, parts of words, in any script, in any chat that is not in the trash; newest first, then best first.
#include "journal/grams.h"
#include "journal/journal.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::journal;
using chat::Message;

namespace {

struct Home {
    explicit Home(const QString &folder, const QString &migrations = u":/sql"_s)
        : database(storage::Database::open(folder + u"/factory.db"_s, folder + u"/backup"_s, migrations).value())
        , journal(database, clock)
    { }
    FixedClock clock{fromStored(u"2026-03-01T08:00:00.000Z"_s)};
    std::shared_ptr<storage::Database> database;
    Journal journal;
};

/// The tables as they were with so many migrations.
QString migrationsUpTo(const QString &folder, int last)
{
    QDir().mkpath(folder);
    for (const QString &name : QDir(u":/sql"_s).entryList({u"*_*.sql"_s}, QDir::Files, QDir::Name)) {
        if (name.section(u'_', 0, 0).toInt() <= last)
            QFile::copy(u":/sql/"_s + name, folder + u'/' + name);
    }
    return folder;
}

QList<qint64> numbers(const QList<SearchHit> &hits)
{
    QList<qint64> numbers;
    for (const SearchHit &hit : hits)
        numbers.append(hit.number);
    return numbers;
}

} // namespace

class TestChatSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/a search XXXXXX"_s); }

    void wordsAreFound_data();
    void wordsAreFound();
    void theNewestComeFirstAndTheTrashIsLeftOut();
    void theBestComesFirstWhenRanked();
    void aHitShowsTheLineWithTheWords();
    void everyBranchIsSearched();
    void whoAskedToStopGetsNothing();
    void aHomeOfBeforeIsFoundBeforeAndAfterItWasIndexed();
    void whatWasRemovedForEverIsNotFound();
    void piecesOfAnyTextLeadBackToIt();

private:
    QString folder() const { return m_folder->path(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestChatSearch::wordsAreFound_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<bool>("found");
    QTest::newRow("a word") << u"tables"_s << true;
    QTest::newRow("in the middle of one") << u"able"_s << true;
    QTest::newRow("two letters in the middle") << u"bl"_s << true;
    QTest::newRow("the last letter") << u"f"_s << true;
    QTest::newRow("other case") << u"TABLES"_s << true;
    QTest::newRow("without its accent") << u"resume"_s << true;
    QTest::newRow("with an accent it has not") << u"tàbles"_s << true;
    QTest::newRow("two characters") << u"pd"_s << true;
    QTest::newRow("one Chinese character") << u"日"_s << true;
    QTest::newRow("two Chinese characters") << u"本語"_s << true;
    QTest::newRow("three of another script") << u"日本語"_s << true;
    QTest::newRow("four") << u"日本語の"_s << true;
    QTest::newRow("of which one is another") << u"日本語が"_s << false;
    QTest::newRow("Korean") << u"한국"_s << true;
    QTest::newRow("beyond the basic plane") << u"🙂"_s << true;
    QTest::newRow("words in another order") << u"pdf extract"_s << true;
    QTest::newRow("one of them is missing") << u"pdf zebra"_s << false;
    QTest::newRow("a phrase over a line end") << u"\"100% \"done\""_s << true;
    QTest::newRow("a phrase") << u"\"from a pdf\""_s << true;
    QTest::newRow("its words apart") << u"\"from pdf\""_s << false;
    QTest::newRow("a phrase that is being typed") << u"\"from a p"_s << true;
    QTest::newRow("pieces that stand apart") << u"tabbles"_s << false;
    QTest::newRow("operators are text") << u"NOT a AND (b"_s << true;
    QTest::newRow("a quote") << u"\"done\""_s << true;
    QTest::newRow("a percent sign is itself") << u"0%"_s << true;
    QTest::newRow("and no wildcard") << u"p%"_s << false;
    QTest::newRow("an underscore too") << u"p_"_s << false;
    QTest::newRow("absent") << u"zebra"_s << false;
    QTest::newRow("a star is itself") << u"tab*"_s << false;
    QTest::newRow("nothing") << u"  "_s << false;
    QTest::newRow("only a quote") << u"\""_s << false;
}

void TestChatSearch::wordsAreFound()
{
    QFETCH(QString, wanted);
    QFETCH(bool, found);
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    QVERIFY(home.journal.append(id, Message::user(u"extract tables from a pdf 日本語のテスト 한국어 Résumé 🙂 100%\n\"done\" NOT a AND (b"_s)));
    for (const auto &hits : {home.journal.newest(wanted), home.journal.ranked(wanted)}) {
        QVERIFY2(hits, hits ? "" : qPrintable(hits.error().message));
        QCOMPARE(hits->size(), found ? 1 : 0);
    }
}

void TestChatSearch::theNewestComeFirstAndTheTrashIsLeftOut()
{
    Home home(folder());
    const SessionId older = home.journal.createSession({}).value().id;
    const SessionId newer = home.journal.createSession({}).value().id;
    const SessionId trashed = home.journal.createSession({}).value().id;
    QVERIFY(home.journal.setTitle(newer, u"Bills"_s));
    for (const SessionId &id : {older, newer, older, newer, trashed})
        QVERIFY(home.journal.append(id, Message::user(u"invoice "_s + id.toString())));
    QVERIFY(home.journal.setTrashed(trashed, true));
    for (const QString &wanted : {u"invoice"_s, u"in"_s}) {
        const QList<SearchHit> hits = home.journal.newest(wanted).value();
        QCOMPARE(hits.size(), 4);
        QCOMPARE(hits[0].session, newer);
        QCOMPARE(hits[0].title, u"Bills"_s);
        QCOMPARE(hits[0].number, 2);
        QCOMPARE(hits[1].session, older);
        QCOMPARE(hits[1].number, 2);
    }
    QCOMPARE(home.journal.newest(u"invoice"_s, 1).value().size(), 1);
    QVERIFY(home.journal.setTrashed(trashed, false));
    QCOMPARE(home.journal.newest(u"invoice"_s).value().first().session, trashed);
}

void TestChatSearch::theBestComesFirstWhenRanked()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    for (const QString &text : {u"the ledger of the ledger, and a ledger"_s, u"ledgers"_s, u"preledgering "_s + QString(2'000, u'x'), u"a ledger"_s})
        QVERIFY(home.journal.append(id, Message::user(text)));
    QCOMPARE(numbers(home.journal.newest(u"ledger"_s).value()), (QList<qint64>{4, 3, 2, 1}));
    QCOMPARE(home.journal.ranked(u"ledger"_s).value().last().number, 3); // a part of a word in much text
    QVERIFY(home.journal.ranked(u"ledger"_s).value().first().number != 3);
    QCOMPARE(home.journal.ranked(u"ledger"_s, 2).value().size(), 2);
    QCOMPARE(numbers(home.journal.ranked(u"ledger"_s, 20, 1).value()), (QList<qint64>{4})); // bounded: the newest one only
}

void TestChatSearch::aHitShowsTheLineWithTheWords()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    QVERIFY(home.journal.append(id, Message::assistant(QString(300, u'a') + u"\n\nthe Needle is here\nand more"_s)));
    const SearchHit hit = home.journal.newest(u"needle"_s).value().first();
    QVERIFY2(hit.snippet.contains(u"the Needle is here and more"_s), qPrintable(hit.snippet));
    QCOMPARE(hit.marks.size(), 1);
    QCOMPARE(hit.snippet.mid(hit.marks[0].first, hit.marks[0].second), u"Needle"_s);
    QCOMPARE(hit.role, chat::Role::Assistant);
}

void TestChatSearch::everyBranchIsSearched()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    QVERIFY(home.journal.append(id, Message::user(u"first wording"_s)));
    QVERIFY(home.journal.branchAfter(id, 0));
    QVERIFY(home.journal.append(id, Message::user(u"second wording"_s)));
    QCOMPARE(numbers(home.journal.newest(u"wording"_s).value()), (QList<qint64>{2, 1}));
}

void TestChatSearch::whoAskedToStopGetsNothing()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    QVERIFY(home.journal.append(id, Message::user(u"a word"_s)));
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(home.journal.newest(u"word"_s, 20, stop.get_token()).error().kind, Error::Kind::Cancelled);
    QCOMPARE(home.journal.ranked(u"word"_s, 20, 100, 100, stop.get_token()).error().kind, Error::Kind::Cancelled);
}

void TestChatSearch::aHomeOfBeforeIsFoundBeforeAndAfterItWasIndexed()
{
    const SessionId id = SessionId::fresh();
    {
        const auto before = storage::Database::open(folder() + u"/factory.db"_s, folder() + u"/backup"_s, migrationsUpTo(folder() + u"/sql"_s, 8)).value();
        QVERIFY(before->run(u"INSERT INTO session (id, title, created, updated, message_count) VALUES (?, 'Old times', '2025', '2025', 5)"_s, {id.toString()}));
        for (int i = 1; i <= 5; ++i)
            QVERIFY(before->run(u"INSERT INTO message (session, number, time, text, more) VALUES (?, ?, '2025-01-01T00:00:00.000Z', ?, ?)"_s,
                                {id.toString(), i, u"remembrance %1 日本"_s.arg(i), u"{\"role\":\"%1\"}"_s.arg(i % 2 ? u"user"_s : u"assistant"_s)}));
    }
    Home home(folder());
    const Session session = home.journal.session(id).value();
    QCOMPARE(session.title, u"Old times"_s);
    QCOMPARE(session.tip, 5);
    QCOMPARE(home.journal.messages(id).value().size(), 5);
    const QList<qint64> all{5, 4, 3, 2, 1};
    QCOMPARE(numbers(home.journal.newest(u"embran"_s).value()), all);
    QVERIFY(home.journal.indexSome(2).value()); // two of five: the rest is read
    QCOMPARE(numbers(home.journal.newest(u"日本"_s).value()), all);
    QCOMPARE(home.journal.append(id, Message::user(u"remembrance, new"_s)).value(), 6);
    while (home.journal.indexSome(2).value()) { }
    QCOMPARE(numbers(home.journal.newest(u"remem"_s).value()), (QList<qint64>{6, 5, 4, 3, 2, 1}));
    QCOMPARE(home.database->value(u"SELECT count(*) FROM message_gram"_s).value().toInt(), 6); // each once
    QVERIFY(!home.journal.indexSome(2).value());
    QVERIFY(!QDir(folder() + u"/backup"_s).isEmpty()); // a copy from before is there
}

void TestChatSearch::whatWasRemovedForEverIsNotFound()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    QVERIFY(home.journal.append(id, Message::user(u"forget me"_s)));
    QVERIFY(!home.journal.purge(id)); // not from outside the trash
    QVERIFY(home.journal.setTrashed(id, true));
    QCOMPARE(home.journal.trashed().value().size(), 1);
    QVERIFY(home.journal.purge(id));
    QVERIFY(home.journal.newest(u"forget"_s).value().isEmpty());
    QCOMPARE(home.journal.session(id).error().kind, Error::Kind::NotFound);
    QCOMPARE(home.database->value(u"SELECT count(*) FROM message"_s).value().toInt(), 0);
}

// Whatever stands in a text is found by any stretch of it.
void TestChatSearch::piecesOfAnyTextLeadBackToIt()
{
    Home home(folder());
    const SessionId id = home.journal.createSession({}).value().id;
    const QString text = u"Straße ﬁle naïve ИВАН اللغة がぎ½ \"a*b\" ^x:y -z\tcol{1} 中文，测试 𝒳𝒴 e\u0301te\u0301"_s;
    QVERIFY(home.journal.append(id, Message::user(text)));
    const QString bare = folded(text);
    for (qsizetype length = 1; length <= 6; ++length) {
        for (qsizetype at = 0; at + length <= bare.size(); ++at) {
            const QString piece = bare.mid(at, length);
            if (piece.contains(u'"') || piece.trimmed().isEmpty() || piece.front().isLowSurrogate() || piece.back().isHighSurrogate())
                continue;
            QVERIFY2(home.journal.newest(piece).value().size() == 1, qPrintable(piece));
        }
    }
}

QTEST_GUILESS_MAIN(TestChatSearch)
#include "tst_chatsearch.moc"
