// SPDX-License-Identifier: MIT
//
// The window as somebody finds it who does not see it: a real AT-SPI client on a real message bus, the real program on a real home;
// only the model's words are scripted.
#include "a11y/screenreader.h"

#include "service/stores.h"
#include "support/scriptedserver.h"

using namespace hsf;
using namespace hsf::test;

namespace {

constexpr int patience = 20'000; // for another process on a busy machine

const QString answer = u"# Open invoices\n\nTwo are **open**, see [the bank](https://bank.example/open):\n\n| Invoice | Total |\n|---|--:|\n"
                       "| R-1192 | 1140.00 |\n\n```sh\ncut -f1 payments.csv\n```\n\nDone."_s;

QByteArray skillText(const QByteArray &name, const QByteArray &step)
{
    return "---\nname: " + name + "\ndescription: Writes " + name + " as we do here. Use when somebody asks for them.\n---\n# " + name
        + "\n\n## When to use\n\nFor such work.\n\n## Steps\n\n1. " + step + "\n2. Read it again.\n";
}

/// Roles of what one acts on; each needs a name.
const QStringList controls{u"button"_s, u"push button"_s, u"push button menu"_s, u"check box"_s, u"radio button"_s, u"toggle button"_s, u"combo box"_s,
                           u"text"_s, u"entry"_s, u"spin button"_s, u"slider"_s, u"list"_s, u"list item"_s, u"tree"_s, u"tree table"_s, u"table"_s,
                           u"page tab"_s, u"link"_s, u"menu item"_s};

} // namespace

class TestAtspi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everythingThatActsHasAName_data();
    void everythingThatActsHasAName();
    void aMessageIsOneItemWithRoleAndPlainWords();
    void aToolUnfolds();
    void aMessageIsSentAndItsAnswerAnnounced();
    void anApprovalIsAnnouncedAndGiven();
    void anErrorIsAnnounced();
    void theLibraryIsAListOfSkills();
    void theDifferenceIsReadLineByLine();
    void theKeyboardIsFollowed();
    void allThatWasAskedWasScripted();
    void cleanupTestCase();

private:
    Item conversation() { return m_reader->find(u"list"_s, u"Conversation"_s); }
    QList<Item> messages() { return m_reader->items(conversation(), u"list item"_s, true); }
    QString lastMessage()
    {
        const QList<Item> all = messages();
        return all.isEmpty() ? QString() : all.last().name;
    }
    Item page(const QString &name) { return m_reader->find(u"radio button"_s, name + u"(, [0-9]+ waiting)?"_s); }
    bool go(const QString &name) { return m_reader->press(page(name)); }
    bool say(const QString &words)
    {
        return m_reader->type(m_reader->find(u"text"_s, u"Message"_s), words) && QTest::qWaitFor([&] {
            return m_reader->find(u"button"_s, u"Send"_s).is(u"enabled"_s);
        }, patience) && m_reader->press(m_reader->find(u"button"_s, u"Send"_s));
    }

    QTemporaryDir m_folder{QDir::tempPath() + u"/hsf a11y XXXXXX"_s};
    const Home m_home = Home::under(m_folder.filePath(u"a home"_s));
    const QString m_workspace = m_folder.filePath(u"my work"_s);
    ScriptedServer m_server;
    std::unique_ptr<ScreenReader> m_reader;
};

void TestAtspi::initTestCase()
{
    if (const QStringList missing = ScreenReader::missing(); !missing.isEmpty())
        QSKIP(qPrintable(u"not installed here: "_s + missing.join(u", ")));
    QVERIFY(QDir().mkpath(m_workspace));
    Settings settings;
    settings.model = {m_server.baseUrl(), u"scripted"_s};
    settings.workspace = m_workspace;
    settings.learning.paused = true;
    {
        const SystemClock clock;
        const auto stores = service::Stores::open(m_home, settings, clock);
        QVERIFY(stores);
        for (const QByteArray name : {"letters", "minutes"}) {
            const changes::CreateSkill create{QString::fromUtf8(name), skillText(name, "Greet.")};
            const auto made = (*stores)->door->submit({{.origin = changes::Origin::You}, u"Made"_s, {create}});
            QVERIFY(made && made->state == changes::State::Applied);
        }
        changes::Draft draft{{.origin = changes::Origin::Review}, u"First names were asked for"_s,
                             {changes::PatchFile{.skill = u"letters"_s, .oldText = "1. Greet.", .newText = "1. Greet by first name."}}};
        draft.holdBecause = u"A person looks first."_s;
        const auto held = (*stores)->door->submit(draft);
        QVERIFY(held && held->state == changes::State::Held);
        const auto chat = (*stores)->journal->createSession(m_workspace);
        QVERIFY(chat);
        const chat::ToolCall call{u"c1"_s, u"read_file"_s, uR"({"path": "invoices.txt"})"_s};
        const QList<chat::Message> said{chat::Message::user(u"Which invoices are open?"_s), chat::Message{.role = chat::Role::Assistant, .toolCalls = {call}},
                                        chat::Message::toolResult(call, u"R-1192 is open"_s), chat::Message::assistant(answer)};
        for (const chat::Message &message : said)
            QVERIFY((*stores)->journal->append(chat->id, message));
    }
    QVERIFY(service::saveSettings(m_home, settings));
    m_reader = std::make_unique<ScreenReader>();
    m_reader->start(QStringLiteral(HSF_BIN_DIR "/hermes-skill-factory"), m_folder.filePath(u"a home"_s));
    QTRY_VERIFY2_WITH_TIMEOUT(conversation().exists(), qPrintable(m_reader->problem() + QString::fromUtf8(m_reader->log())), patience);
    QTRY_COMPARE_WITH_TIMEOUT(messages().size(), 3, patience);
}

void TestAtspi::everythingThatActsHasAName_data()
{
    QTest::addColumn<QString>("role"); // of something that stands on the page alone
    QTest::addColumn<QString>("name");
    QTest::newRow("Skills") << u"button"_s << u"New skill"_s;
    QTest::newRow("Changes") << u"list"_s << u"Changed lines"_s;
    QTest::newRow("Curator") << u"button"_s << u"Run now"_s;
    QTest::newRow("Memory") << u"text"_s << u"Text of the entry"_s;
    QTest::newRow("Settings") << u"page tab"_s << u"Models"_s;
    QTest::newRow("Chat") << u"list"_s << u"Conversation"_s;
}

void TestAtspi::everythingThatActsHasAName()
{
    QFETCH(QString, role);
    QFETCH(QString, name);
    const QString tag = QString::fromUtf8(QTest::currentDataTag());
    QVERIFY2(go(tag), qPrintable(m_reader->problem()));
    QTRY_VERIFY_WITH_TIMEOUT(page(tag).is(u"checked"_s), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_reader->find(role, name).exists(), patience);
    QStringList nameless;
    for (const Item &item : m_reader->items())
        if (controls.contains(item.role) && item.name.trimmed().isEmpty())
            nameless.append(item.role + u", "_s + item.description + u", in "_s + item.within);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

void TestAtspi::aMessageIsOneItemWithRoleAndPlainWords()
{
    const QList<Item> all = messages();
    QCOMPARE(all.size(), 3);
    QCOMPARE(all.at(0).name, u"You: Which invoices are open?"_s);
    QCOMPARE(m_reader->textOf(all.at(0)), u"Which invoices are open?"_s);
    QCOMPARE(all.at(2).name, u"Agent: Open invoices\nTwo are open, see the bank:\nInvoice, Total\nR-1192, 1140.00\ncut -f1 payments.csv\nDone."_s);
    QVERIFY(m_reader->textOf(all.at(2)).contains(u"Two are open, see the bank:"_s));
    // What can be pressed in it, without a pointer over it
    QStringList parts;
    for (const Item &part : m_reader->items(all.at(2), {}, true).sliced(1))
        parts.append(part.role + u": "_s + part.name + (part.description.isEmpty() ? QString() : u", "_s + part.description));
    QCOMPARE(parts, (QStringList{u"link: the bank, https://bank.example/open"_s, u"button: Copy the code, sh"_s, u"button: Answer again"_s}));
}

void TestAtspi::aToolUnfolds()
{
    const auto tool = [this] { return messages().value(1); };
    QCOMPARE(tool().name, u"Read invoices.txt, done. R-1192 is open"_s);
    QVERIFY(tool().is(u"expandable"_s) && !tool().is(u"expanded"_s));
    QVERIFY(m_reader->press(tool(), u"Toggle"_s));
    QTRY_VERIFY_WITH_TIMEOUT(tool().is(u"expanded"_s), patience);
    QCOMPARE(m_reader->textOf(tool()), u"R-1192 is open"_s);
}

void TestAtspi::aMessageIsSentAndItsAnswerAnnounced()
{
    const Gate rest;
    m_server.lane(u"turn"_s, when::userSays(u"And what is paid?"_s)).reply(test::say(u"First **words**, "_s).waitFor(rest).text(u"then the rest."_s));
    m_reader->forget();
    QVERIFY2(say(u"And what is paid?"_s), qPrintable(m_reader->problem()));
    QTRY_VERIFY_WITH_TIMEOUT(rest.isReached(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(lastMessage(), u"Agent: First words,"_s, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->said(), QStringList{u"Answer started"_s}, patience); // the pieces are not
    rest.open();
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->said(), (QStringList{u"Answer started"_s, u"Answer finished"_s}), patience);
    QTRY_COMPARE_WITH_TIMEOUT(lastMessage(), u"Agent: First words, then the rest."_s, patience);
    QCOMPARE(messages().at(3).name, u"You: And what is paid?"_s);
}

void TestAtspi::anApprovalIsAnnouncedAndGiven()
{
    m_server.lane(u"write"_s, when::userSays(u"Write it down"_s))
        .reply(call(u"write_file"_s, {{u"path"_s, u"paid.txt"_s}, {u"content"_s, u"R-1166\n"_s}}))
        .reply(test::say(u"Written."_s));
    m_reader->forget();
    QVERIFY(say(u"Write it down"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_reader->said().size() >= 2, patience);
    QVERIFY2(m_reader->said().at(1).startsWith(u"Approval needed: "_s) && m_reader->said().at(1).contains(u"paid.txt"_s), qPrintable(m_reader->said().at(1)));
    const auto card = [this] { return m_reader->find(u"panel"_s, u"Approval needed: .*"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(m_reader->find(u"list item"_s, u"Added line 1: R-1166"_s, card()).exists(), patience); // what would be written is read, too
    QVERIFY(!QFile::exists(m_workspace + u"/paid.txt"_s));
    QVERIFY(m_reader->press(m_reader->find(u"button"_s, u"Allow once"_s, card())));
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->said().value(2), u"Answer finished"_s, patience);
    QVERIFY(QFile::exists(m_workspace + u"/paid.txt"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!card().exists(), patience);
}

void TestAtspi::anErrorIsAnnounced()
{
    m_server.lane(u"error"_s, when::userSays(u"Once more"_s)).reply(refuse(400, u"the sums are too long"_s));
    m_reader->forget();
    QVERIFY(say(u"Once more"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_reader->said().size() >= 2, patience);
    QCOMPARE(m_reader->said().size(), 2);
    QVERIFY2(m_reader->said().at(1).contains(u"the sums are too long"_s), qPrintable(m_reader->said().at(1)));
}

void TestAtspi::theLibraryIsAListOfSkills()
{
    QVERIFY(go(u"Chat"_s));
    const auto names = [this] {
        QStringList all;
        for (const Item &item : m_reader->items(m_reader->find(u"list"_s, u"Skills"_s), u"list item"_s))
            all.append(item.name);
        return all;
    };
    QTRY_COMPARE_WITH_TIMEOUT(names().size(), 2, patience);
    QVERIFY2(names().at(0).startsWith(u"letters"_s) && names().at(1).startsWith(u"minutes"_s), qPrintable(names().join(u'|')));
    QVERIFY2(names().at(0).contains(u"you"_s, Qt::CaseInsensitive), qPrintable(names().at(0))); // whose it is, as the chip says
}

void TestAtspi::theDifferenceIsReadLineByLine()
{
    QVERIFY(go(u"Changes"_s));
    const auto lines = [this] {
        QStringList all;
        for (const Item &item : m_reader->items(m_reader->find(u"list"_s, u"Changed lines"_s), {}, true).sliced(1))
            all.append(item.role + u": "_s + item.name);
        return all;
    };
    const QStringList change{u"list item: Removed line 13: 1. Greet."_s, u"list item: Added line 13: 1. Greet by first name."_s};
    QTRY_VERIFY_WITH_TIMEOUT(m_reader->find(u"list item"_s, u"Removed line.*"_s).exists(), patience);
    const QStringList read = lines();
    QVERIFY2(read.first().startsWith(u"heading: skills/letters/SKILL.md"_s), qPrintable(read.join(u'\n')));
    QVERIFY2(read.contains(change.at(0)) && read.contains(change.at(1)), qPrintable(read.join(u'\n')));
    QVERIFY(m_reader->press(m_reader->find(u"button"_s, u"Accept"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(page(u"Changes"_s).name, u"Changes"_s, patience); // nothing waits any more
}

void TestAtspi::theKeyboardIsFollowed()
{
    QVERIFY(go(u"Chat"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_reader->find(u"text"_s, u"Message"_s).exists(), patience);
    m_reader->forget();
    QVERIFY(m_reader->click(m_reader->find(u"text"_s, u"Message"_s))); // the window gets the keyboard
    QTRY_COMPARE_WITH_TIMEOUT(m_reader->focused(), u"Message"_s, patience);
    QVERIFY(m_reader->focus(messages().at(2)));
    QTRY_VERIFY_WITH_TIMEOUT(m_reader->focused().startsWith(u"Agent: Open invoices"_s), patience);
}

void TestAtspi::allThatWasAskedWasScripted()
{
    QVERIFY2(m_server.unexpected().isEmpty(), qPrintable(m_server.unexpected().join('\n')));
    QCOMPARE(m_server.unserved(), QStringList{});
}

void TestAtspi::cleanupTestCase() { m_reader.reset(); }

QTEST_GUILESS_MAIN(TestAtspi)
#include "tst_atspi.moc"
