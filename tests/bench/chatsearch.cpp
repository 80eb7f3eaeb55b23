// SPDX-License-Identifier: MIT
//
// Search over a million messages: from the key to the first results, newest first, and to the ranked ones; typed words key by key,
// very common words, parts of words, Chinese words of one, two and four characters, words that are not there; and the same while
// the search for the key before still goes on. Made once, in the folder for temporary files.
#include "bench/rows.h"

#include "journal/grams.h"
#include "service/factory.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QRandomGenerator>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

constexpr int messages = 1'000'000, chats = 4'000, knownWords = 30'000;
const QString rareWord = u"quixotrope"_s, rareChinese = u"龘靐"_s;

// Words as languages have them: few very common ones, many rare ones.
class Speech
{
public:
    Speech()
    {
        const QStringList common = u"the of and to a in is it you that he was for on are with as his they be at one have this from or had by hot "
                                   "but some what there we can out other were all your when up use word how said an each she which do their time if "
                                   "will way about many then them would write like so these her long make thing see him two has look more day could "
                                   "go come did my sound no most number who over know water than call first people may down side been now find file "
                                   "table invoice parser error commit branch release notes server client request"_s.split(u' ');
        m_words = common;
        const QString consonants = u"bcdfghklmnprstvz"_s, vowels = u"aeiou"_s;
        while (m_words.size() < knownWords) {
            QString word;
            for (int i = 0, parts = 1 + int(m_random.bounded(4)); i < parts; ++i)
                word += QString(consonants.at(m_random.bounded(16))) + vowels.at(m_random.bounded(5)) + (m_random.bounded(3) ? QString() : QString(consonants.at(m_random.bounded(16))));
            m_words.append(word);
        }
    }
    QString message(int number)
    {
        QString text;
        if (number % 8 == 0) {
            for (int i = 0, length = 20 + int(m_random.bounded(120)); i < length; ++i)
                text += i % 17 == 16 ? QChar(u'，') : QChar(ushort(0x4E00 + zipf(3'000)));
        } else {
            for (int i = 0, length = 8 + int(m_random.bounded(number % 3 ? 60 : 20)); i < length; ++i)
                text += (i ? u" "_s : QString()) + m_words.at(zipf(knownWords));
        }
        if (number % 250'000 == 77)
            text += u' ' + rareWord + u' ' + rareChinese;
        return text;
    }

private:
    int zipf(int most) { return std::min(most - 1, int(std::pow(double(most), m_random.generateDouble())) - 1); }
    QRandomGenerator m_random{20260322};
    QStringList m_words;
};

Home searchHome() { return Home::under(QDir::tempPath() + u"/hsf-bench-chats-1"_s); }

void must(const Result<> &done)
{
    if (!done)
        giveUp(done.error().message);
}

void fillHome(const Home &home)
{
    if (QFile::exists(home.data + u"/complete"_s))
        return;
    QDir(QFileInfo(home.data).path()).removeRecursively();
    must(home.ensure());
    const SystemClock clock;
    const auto stores = service::Stores::open(home, {}, clock);
    if (!stores)
        giveUp(stores.error().message);
    storage::Database &database = *(*stores)->database;
    QStringList ids;
    for (int i = 0; i < chats; ++i) {
        const auto session = (*stores)->journal->createSession({});
        if (!session)
            giveUp(session.error().message);
        must((*stores)->journal->setTitle(session->id, u"Chat %1"_s.arg(i)));
        ids << session->id.toString();
    }
    Speech speech;
    QElapsedTimer timer;
    timer.start();
    for (int first = 0; first < messages; first += 20'000) {
        must(database.transaction([&]() -> Result<> {
            for (int i = first; i < first + 20'000; ++i) {
                const QString text = speech.message(i);
                const int chat = i / (messages / chats);
                if (const auto done = database.change(u"INSERT INTO message (id, session, number, time, text, more) VALUES (?, ?, ?, ?, ?, ?)"_s,
                                                      {i + 1, ids.at(chat), i % (messages / chats) + 1, u"2026-03-01T08:00:00.000Z"_s, text,
                                                       i % 2 ? u"{\"role\":\"assistant\"}"_s : u"{\"role\":\"user\"}"_s}); !done)
                    return done;
                if (const auto done = database.change(u"INSERT INTO message_gram (rowid, text) VALUES (?, ?)"_s, {i + 1, journal::gramText(text)}); !done)
                    return done;
            }
            return {};
        }, storage::Database::MayLose::Newest));
        if (first % 100'000 == 0)
            qInfo("chat.search: %d messages made, %lld s", first, timer.elapsed() / 1'000);
    }
    must(database.change(u"UPDATE session SET message_count = ?, tip = ?"_s, {messages / chats, messages / chats}));
    QFile done(home.data + u"/complete"_s);
    if (!done.open(QIODevice::WriteOnly))
        giveUp(done.errorString());
}

const QStringList typedWords{u"invoice"_s, u"parser error"_s, rareWord, u"release notes"_s};

QStringList absent() { return {u"absentword"_s, u"the xylophonist"_s, u"龘龘"_s}; }

QStringList present()
{
    QStringList words;
    for (const QString &typed : typedWords)
        for (qsizetype length = 1; length <= typed.size(); ++length)
            words << typed.first(length);
    words << u"the"_s << u"and"_s << u"of the"_s << u"\"of the\""_s;                        // very common
    words << u"voic"_s << u"ommi"_s << u"elea"_s << u"otrop"_s << u"kate"_s << u"zz"_s;      // parts of words
    words << rareChinese << QString(QChar(0x4E01)) + QChar(0x4E02) << QString(QChar(0x4E10)) + QChar(0x4E30) << QString(QChar(0x4F00)) + QChar(0x4E05)
          << QString(QChar(0x5000)) << QString(QChar(0x4E00)) + QChar(0x4E01) + QChar(0x4E00) + QChar(0x4E02);
    return words;
}

struct Answer {
    double newest = 0, ranked = 0;
    qsizetype count = 0;
};

// As the window asks: through the service, with an event loop.
Answer search(service::ChatService &service, const QString &words)
{
    Answer answer;
    QEventLoop loop;
    QElapsedTimer timer;
    const auto connection = QObject::connect(&service, &service::ChatService::searched, &loop, [&](const QString &, const auto &hits, bool ranked) {
        (ranked ? answer.ranked : answer.newest) = double(timer.nsecsElapsed()) / 1e6;
        answer.count = hits.size();
        if (ranked || hits.size() < 2)
            loop.quit();
    });
    QTimer::singleShot(60'000, &loop, [&] { giveUp(u"No answer for "_s + words); });
    timer.start();
    service.search(words);
    loop.exec();
    QObject::disconnect(connection);
    return answer;
}

// A key every so many milliseconds, whether the answer to the one before came or not; from the last key to its answer.
double typeOut(service::ChatService &service, const QString &words, int milliseconds)
{
    for (qsizetype length = 1; length < words.size(); ++length) {
        QEventLoop pause;
        QTimer::singleShot(milliseconds, &pause, &QEventLoop::quit);
        service.search(words.first(length));
        pause.exec();
    }
    return search(service, words).newest;
}

} // namespace

QList<Row> chatSearch()
{
    const Home home = searchHome();
    fillHome(home);
    auto built = service::Factory::build(home, {.backgroundTimers = false});
    if (!built)
        giveUp(built.error().message);
    service::ChatService &service = *(*built)->chats;
    if (search(service, rareWord).count != 4 || search(service, rareChinese).count != 4)
        giveUp(u"A word that is there was not found."_s);
    const QStringList known = present(), asked = known + absent();
    QList<double> newest, ranked, typed, scanned;
    for (int round = 0; round < 3; ++round) {
        for (const QString &words : asked) {
            const Answer answer = search(service, words);
            if ((answer.count > 0) != known.contains(words))
                giveUp(u"%1 was found %2 times."_s.arg(words).arg(answer.count));
            newest << answer.newest;
            if (answer.ranked > 0)
                ranked << answer.ranked;
            if (round == 0 && answer.newest > 20)
                qInfo("chat.search: %s took %.1f ms, %d found", qPrintable(words), answer.newest, int(answer.count));
        }
    }
    for (int round = 0; round < 5; ++round)
        for (const QString &words : typedWords + QStringList{u"the and"_s, u"of the"_s, QString(QChar(0x4E01)) + QChar(0x4E02)})
            typed << typeOut(service, words, 5 + 15 * round);
    // Beside it: what SQL does without an index.
    const auto stores = (*built)->bench->stores();
    for (const QString &words : {u"the"_s, u"voic"_s, rareWord, rareChinese}) {
        QElapsedTimer timer;
        timer.start();
        auto rows = (*stores)->database->run(u"SELECT id FROM message WHERE text LIKE ? ORDER BY id DESC LIMIT 20"_s, {u'%' + words + u'%'});
        while (rows && rows->next()) { }
        scanned << double(timer.nsecsElapsed()) / 1e6;
    }
    const QString baseline = u"LIKE over the same messages"_s;
    return {{u"chat.search.newest"_s, quantile(newest, 0.95), u"ms"_s, baseline, quantile(scanned, 0.95), u"<= 30 ms"_s},
            {u"chat.search.typed"_s, quantile(typed, 0.95), u"ms"_s, baseline, quantile(scanned, 0.95), u"<= 30 ms"_s},
            {u"chat.search.ranked"_s, quantile(ranked, 0.95), u"ms"_s, baseline, quantile(scanned, 0.95), u"<= 300 ms"_s}};
}

} // namespace hsf::bench
