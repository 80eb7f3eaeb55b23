// SPDX-License-Identifier: MIT
//
// An edited question and an answer made again stand beside the old ones, and one way through is shown.
#include "chat/branches.h"
#include "journal/journal.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::journal;
using chat::Message;

namespace {

struct Home {
    explicit Home(const QString &folder)
        : database(storage::Database::open(folder + u"/factory.db"_s, folder + u"/backup"_s).value())
        , journal(database, clock)
    { }
    FixedClock clock{fromStored(u"2026-03-01T08:00:00.000Z"_s)};
    std::shared_ptr<storage::Database> database;
    Journal journal;

    QStringList shown(const SessionId &id) const
    {
        QStringList texts;
        const QList<StoredMessage> messages = journal.messages(id).value();
        for (const StoredMessage &message : messages)
            texts.append(message.message.text);
        return texts;
    }
    void say(const SessionId &id, const QStringList &texts)
    {
        for (const QString &text : texts)
            QVERIFY(journal.append(id, Message::user(text)));
    }
};

} // namespace

class TestBranching : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/a fork XXXXXX"_s); }

    void anEditedQuestionKeepsTheOldOne()
    {
        Home home(folder());
        const SessionId id = home.journal.createSession({}).value().id;
        home.say(id, {u"ask"_s, u"answer"_s, u"ask more"_s, u"more"_s});
        QVERIFY(home.journal.branchAfter(id, 2)); // the third is said another way
        home.say(id, {u"ask less"_s, u"less"_s});
        QCOMPARE(home.shown(id), (QStringList{u"ask"_s, u"answer"_s, u"ask less"_s, u"less"_s}));
        const auto messages = home.journal.messages(id).value();
        QCOMPARE(messages[2].versions, (QList<qint64>{3, 5}));
        QCOMPARE(messages[2].parent, 2);
        QVERIFY(messages[0].versions.isEmpty());
        QVERIFY(home.journal.choose(id, 3));
        QCOMPARE(home.shown(id), (QStringList{u"ask"_s, u"answer"_s, u"ask more"_s, u"more"_s}));
        home.say(id, {u"and on"_s}); // goes on where one is, not where the newest was
        QCOMPARE(home.shown(id).last(), u"and on"_s);
        QVERIFY(home.journal.choose(id, 5));
        QCOMPARE(home.shown(id), (QStringList{u"ask"_s, u"answer"_s, u"ask less"_s, u"less"_s}));
        QCOMPARE(home.journal.everyMessage(id).value().size(), 7);
    }

    void aLongWayIsReadPieceByPieceFromItsEnd_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 20; ++seed)
            QTest::addRow("conversation %d", seed) << seed;
    }
    void aLongWayIsReadPieceByPieceFromItsEnd()
    {
        QFETCH(int, seed);
        Home home(folder());
        const SessionId id = home.journal.createSession({}).value().id;
        QRandomGenerator random{quint32(seed)};
        for (int i = 1; i <= 60; ++i) {
            const chat::ToolCall call{u"call_%1"_s.arg(i), u"terminal"_s, {}};
            if (seed > 0 && i > 5 && random.bounded(8) == 0)
                QVERIFY(home.journal.branchAfter(id, random.bounded(i)));
            QVERIFY(home.journal.append(id, random.bounded(3) ? Message::toolResult(call, QString(random.bounded(30), u'x')) : Message::user(u"question"_s)));
        }
        QVERIFY(home.journal.choose(id, seed % 2 ? 60 : 1 + random.bounded(60)));
        const QList<StoredMessage> whole = home.journal.messages(id).value();
        QList<qint64> numbers;
        for (const StoredMessage &message : whole)
            numbers.append(message.number);
        QCOMPARE(home.journal.shownNumbers(id).value(), numbers);
        for (const auto &[most, characters] : {std::pair(1, 1'000), std::pair(7, 1'000), std::pair(100, 40), std::pair(1'000, 100'000)}) {
            QList<StoredMessage> pieces;
            for (qint64 upTo = home.journal.session(id).value().tip; upTo > 0; upTo = pieces.first().parent) {
                const QList<StoredMessage> piece = home.journal.leadingTo(id, upTo, most, characters).value();
                QVERIFY(!piece.isEmpty());
                QCOMPARE(piece.last().number, upTo);
                // A result stands behind its call; only what has no beginning at all may begin with one.
                QVERIFY(piece.first().message.role != chat::Role::Tool || piece.first().parent == 0);
                pieces = piece + pieces;
            }
            QCOMPARE(pieces.size(), whole.size());
            for (qsizetype i = 0; i < whole.size(); ++i) {
                QCOMPARE(pieces.at(i).number, whole.at(i).number);
                QCOMPARE(pieces.at(i).message, whole.at(i).message);
                QCOMPARE(pieces.at(i).versions, whole.at(i).versions);
                QCOMPARE(pieces.at(i).parent, whole.at(i).parent);
            }
        }
        QVERIFY(home.journal.leadingTo(id, 0, 10, 1'000).value().isEmpty());
    }

    void theFirstMessageMayBeEdited()
    {
        Home home(folder());
        const SessionId id = home.journal.createSession({}).value().id;
        home.say(id, {u"one"_s, u"answer"_s});
        QVERIFY(home.journal.branchAfter(id, 0));
        home.say(id, {u"two"_s});
        QCOMPARE(home.shown(id), QStringList{u"two"_s});
        QCOMPARE(home.journal.messages(id).value().first().versions, (QList<qint64>{1, 3}));
    }

    void aForkInAForkIsFoundAgainAsItWasLeft()
    {
        Home home(folder());
        const SessionId id = home.journal.createSession({}).value().id;
        home.say(id, {u"a"_s, u"b"_s, u"c"_s});  // 1 2 3
        QVERIFY(home.journal.branchAfter(id, 2));
        home.say(id, {u"c2"_s});                 // 4
        QVERIFY(home.journal.choose(id, 3));     // within the first: c, not c2
        QVERIFY(home.journal.branchAfter(id, 1));
        home.say(id, {u"b2"_s});                 // 5
        QVERIFY(home.journal.choose(id, 2));
        QCOMPARE(home.shown(id), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    }

    void allOfItIsThereAfterARestart()
    {
        std::optional<SessionId> id;
        {
            Home home(folder());
            id = home.journal.createSession({}).value().id;
            home.say(*id, {u"a"_s, u"b"_s});
            QVERIFY(home.journal.branchAfter(*id, 1));
            home.say(*id, {u"b2"_s});
            QVERIFY(home.journal.setQueued(*id, {Message::user(u"later"_s)}));
            QVERIFY(home.journal.setPinned(*id, true));
            QVERIFY(home.journal.setFolder(*id, u" Taxes  2026 "_s));
        }
        Home home(folder());
        QCOMPARE(home.shown(*id), (QStringList{u"a"_s, u"b2"_s}));
        const Session session = home.journal.session(*id).value();
        QCOMPARE(session.queued.size(), 1);
        QCOMPARE(session.queued.first().text, u"later"_s);
        QVERIFY(session.pinned);
        QCOMPARE(session.folder, u"Taxes 2026"_s);
    }

    void anUnknownPlaceIsAnError()
    {
        Home home(folder());
        const SessionId id = home.journal.createSession({}).value().id;
        home.say(id, {u"a"_s});
        QCOMPARE(home.journal.branchAfter(id, 2).error().kind, Error::Kind::NotFound);
        QCOMPARE(home.journal.choose(id, 0).error().kind, Error::Kind::NotFound);
        QCOMPARE(home.shown(id), QStringList{u"a"_s});
    }

    void aTitleThatAPersonGaveStays()
    {
        Home home(folder());
        const SessionId id = home.journal.createSession({}).value().id;
        QVERIFY(home.journal.setTitle(id, u"first words"_s, Journal::NamedBy::Words));
        QVERIFY(home.journal.setTitle(id, u"by a model"_s, Journal::NamedBy::Model));
        QCOMPARE(home.journal.session(id).value().title, u"by a model"_s);
        QVERIFY(home.journal.setTitle(id, u"mine"_s));
        QVERIFY(home.journal.setTitle(id, u"by a model again"_s, Journal::NamedBy::Model));
        QCOMPARE(home.journal.session(id).value().title, u"mine"_s);
        QCOMPARE(home.journal.session(id).value().namedBy, u"person"_s);
    }

    void picturesAndFilesAreKept()
    {
        Home home(folder());
        const SessionId id = home.journal.createSession({}).value().id;
        Message message = Message::user(u"look"_s);
        message.images = {{.mediaType = u"image/png"_s, .bytes = "\x89PNG\0x", .name = u"a.png"_s}};
        message.images[0].bytes.append('\0').append("end");
        message.files = {{.name = u"notes.txt"_s, .text = u"```\nfenced\n```\n"_s}};
        QVERIFY(home.journal.append(id, message));
        const auto light = home.journal.messages(id).value();
        QCOMPARE(light.first().message.images.first().name, u"a.png"_s);
        QVERIFY(light.first().message.images.first().bytes.isEmpty());
        QCOMPARE(home.journal.withContents(id, light).value().first().message, message);
        QCOMPARE(chat::textWithFiles(message), u"look\n\nThe file notes.txt:\n````\n```\nfenced\n```\n````"_s);
    }

    void damagedRowsLeadNowhereInACircle()
    {
        const chat::Branches branches(3, {{2, 3}, {3, 2}, {1, 1}}, {{1, 99}});
        QCOMPARE(branches.path(3), (QList<qint64>{1, 2, 3}));
        QCOMPARE(branches.leaf(1), 3);
        QCOMPARE(branches.path(99), (QList<qint64>{1, 2, 3}));
    }

private:
    QString folder() const { return m_folder->path(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestBranching)
#include "tst_branching.moc"
