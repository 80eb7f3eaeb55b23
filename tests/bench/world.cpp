// SPDX-License-Identifier: MIT
#include "bench/world.h"

#include "bench/rows.h"
#include "service/stores.h"

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

const QStringList subjects{u"invoices"_s, u"release"_s, u"tables"_s,  u"letters"_s, u"backup"_s,   u"scans"_s,  u"minutes"_s,
                           u"orders"_s,   u"tests"_s,   u"logs"_s,    u"photos"_s,  u"contracts"_s, u"travel"_s, u"stock"_s,
                           u"payroll"_s,  u"website"_s, u"customs"_s, u"recipes"_s, u"maps"_s,     u"archive"_s};

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        giveUp(u"Could not write %1: %2"_s.arg(path, file.errorString()));
}

template <class T> T must(Result<T> result)
{
    if (!result)
        giveUp(result.error().message);
    return std::move(*result);
}

void talk(service::Stores &stores, int number)
{
    const auto session = must(stores.journal->createSession(u"/tmp"_s));
    const auto say = [&](const chat::Message &message) { must(stores.journal->append(session.id, message)); };
    if (const auto titled = stores.journal->setTitle(session.id, u"Chat %1 about %2"_s.arg(number).arg(subjects[number % 20])); !titled)
        giveUp(titled.error().message);
    for (int turn = 0; turn < 3; ++turn) {
        say(chat::Message::user(u"What about %1 in case %2? Always name the case first."_s.arg(subjects[(number + turn) % 20]).arg(turn)));
        say(chat::Message::assistant(longAnswer(900)));
    }
}

} // namespace

QByteArray skillText(const QString &name, int number)
{
    const QString subject = subjects[number % 20];
    QString text = u"---\nname: %1\ndescription: How %2 are handled in case %3, with its checks and exceptions. Use when %2 come up or "
                   "somebody asks for them.\nlicense: MIT\nmetadata:\n  version: \"1.%3\"\n  tags: [%2, office]\n---\n# %2 in case %3\n\n"_s
                       .arg(name, subject)
                       .arg(number);
    const int length = 5'000 + number * 37 % 3'000;
    for (int section = 1; text.size() < length; ++section) {
        text += u"## Part %1\n\nRead what is there before anything is changed. What belongs to *%2* is kept together, and what is not "
                "understood is asked about rather than guessed.\n\n"_s.arg(section).arg(subject);
        for (int step = 1; step <= 5; ++step)
            text += u"%1. Take the file of step %1, compare it with `part-%2.csv`, and write down what differs.\n"_s.arg(step).arg(section);
        text += u"\n```sh\ngrep -n '%1' notes/*.txt | sort -u\n```\n\n- Never without a copy.\n- A total that fits proves nothing.\n\n"_s.arg(subject);
    }
    return text.toUtf8();
}

void writeSkills(const QString &root, int count)
{
    for (int i = 0; i < count; ++i) {
        const QString name = u"skill-%1"_s.arg(i, 5, 10, QChar(u'0'));
        const QString folder = root + u'/' + subjects[i % 20] + u'/' + name;
        write(folder + u"/SKILL.md"_s, skillText(name, i));
        write(folder + u"/references/details.md"_s, longAnswer(1'500).toUtf8());
    }
}

QString longAnswer(int characters)
{
    QString text;
    for (int part = 1; text.size() < characters; ++part) {
        text += u"### Part %1\n\nThis is a paragraph of an answer with **strong** words, `code` and a [link](https://example.org/%1), long "
                "enough to wrap over two or three lines of a conversation that is not very wide.\n\n"_s.arg(part);
        if (part % 3 == 0)
            text += u"| Number | Supplier | Open |\n|---|---|---:|\n| R-1190 | Huber | 486,20 |\n| R-1192 | Nordholz | 1.140,00 |\n\n"_s;
        else if (part % 3 == 1)
            text += u"```python\ndef part_%1(rows):\n    return sum(row.amount for row in rows if row.open)\n```\n\n"_s.arg(part);
        else
            text += u"- one thing\n- another thing, with `code`\n- a third\n\n"_s;
    }
    return text;
}

World::World(int skills, int chats, const Settings &settings)
{
    writeSkills(home().defaultLibrary(), skills);
    if (const auto made = home().ensure().and_then([&] { return service::saveSettings(home(), settings); }); !made)
        giveUp(made.error().message);
    const SystemClock clock;
    const auto stores = must(service::Stores::open(home(), settings, clock));
    must(stores->door->recordOutside());
    for (int i = 0; i < chats; ++i)
        talk(*stores, i);
}

} // namespace hsf::bench
