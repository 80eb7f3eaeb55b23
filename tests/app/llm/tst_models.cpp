// SPDX-License-Identifier: MIT
//
// Settings' questions to an address: which models, does one answer, what runs here, and where the key is kept.
#include "llm/discovery.h"
#include "llm/keys.h"
#include "support/byteserver.h"
#include "support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::llm;
using namespace hsf::test;

class TestModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsComeInManyShapes_data();
    void listsComeInManyShapes();
    void noListMeansTypingAName();
    void aMissingKeyIsSaid();
    void theTestSaysWhatAnswered();
    void theTestSaysWhatToDo();
    void whatRunsHereIsFound();
    void aKeyIsKeptForThisRun();
    void withoutAKeychainThatIsSaid();
};

/// A model of which the list tells nothing but its name and, maybe, its context.
static ModelInfo model(const QString &id, int contextTokens)
{
    return {.id = id, .facts = {.contextTokens = contextTokens}};
}

void TestModels::listsComeInManyShapes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QList<ModelInfo>>("models");
    QTest::newRow("OpenAI") << QByteArray(R"({"object":"list","data":[{"id":"a"},{"id":"b"}]})")
                            << QList<ModelInfo>{model(u"a"_s, 0), model(u"b"_s, 0)};
    QTest::newRow("OpenRouter") << QByteArray(R"({"data":[{"id":"a","context_length":8192}]})")
                                << QList<ModelInfo>{model(u"a"_s, 8192)};
    QTest::newRow("vLLM") << QByteArray(R"({"data":[{"id":"a","max_model_len":4096}]})")
                          << QList<ModelInfo>{model(u"a"_s, 4096)};
    QTest::newRow("llama.cpp") << QByteArray(R"({"models":[{"name":"x"}],"data":[{"id":"a","meta":{"n_ctx":2048}}]})")
                               << QList<ModelInfo>{model(u"a"_s, 2048)};
    QTest::newRow("only models[]") << QByteArray("\n\n"
                                                 R"({"models":[{"name":"x:7b"}]})")
                                   << QList<ModelInfo>{model(u"x:7b"_s, 0)};
    QTest::newRow("empty") << QByteArray(R"({"data":[]})") << QList<ModelInfo>{};
}

void TestModels::listsComeInManyShapes()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QList<ModelInfo>, models);
    ByteServer server;
    server.play(ByteScript().json(200, body));
    const auto listed = listModels({.baseUrl = server.baseUrl()});
    QVERIFY2(listed.has_value(), listed ? "" : qPrintable(listed.error().message));
    QCOMPARE(*listed, models);
    QCOMPARE(server.requests().first().path, QByteArray("/v1/models"));
    QCOMPARE(server.requests().first().method, QByteArray("GET"));
}

void TestModels::noListMeansTypingAName()
{
    ByteServer server;
    server.play(ByteScript().json(404, R"({"detail":"Not Found"})"));
    server.play(ByteScript().json(200, "<html>hello</html>"));
    QCOMPARE(listModels({.baseUrl = server.baseUrl()}), QList<ModelInfo>{});
    const auto page = listModels({.baseUrl = server.baseUrl()});
    QVERIFY(!page);
    QVERIFY(page.error().message.contains(server.baseUrl()));
}

void TestModels::aMissingKeyIsSaid()
{
    ScriptedServer server;
    server.requireKey(u"right-key"_s);
    const auto without = listModels({.baseUrl = server.baseUrl()});
    QVERIFY(!without);
    QVERIFY2(without.error().message.contains(u"a key is needed"_s), qPrintable(without.error().message));
    const auto wrong = listModels({.baseUrl = server.baseUrl(), .apiKey = u"wrong-key"_s});
    QVERIFY2(wrong.error().message.contains(u"the key was refused"_s), qPrintable(wrong.error().message));
    QCOMPARE(listModels({.baseUrl = server.baseUrl(), .apiKey = u"right-key"_s})->first().id, u"scripted"_s);
}

void TestModels::theTestSaysWhatAnswered()
{
    ScriptedServer server;
    server.lane(u"test"_s).reply(say(u"Ready."_s)).reply(think(u"Hm, one word"_s).finish(u"length"_s));
    const Endpoint endpoint{.baseUrl = server.baseUrl(), .model = u"scripted"_s};
    const auto words = testEndpoint(endpoint);
    QVERIFY(words.has_value());
    QVERIFY(words->contains(u"scripted"_s) && words->contains(u"Ready."_s));
    QVERIFY2(testEndpoint(endpoint).has_value(), "a model that only thought has answered as well");
    QCOMPARE(server.unexpected(), QStringList{});
}

void TestModels::theTestSaysWhatToDo()
{
    const auto unnamed = testEndpoint({.baseUrl = u"http://127.0.0.1:1/v1"_s});
    QVERIFY(!unnamed);
    QVERIFY(unnamed.error().message.contains(u"Choose a model"_s));
    const QString nobody = u"http://127.0.0.1:%1/v1"_s.arg(LoopbackServer::closedPort());
    const auto silent = testEndpoint({.baseUrl = nobody, .model = u"m"_s});
    QVERIFY(!silent);
    QVERIFY(silent.error().message.contains(nobody));
}

void TestModels::whatRunsHereIsFound()
{
    ScriptedServer open;
    open.setModels({u"qwen3:8b"_s, u"llama3"_s});
    ScriptedServer locked;
    locked.requireKey(u"key"_s);
    ByteServer page;
    page.play(ByteScript().json(200, "<html></html>"));
    ByteServer closedPage;
    closedPage.play(ByteScript().json(401, "<html></html>"));
    ByteServer llama;
    llama.play(ByteScript().json(200, R"({"data":[{"id":"gguf"}]})", "Server: llama.cpp\r\n"));
    const auto port = [](const QString &baseUrl) { return quint16(QUrl(baseUrl).port()); };

    const QList<FoundServer> found = discovered({{port(open.baseUrl()), u"Ollama"_s},
                                                 {port(locked.baseUrl()), u"LM Studio"_s},
                                                 {port(page.baseUrl()), u"page"_s},
                                                 {port(closedPage.baseUrl()), u"closed page"_s},
                                                 {port(llama.baseUrl()), u"somebody"_s},
                                                 {LoopbackServer::closedPort(), u"nobody"_s}},
                                                {}, 60'000);
    QStringList drawn;
    for (const FoundServer &server : found)
        drawn.append(
            u"%1 %2 %3"_s.arg(server.name).arg(server.models.size()).arg(server.needsKey ? u"locked"_s : u"open"_s));
    QCOMPARE(drawn, (QStringList{u"Ollama 2 open"_s, u"LM Studio 0 locked"_s, u"llama.cpp 1 open"_s}));
    QCOMPARE(found.first().baseUrl, open.baseUrl());
}

void TestModels::aKeyIsKeptForThisRun()
{
    Keys keys;
    QSignalSpy stored(&keys, &Keys::stored);
    QSignalSpy loaded(&keys, &Keys::loaded);
    keys.store(u"http://a/v1"_s, u"secret"_s, Keys::Place::ThisRun);
    QTRY_COMPARE(stored.size(), 1);
    QCOMPARE(keys.known(u"http://a/v1"_s), u"secret"_s);
    QCOMPARE(keys.known(u"http://b/v1"_s), QString());
    keys.load(u"http://a/v1"_s);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(loaded.first().at(1).toBool(), true);
    keys.store(u"http://a/v1"_s, {}, Keys::Place::ThisRun);
    QCOMPARE(keys.known(u"http://a/v1"_s), QString());
}

void TestModels::withoutAKeychainThatIsSaid()
{
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qputenv("XDG_RUNTIME_DIR", "/nonexistent");
    Keys keys;
    QVERIFY(!keys.keychainAvailable());
    QSignalSpy failed(&keys, &Keys::failed);
    QSignalSpy loaded(&keys, &Keys::loaded);
    keys.store(u"http://a/v1"_s, u"secret"_s, Keys::Place::Keychain);
    QTRY_COMPARE(failed.size(), 1);
    const QString sentence = failed.first().at(1).value<Error>().message;
    QVERIFY2(sentence.contains(u"for this run"_s), qPrintable(sentence));
    QVERIFY(!sentence.contains(u"secret"_s));
    keys.load(u"http://a/v1"_s);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(loaded.first().at(1).toBool(), false);
}

QTEST_GUILESS_MAIN(TestModels)
#include "tst_models.moc"
