// SPDX-License-Identifier: MIT
#include "cli/arguments.h"
#include "cli/modelchoice.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::cli;

class ArgumentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAndOptionsComeInAnyOrder();
    void aVerbsOwnWordsAreLeftAsTheyAre();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
    void theNearestModelWins_data();
    void theNearestModelWins();
    void theFormatFollowsTheAddress_data();
    void theFormatFollowsTheAddress();
    void aMissingModelSaysWhatToGive();

private:
    const QList<Option> m_options{{u"home"_s, u"DIR"_s, {}}, {u"json"_s, {}, {}}};
};

void ArgumentsTest::wordsAndOptionsComeInAnyOrder()
{
    const auto read = readArguments({u"one"_s, u"--home"_s, u"/a b"_s, u"--json"_s, u"-"_s, u"--"_s, u"--not"_s}, m_options);
    QVERIFY(read);
    QCOMPARE(read->words, (QStringList{u"one"_s, u"-"_s, u"--not"_s}));
    QCOMPARE(read->value(u"home"_s), u"/a b"_s);
    QVERIFY(read->has(u"json"_s));
    QCOMPARE(readArguments({u"--home=x=y"_s}, m_options)->value(u"home"_s), u"x=y"_s);
}

void ArgumentsTest::aVerbsOwnWordsAreLeftAsTheyAre()
{
    const auto read = readArguments({u"--json"_s, u"ask"_s, u"--yes"_s}, m_options, Stop::AtFirstWord);
    QVERIFY(read);
    QCOMPARE(read->words, (QStringList{u"ask"_s, u"--yes"_s}));
}

void ArgumentsTest::whatIsWrongIsNamed_data()
{
    QTest::addColumn<QStringList>("line");
    QTest::addColumn<QString>("named");
    QTest::newRow("unknown") << QStringList{u"--jsno"_s} << u"--jsno"_s;
    QTest::newRow("short") << QStringList{u"-j"_s} << u"-j"_s;
    QTest::newRow("without its value") << QStringList{u"--home"_s} << u"DIR"_s;
    QTest::newRow("with a needless value") << QStringList{u"--json=yes"_s} << u"takes no value"_s;
    QTest::newRow("twice") << QStringList{u"--json"_s, u"--json"_s} << u"twice"_s;
}

void ArgumentsTest::whatIsWrongIsNamed()
{
    QFETCH(QStringList, line);
    QFETCH(QString, named);
    const auto read = readArguments(line, m_options);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(named), qPrintable(read.error().message));
}

void ArgumentsTest::theNearestModelWins_data()
{
    QTest::addColumn<QStringList>("said"); // address, name
    QTest::addColumn<QStringList>("set");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QStringList>("chosen");
    const QStringList no{{}, {}}, cli{u"http://cli"_s, u"c"_s}, settings{u"http://set"_s, u"s"_s}, env{u"http://env"_s, u"e"_s};
    QTest::newRow("the command line before all") << cli << settings << env << cli;
    QTest::newRow("the settings before the environment") << no << settings << env << settings;
    QTest::newRow("the environment where nothing else is") << no << no << env << env;
    QTest::newRow("another model at the set address") << QStringList{{}, u"c"_s} << settings << env << QStringList{u"http://set"_s, u"c"_s};
    QTest::newRow("a set name does not go to another server") << QStringList{u"http://cli"_s, {}} << settings << env << QStringList{u"http://cli"_s, u"e"_s};
    QTest::newRow("the set address said again") << QStringList{u"http://set"_s, {}} << settings << env << settings;
}

void ArgumentsTest::theNearestModelWins()
{
    QFETCH(QStringList, said);
    QFETCH(QStringList, set);
    QFETCH(QStringList, environment);
    QFETCH(QStringList, chosen);
    const auto endpoint = chosenModel({.baseUrl = said[0], .model = said[1], .settings = {.baseUrl = set[0], .model = set[1]},
                                       .environmentUrl = environment[0], .environmentModel = environment[1], .environmentKey = u"key"_s});
    QVERIFY(endpoint);
    QCOMPARE((QStringList{endpoint->baseUrl, endpoint->model, endpoint->apiKey}), (QStringList{chosen[0], chosen[1], u"key"_s}));
}

void ArgumentsTest::theFormatFollowsTheAddress_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("format");
    QTest::addColumn<bool>("anthropic");
    QTest::newRow("an address nobody knows") << u"http://cli/v1"_s << QString() << false;
    QTest::newRow("a format that is said") << u"http://cli/v1"_s << u"anthropic"_s << true;
    QTest::newRow("the settings' address") << u"http://set/v1"_s << QString() << true;
    QTest::newRow("the settings' address, said otherwise") << u"http://set/v1"_s << u"openai"_s << false;
    QTest::newRow("a provider that is set up") << u"http://other/v1"_s << QString() << true;
    QTest::newRow("the environment's") << u"http://env/v1"_s << QString() << true;
    QTest::newRow("a known one") << u"https://api.anthropic.com/v1"_s << QString() << true;
}

void ArgumentsTest::theFormatFollowsTheAddress()
{
    QFETCH(QString, url);
    QFETCH(QString, format);
    QFETCH(bool, anthropic);
    const auto endpoint = chosenModel({.baseUrl = url, .model = u"claude-3-haiku-x"_s,
                                       .settings = {.baseUrl = u"http://set/v1"_s, .model = u"s"_s, .format = WireFormat::AnthropicMessages},
                                       .environmentKey = u"openai key"_s, .format = format,
                                       .anthropic = {.url = u"http://env/v1"_s, .key = u"anthropic key"_s},
                                       .providers = {{.baseUrl = u"http://other/v1"_s, .format = WireFormat::AnthropicMessages}}});
    QVERIFY(endpoint);
    QCOMPARE(endpoint->format == WireFormat::AnthropicMessages, anthropic);
    QCOMPARE(endpoint->apiKey, anthropic ? u"anthropic key"_s : u"openai key"_s); // one's key never goes to the other
    QCOMPARE(endpoint->maxOutputTokens, anthropic ? 4'096 : 0);
}

void ArgumentsTest::aMissingModelSaysWhatToGive()
{
    QVERIFY(chosenModel({.baseUrl = u"http://cli"_s, .model = u"m"_s, .format = u"klingon"_s}).error().message.contains(u"klingon"_s));
    QVERIFY(chosenModel({}).error().message.contains(u"--base-url"_s));
    QVERIFY(chosenModel({.baseUrl = u"http://cli"_s}).error().message.contains(u"--model"_s));
}

QTEST_GUILESS_MAIN(ArgumentsTest)
#include "tst_arguments.moc"
