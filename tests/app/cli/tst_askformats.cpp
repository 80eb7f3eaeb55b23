// SPDX-License-Identifier: MIT
//
// `ask` with a model that speaks Anthropic's Messages: a call goes around, its key is the format's own, and nobody else's is sent.
#include "support/byteserver.h"
#include "support/program.h"
#include "support/wirespeech.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::test;

namespace {

const QStringList bothKeys{u"OPENAI_API_KEY=sk-openai-not-for-others"_s, u"ANTHROPIC_API_KEY=sk-ant-its-own"_s};

} // namespace

class AskFormatsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCallGoesAround();
    void theSettingsKnowTheFormat();
    void anErrorIsSaid();
};

void AskFormatsTest::aCallGoesAround()
{
    const WireSpeech s(WireFormat::AnthropicMessages);
    Program program;
    program.environment = bothKeys;
    program.write(u"work/notes.txt"_s, "the invoice is overdue\n");
    ByteServer server;
    server.play(ByteScript().stream().send(s.start() + s.callBegins("0", "toolu_1", "read_file") + s.callGoesOn("0", "{\"path\":\"notes.txt\"}") + s.forCalls() + s.mark()));
    server.play(ByteScript().stream().send(s.answer("It is overdue.")));
    const Ran ran = program.run({u"ask"_s, u"What do the notes say?"_s, u"--workspace"_s, program.path(u"work"_s), u"--base-url"_s, server.baseUrl(),
                                 u"--model"_s, u"claude-x"_s, u"--format"_s, u"anthropic"_s});
    QVERIFY2(ran.code == 0, qPrintable(ran.err));
    QCOMPARE(ran.out, u"It is overdue.\n"_s);
    QCOMPARE(server.requests().size(), 2);
    for (const HttpRequest &request : server.requests()) {
        QCOMPARE(request.path, QByteArray("/v1/messages"));
        QCOMPARE(request.headers.value("x-api-key"), QByteArray("sk-ant-its-own"));
        QCOMPARE(request.headers.value("anthropic-version"), QByteArray("2023-06-01"));
        QVERIFY(!request.raw.contains("sk-openai"));
    }
    QVERIFY(server.requests().last().body.contains("the invoice is overdue"));
}

void AskFormatsTest::theSettingsKnowTheFormat()
{
    Program program;
    program.environment = bothKeys;
    program.write(u"work/notes.txt"_s, "x");
    ByteServer server;
    server.play(ByteScript().stream().send(WireSpeech(WireFormat::AnthropicMessages).answer("Hello.")));
    Settings settings;
    settings.model = {.baseUrl = server.baseUrl(), .model = u"claude-x"_s, .format = WireFormat::AnthropicMessages, .maxOutputTokens = 1'234};
    QVERIFY(service::saveSettings(program.home(), settings).has_value());
    const Ran ran = program.run({u"ask"_s, u"Hi"_s, u"--workspace"_s, program.path(u"work"_s)});
    QVERIFY2(ran.code == 0, qPrintable(ran.err));
    QCOMPARE(ran.out, u"Hello.\n"_s);
    QCOMPARE(server.requests().first().path, QByteArray("/v1/messages"));
    QVERIFY(server.requests().first().body.contains("\"max_tokens\":1234"));
}

void AskFormatsTest::anErrorIsSaid()
{
    Program program;
    program.environment = bothKeys;
    program.write(u"work/notes.txt"_s, "x");
    ByteServer server;
    server.play(ByteScript().json(401, R"({"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key sk-ant-its-own"}})"));
    const Ran ran = program.run({u"ask"_s, u"Hi"_s, u"--workspace"_s, program.path(u"work"_s), u"--base-url"_s, server.baseUrl(), u"--model"_s,
                                 u"claude-x"_s, u"--format"_s, u"anthropic"_s});
    QVERIFY(ran.code != 0);
    QVERIFY2(ran.err.contains(u"key"_s) && !ran.err.contains(u"sk-ant-its-own"_s), qPrintable(ran.err));
}

QTEST_GUILESS_MAIN(AskFormatsTest)
#include "tst_askformats.moc"
