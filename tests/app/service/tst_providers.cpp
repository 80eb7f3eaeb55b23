// SPDX-License-Identifier: MIT
//
// Providers in the settings: what an earlier version saved is kept, what is set up comes back, and what is known of a model comes from
// who knows it best. A key is found nowhere.
#include "service/factory.h"
#include "support/byteserver.h"
#include "support/wirespeech.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::service;

namespace {

QStringList logged;

void keepLog(QtMsgType, const QMessageLogContext &, const QString &text) { logged.append(text); }

/// Every file below `folder` that holds `secret`.
QStringList filesWith(const QString &folder, const QByteArray &secret)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(secret))
            found.append(file.fileName());
    }
    return found;
}

} // namespace

class TestProviders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theOldSettingsAreKeptWithoutALoss();
    void everythingComesBack();
    void wrongValuesNameTheirKey_data();
    void wrongValuesNameTheirKey();
    void everyPresetHasAnAddress();
    void theLongestBeginningOfANameCounts_data();
    void theLongestBeginningOfANameCounts();
    void whoKnowsBestIsHeard();
    void modelsMoveWithTheirProvider();
    void anAccountHasAPlaceOfItsOwn_data();
    void anAccountHasAPlaceOfItsOwn();
    void accountsAtOneAddressAreToldApart();
    void eachAccountSendsItsOwnKey_data();
    void eachAccountSendsItsOwnKey();
    void anAddressIsLookedAt_data();
    void anAddressIsLookedAt();
    void aKeyIsFoundNowhere_data();
    void aKeyIsFoundNowhere();
    void aWaitIsSeenAndEndedByAPress();
};

void TestProviders::theOldSettingsAreKeptWithoutALoss()
{
    QTemporaryDir folder(QDir::tempPath() + u"/old settings XXXXXX"_s);
    const Home home = Home::under(folder.filePath(u"a home"_s));
    QVERIFY(QDir().mkpath(home.config));
    QFile file(home.settingsFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"model": {"base_url": "https://openrouter.ai/api/v1", "model": "qwen/qwen3", "context_tokens": 40000},
                   "auxiliary": {"base_url": "http://gpu.local:9000/v1", "model": "small", "context_tokens": 8000},
                   "learning": {"skill_interval": 3}, "workspace": "/tmp/a folder"})");
    file.close();

    const auto settings = loadSettings(home);
    QVERIFY2(settings.has_value(), settings ? "" : qPrintable(settings.error().message));
    QCOMPARE(settings->model, (ModelSettings{u"https://openrouter.ai/api/v1"_s, u"qwen/qwen3"_s, 40'000}));
    QCOMPARE(settings->auxiliary, (ModelSettings{u"http://gpu.local:9000/v1"_s, u"small"_s, 8'000}));
    QCOMPARE(settings->learning.skillInterval, 3);
    QCOMPARE(settings->workspace, u"/tmp/a folder"_s);
    QCOMPARE(settings->providers.size(), 2);
    QCOMPARE(settings->providers[0], (ProviderSettings{.name = u"OpenRouter"_s, .preset = u"openrouter"_s, .baseUrl = settings->model.baseUrl}));
    QCOMPARE(settings->providers[1], (ProviderSettings{.name = u"gpu.local"_s, .baseUrl = settings->auxiliary.baseUrl}));

    QVERIFY(saveSettings(home, *settings).has_value());
    QCOMPARE(loadSettings(home), Result<Settings>(*settings)); // and not a third one
}

void TestProviders::everythingComesBack()
{
    Settings s;
    s.model = {.baseUrl = u"https://api.anthropic.com/v1"_s, .model = u"claude-x"_s, .contextTokens = 200'000, .format = WireFormat::AnthropicMessages,
               .price = {.input = 3, .output = 15, .cachedInput = 0.3, .cacheWrite = 3.75}, .maxOutputTokens = 64'000, .thinkingTokens = 8'000};
    s.providers = {{.name = u"Mine"_s, .preset = u"anthropic"_s, .baseUrl = s.model.baseUrl, .format = WireFormat::AnthropicMessages, .favourites = {u"claude-x"_s},
                    .edited = {{u"claude-x"_s, {.contextTokens = 1'000'000, .maxOutputTokens = 5, .price = {.input = 0, .output = 0}}}}},
                   {.name = u"A box"_s, .baseUrl = u"http://127.0.0.1:1/v1"_s},
                   {.name = u"The same box"_s, .baseUrl = u"http://127.0.0.1:1/v1"_s, .account = u"0f3c"_s}};
    s.auxiliary = {.baseUrl = u"http://127.0.0.1:1/v1"_s, .model = u"m"_s, .account = u"0f3c"_s};
    s.proxy = {.kind = ProxySettings::Kind::Socks5, .host = u"proxy"_s, .port = 1080, .user = u"me"_s};
    QCOMPARE(Settings::fromJson(s.toJson()), Result<Settings>(s));
}

void TestProviders::wrongValuesNameTheirKey_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("names");
    QTest::newRow("format") << QByteArray(R"({"providers": [{"base_url": "x"}, {"format": "klingon"}]})") << u"providers[1].format"_s;
    QTest::newRow("provider") << QByteArray(R"({"providers": [7]})") << u"providers"_s;
    QTest::newRow("facts") << QByteArray(R"({"providers": [{"models": {"m": {"context_tokens": -1}}}]})") << u"providers[0].models.m.context_tokens"_s;
    QTest::newRow("price") << QByteArray(R"({"model": {"price": {"input": -3}}})") << u"model.price.input"_s;
    QTest::newRow("proxy") << QByteArray(R"({"proxy": {"kind": "carrier pigeon"}})") << u"proxy.kind"_s;
    QTest::newRow("port") << QByteArray(R"({"proxy": {"port": 70000}})") << u"proxy.port"_s;
}

void TestProviders::wrongValuesNameTheirKey()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, names);
    const auto read = Settings::fromJson(QJsonDocument::fromJson(json).object());
    QVERIFY(!read);
    QVERIFY2(read.error().message.startsWith(names), qPrintable(read.error().message));
}

void TestProviders::everyPresetHasAnAddress()
{
    QStringList ids;
    for (const llm::Preset &preset : llm::presets()) {
        ids.append(preset.id);
        QVERIFY2(preset.id == u"custom" || addressProblem(preset.baseUrl).isEmpty(), qPrintable(preset.id));
        QCOMPARE(preset.local, QUrl(preset.baseUrl).host() == u"127.0.0.1");
        QVERIFY2(preset.local || preset.id == u"custom" || preset.baseUrl.startsWith(u"https://"), qPrintable(preset.id));
    }
    QCOMPARE(ids, (QStringList{u"openai"_s, u"anthropic"_s, u"openrouter"_s, u"nous"_s, u"deepseek"_s, u"groq"_s, u"mistral"_s, u"ollama"_s, u"lmstudio"_s,
                               u"llamacpp"_s, u"vllm"_s, u"custom"_s}));
    QCOMPARE(llm::presetOf(u"anthropic"_s).format, WireFormat::AnthropicMessages);
    QCOMPARE(llm::presetAt(u"https://api.anthropic.com/v1/"_s).id, u"anthropic"_s);
    QCOMPARE(llm::presetAt(u"https://example.com"_s).id, u"custom"_s);
}

void TestProviders::theLongestBeginningOfANameCounts_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("context");
    QTest::addColumn<double>("input");
    QTest::newRow("the short name") << u"gpt-4o"_s << 128'000 << 2.5;
    QTest::newRow("a longer one") << u"gpt-4o-mini-2024-07-18"_s << 128'000 << 0.15;
    QTest::newRow("behind its maker's name") << u"anthropic/claude-3.5-haiku"_s << 200'000 << 0.8;
    QTest::newRow("a new one of a known family") << u"claude-tomorrow-9"_s << 200'000 << -1.0;
    QTest::newRow("nobody knows it") << u"my-own:7b"_s << 0 << -1.0;
}

void TestProviders::theLongestBeginningOfANameCounts()
{
    QFETCH(const QString, model);
    QFETCH(const int, context);
    QFETCH(const double, input);
    QCOMPARE(llm::knownFacts(model).contextTokens, context);
    QCOMPARE(llm::knownFacts(model).price.input, input);
}

void TestProviders::whoKnowsBestIsHeard()
{
    ProviderSettings provider{.baseUrl = u"https://x/v1"_s, .format = WireFormat::AnthropicMessages};
    llm::ModelInfo model{.id = u"claude-3-haiku-20240307"_s};
    QCOMPARE(modelOf(provider, model).contextTokens, 200'000);              // the data file
    QCOMPARE(modelOf(provider, model).price.output, 1.25);
    QCOMPARE(modelOf(provider, model).maxOutputTokens, 4'096);              // more would be refused
    model.facts = {.contextTokens = 150'000, .price = {.input = 1, .output = 2}};
    QCOMPARE(modelOf(provider, model).contextTokens, 150'000);              // the provider
    QCOMPARE(modelOf(provider, model).price.output, 2.0);
    provider.edited[model.id] = {.contextTokens = 90'000};
    QCOMPARE(modelOf(provider, model).contextTokens, 90'000);               // the person
    QCOMPARE(modelOf(provider, model).price.output, 2.0);
    provider.format = WireFormat::OpenAiChat;
    QCOMPARE(modelOf(provider, model).maxOutputTokens, 0);                  // nobody asks for a number there
    QCOMPARE(modelOf(provider, {.id = u"unknown"_s}).contextTokens, 128'000);
}

void TestProviders::modelsMoveWithTheirProvider()
{
    Settings s;
    s.model = {u"http://a/v1"_s, u"m"_s};
    s.auxiliary = {u"http://b/v1"_s, u"n"_s};
    s = withProvidersOfModels(s);
    ProviderSettings moved = *providerAt(s, u"http://a/v1"_s);
    moved.baseUrl = u"http://c/v1"_s;
    moved.format = WireFormat::AnthropicMessages;
    putProvider(s, u"http://a/v1"_s, moved);
    QCOMPARE(s.providers.size(), 2);
    QCOMPARE(s.model.baseUrl, u"http://c/v1"_s);
    QCOMPARE(s.model.format, WireFormat::AnthropicMessages);
    QCOMPARE(s.auxiliary.baseUrl, u"http://b/v1"_s);
    removeProvider(s, u"http://c/v1"_s);
    QVERIFY(!s.model.isSet());
    QVERIFY(s.auxiliary.isSet());
    QCOMPARE(s.providers.size(), 1);
}

void TestProviders::anAccountHasAPlaceOfItsOwn_data()
{
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<QString>("account");
    QTest::addColumn<QString>("place");
    QTest::newRow("where earlier versions put the key") << u"https://a/v1"_s << QString() << u"https://a/v1"_s;
    QTest::newRow("another account") << u"https://a/v1"_s << u"0f3c"_s << u"https://a/v1 0f3c"_s;
    QTest::newRow("another address") << u"https://a/v1/0f3c"_s << QString() << u"https://a/v1/0f3c"_s;
}

void TestProviders::anAccountHasAPlaceOfItsOwn()
{
    QFETCH(const QString, baseUrl);
    QFETCH(const QString, account);
    QFETCH(const QString, place);
    QCOMPARE(placeOf(ProviderSettings{.baseUrl = baseUrl, .account = account}), place);
    QCOMPARE(placeOf(ModelSettings{.baseUrl = baseUrl, .account = account}), place);
    QCOMPARE(addressProblem(place).isEmpty(), account.isEmpty()); // nobody can type another one's place as an address
}

void TestProviders::accountsAtOneAddressAreToldApart()
{
    const QString address = u"https://a/v1"_s;
    Settings s;
    QCOMPARE(freshAccount(s, address), QString());
    putProvider(s, {}, {.name = u"Mine"_s, .baseUrl = address});
    const QString account = freshAccount(s, address);
    QVERIFY(!account.isEmpty() && account != freshAccount(s, address)); // never one that was there before
    putProvider(s, {}, {.name = freeName(s, u"Mine"_s), .baseUrl = address, .account = account});
    QCOMPARE(s.providers[1].name, u"Mine (2)"_s);
    QCOMPARE(freeName(s, u"Mine"_s), u"Mine (3)"_s);
    s.model = modelOf(s.providers[0], {.id = u"big"_s});
    s.auxiliary = modelOf(s.providers[1], {.id = u"small"_s});
    QCOMPARE(s.auxiliary.account, account);
    QCOMPARE(providerAt(s, address)->name, u"Mine"_s);
    QCOMPARE(providerIn(s, placeOf(s.auxiliary))->name, u"Mine (2)"_s);
    QCOMPARE(placeFor(s, address), address);
    QCOMPARE(withProvidersOfModels(s), s); // both are known

    // One moves to another address, one goes: the other is as it was.
    Settings moved = s;
    ProviderSettings elsewhere = s.providers[1];
    elsewhere.baseUrl = u"https://b/v1"_s;
    putProvider(moved, placeOf(s.providers[1]), elsewhere);
    QCOMPARE(moved.auxiliary.baseUrl, u"https://b/v1"_s);
    QCOMPARE(moved.model, s.model);
    QCOMPARE(moved.providers[0], s.providers[0]);
    Settings left = s;
    removeProvider(left, address);
    QVERIFY(!left.model.isSet());
    QCOMPARE(left.auxiliary, s.auxiliary);
    QCOMPARE(left.providers, QList{s.providers[1]});
    QCOMPARE(placeFor(left, address), placeOf(s.providers[1]));
    QVERIFY(!freshAccount(left, address).isEmpty()); // and not the place of the key of the one that went
}

void TestProviders::eachAccountSendsItsOwnKey_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("chat completions") << WireFormat::OpenAiChat << QByteArray("Authorization: Bearer ");
    QTest::newRow("messages") << WireFormat::AnthropicMessages << QByteArray("x-api-key: ");
}

void TestProviders::eachAccountSendsItsOwnKey()
{
    QFETCH(const WireFormat, format);
    QFETCH(const QByteArray, header);
    QTemporaryDir folder(QDir::tempPath() + u"/two accounts XXXXXX"_s);
    test::ByteServer server;
    for (int i = 0; i < 3; ++i)
        server.play(test::ByteScript().stream().send(test::WireSpeech(format).answer("Hello")));
    server.play(test::ByteScript().json(200, R"({"data":[{"id":"of the second"}]})"));
    server.play(test::ByteScript().stream().send(test::WireSpeech(format).answer("Hello")));
    const auto sent = [&](qsizetype request) {
        for (const QByteArray &line : server.requests().value(request).raw.split('\n'))
            if (line.trimmed().toLower().startsWith(header.toLower()))
                return line.trimmed().mid(header.size());
        return QByteArray("(no key)");
    };
    const ProviderSettings work{.name = u"Work"_s, .baseUrl = server.baseUrl(), .format = format};
    const ProviderSettings home{.name = u"Home"_s, .baseUrl = server.baseUrl(), .format = format, .account = u"0f3c"_s};
    auto factory = std::move(*Factory::build(Home::under(folder.filePath(u"a home"_s)), {.backgroundTimers = false}));
    ModelService &models = *factory->models;
    Settings settings = factory->settings->settings();
    settings.providers = {work, home};
    settings.model = modelOf(work, {.id = u"m"_s});
    settings.auxiliary = modelOf(home, {.id = u"m"_s});
    factory->settings->change(settings);
    models.setKey(placeOf(work), u"key-of-work"_s, llm::Keys::Place::ThisRun);
    models.setKey(placeOf(home), u"key-of-home"_s, llm::Keys::Place::ThisRun);
    QTRY_VERIFY(models.hasKey(placeOf(work)) && models.hasKey(placeOf(home)));
    QCOMPARE(models.displayName(), u"Work/m"_s);

    const auto asked = [](const std::shared_ptr<llm::ModelClient> &client) {
        return client->complete({.messages = {chat::Message::user(u"hi"_s)}}, [](const auto &) {}, {}).has_value();
    };
    QVERIFY(asked(models.mainClient()));
    QCOMPARE(sent(0), QByteArray("key-of-work"));
    QVERIFY(asked(models.auxiliaryClient()));
    QCOMPARE(sent(1), QByteArray("key-of-home"));
    QSignalSpy tested(&models, &ModelService::tested);
    models.test(settings.auxiliary, {});
    QTRY_COMPARE_WITH_TIMEOUT(tested.size(), 1, 30'000);
    QCOMPARE(sent(2), QByteArray("key-of-home"));
    QSignalSpy listed(&models, &ModelService::modelsListed);
    models.listModels(home, {});
    QTRY_COMPARE_WITH_TIMEOUT(listed.size(), 1, 30'000);
    QCOMPARE(listed.first().first().toString(), placeOf(home));
    QCOMPARE(sent(3), QByteArray("key-of-home"));

    // The first one goes, with its key; the other keeps its own, and is chosen now.
    removeProvider(settings, placeOf(work));
    settings.model = settings.auxiliary;
    factory->settings->change(settings);
    models.setKey(placeOf(work), {}, llm::Keys::Place::ThisRun);
    QTRY_VERIFY(!models.hasKey(placeOf(work)));
    QVERIFY(models.hasKey(placeOf(home)));
    QVERIFY(asked(models.mainClient()));
    QCOMPARE(sent(4), QByteArray("key-of-home"));
    QCOMPARE(server.requests().size(), 5);
}

void TestProviders::anAddressIsLookedAt_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("fine");
    QTest::newRow("with v1") << u"http://127.0.0.1:11434/v1"_s << true;
    QTest::newRow("without") << u"https://api.deepseek.com"_s << true;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("no scheme") << u"localhost:1234"_s << false;
    QTest::newRow("a file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("with a password") << u"https://me:secret@example.com/v1"_s << false;
}

void TestProviders::anAddressIsLookedAt()
{
    QFETCH(const QString, url);
    QFETCH(const bool, fine);
    QCOMPARE(addressProblem(url).isEmpty(), fine);
}

void TestProviders::aKeyIsFoundNowhere_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::newRow("chat completions") << WireFormat::OpenAiChat;
    QTest::newRow("messages") << WireFormat::AnthropicMessages;
}

void TestProviders::aKeyIsFoundNowhere()
{
    QFETCH(const WireFormat, format);
    const QString key = u"plainword-KEY-0815-of-nobody"_s;
    logged.clear();
    const auto before = qInstallMessageHandler(keepLog);
    QTemporaryDir folder(QDir::tempPath() + u"/a key XXXXXX"_s);
    const Home home = Home::under(folder.filePath(u"a home"_s));
    QStringList told;
    test::ByteServer server;
    // One that repeats what it got, in a refusal and in the middle of an answer, and then behaves.
    server.play(test::ByteScript().json(401, R"({"error":{"message":"The key )" + key.toUtf8() + R"( is wrong"}})"));
    server.play(test::ByteScript().stream().send(test::WireSpeech(format).start() + test::WireSpeech(format).words("Hel")
                                                 + test::WireSpeech(format).error("Bearer " + key.toUtf8() + " has no credit")));
    server.play(test::ByteScript().stream().send(test::WireSpeech(format).answer("Hello")));
    {
        auto factory = std::move(*Factory::build(home, {.backgroundTimers = false}));
        Settings settings = factory->settings->settings();
        settings.model = {.baseUrl = server.baseUrl(), .model = u"m"_s, .format = format};
        settings.workspace = folder.path();
        factory->settings->change(settings);
        factory->models->setKey(server.baseUrl(), key, llm::Keys::Place::ThisRun);
        QTRY_VERIFY(factory->models->hasKey(server.baseUrl()));
        std::optional<SessionId> made;
        connect(factory->chats.get(), &ChatService::chatCreated, this, [&made](const SessionId &id) { made = id; });
        QSignalSpy finished(factory->chats.get(), &ChatService::turnFinished);
        factory->chats->createChat(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(made.has_value(), 30'000);
        const SessionId chat = *made;
        for (int turn = 1; turn <= 3; ++turn) {
            factory->chats->send(chat, u"turn %1"_s.arg(turn));
            QTRY_COMPARE_WITH_TIMEOUT(finished.size(), turn, 30'000);
            told.append(finished.last().at(1).value<TurnOutcome>().sentence);
        }
        QSignalSpy tested(factory->models.get(), &ModelService::tested);
        factory->models->test(settings.model, key);
        QTRY_COMPARE_WITH_TIMEOUT(tested.size(), 1, 30'000);
        told.append(tested.first().at(1).toString());
        factory->bench->io([](Stores &) -> Result<> { return {}; }).waitForFinished();
    }
    qInstallMessageHandler(before);
    QVERIFY(server.requests().size() >= 4);
    QVERIFY(server.requests().first().raw.contains(key.toUtf8())); // it was sent, and only there
    QVERIFY2(told[0].contains(u"[redacted]"_s) && told[1].contains(u"[redacted]"_s), qPrintable(told.join(u'\n')));
    QVERIFY2(!told.join(u'\n').contains(key), qPrintable(told.join(u'\n')));
    QVERIFY2(!logged.join(u'\n').contains(key), qPrintable(logged.join(u'\n')));
    QCOMPARE(filesWith(folder.path(), key.toUtf8()), QStringList());
    QCOMPARE(filesWith(folder.path(), key.toUtf8().toBase64()), QStringList());
}

void TestProviders::aWaitIsSeenAndEndedByAPress()
{
    QTemporaryDir folder(QDir::tempPath() + u"/a wait XXXXXX"_s);
    test::ByteServer server;
    server.play(test::ByteScript().json(429, R"({"error":{"message":"slow down"}})", "Retry-After: 7200\r\n"));
    server.play(test::ByteScript().stream().send(test::WireSpeech(WireFormat::OpenAiChat).answer("Hello")));
    auto factory = std::move(*Factory::build(Home::under(folder.filePath(u"a home"_s)), {.backgroundTimers = false}));
    Settings settings = factory->settings->settings();
    settings.model = {.baseUrl = server.baseUrl(), .model = u"m"_s};
    factory->settings->change(settings);
    std::optional<SessionId> made;
    connect(factory->chats.get(), &ChatService::chatCreated, this, [&made](const SessionId &id) { made = id; });
    QSignalSpy waiting(factory->chats.get(), &ChatService::retryWaiting);
    QSignalSpy opened(factory->chats.get(), &ChatService::chatOpened);
    QSignalSpy finished(factory->chats.get(), &ChatService::turnFinished);
    factory->chats->createChat(folder.path());
    QTRY_VERIFY_WITH_TIMEOUT(made.has_value(), 30'000);
    const SessionId chat = *made;
    factory->chats->send(chat, u"hi"_s);
    QTRY_COMPARE_WITH_TIMEOUT(waiting.size(), 1, 30'000);
    QCOMPARE(waiting.first().at(1).toString(), u"Rate limited"_s);
    QVERIFY(waiting.first().at(2).toString().contains(u"slow down"_s));
    QCOMPARE(waiting.first().at(3).toInt(), 7'200'000);

    factory->chats->openChat(chat); // who comes back to this chat sees it again
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 30'000);
    QTRY_COMPARE(waiting.size(), 2);
    QVERIFY(waiting.last().at(3).toInt() <= 7'200'000);

    factory->chats->retryNow(chat);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QCOMPARE(finished.first().at(1).value<TurnOutcome>().end, agent::TurnResult::End::Answered);
    QCOMPARE(server.requests().size(), 2);
}

QTEST_GUILESS_MAIN(TestProviders)
#include "tst_providers.moc"
