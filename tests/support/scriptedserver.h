// SPDX-License-Identifier: MIT
//
// A model made of a script: a real HTTP server on 127.0.0.1, in its own threads, that speaks OpenAI's Chat Completions
// with streaming, so that the whole product runs against it and only the model's words are invented. Needs no event
// loop and no QtTest: tests, the tour and the benchmarks use it alike.
//
//     ScriptedServer server;                                        // server.baseUrl() and "scripted" go into the
//     settings server.lane("turn", when::userSays("invoice"))
//         .reply(call("skills_list", {{"query", "invoice"}}))       // first request of this lane
//         .reply([](const ScriptedRequest &request) {               // second: looks at what came
//             return call("skill_view", {{"id", request.lastToolJson()["skills"][0]["id"].toString()}});
//         })
//         .reply(say("Done.").thinking("easy").usage(1200, 8));
//     server.lane("review", when::userSays("evidence")).reply(say("Nothing to save."));
//     …
//     QVERIFY2(server.unexpected().isEmpty(), qPrintable(server.unexpected().join('\n')));
//     QCOMPARE(server.unserved(), QStringList {});
//
// A request goes to the first lane, in the order they were made, that fits and has a reply left. A request that fits no
// lane is answered with HTTP 500 and a loud explanation, and kept in unexpected(). All members may be called from any
// thread.
#pragma once
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <variant>

namespace hsf::test {

/// One POST to /chat/completions, with the questions a script asks.
struct ScriptedRequest {
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QJsonObject body; ///< as it was sent
    QByteArray bytes; ///< the body's bytes
    QString lane; ///< which lane answered; empty: none

    QJsonArray messages() const;
    QJsonObject lastMessage() const;
    QString lastRole() const;
    QString lastText() const; ///< of the last message, whatever its role
    QString lastUserText() const; ///< of the last message whose role is user
    QString systemText() const; ///< all system messages
    QStringList toolNames() const;
    QList<QJsonObject> toolResults() const; ///< all messages with role tool
    QString lastToolText() const; ///< content of the last tool result
    QJsonObject lastToolJson() const; ///< the same, read as JSON; empty if it is none
    bool contains(const QString &text) const; ///< anywhere in the messages' contents and calls
};

/// Answers whether a request is meant. Joins with &&, || and !.
class Matcher
{
public:
    using Question = std::function<bool(const ScriptedRequest &)>;
    Matcher(Question question, QString words = QStringLiteral("a condition of the script"));
    template <class F>
        requires std::is_invocable_r_v<bool, F, const ScriptedRequest &>
    Matcher(F question)
        : Matcher(Question(std::move(question)))
    { }
    bool fits(const ScriptedRequest &request) const { return m_question(request); }
    const QString &words() const { return m_words; } ///< for explanations

    friend Matcher operator&&(const Matcher &a, const Matcher &b);
    friend Matcher operator||(const Matcher &a, const Matcher &b);
    friend Matcher operator!(const Matcher &a);

private:
    Question m_question;
    QString m_words;
};

/// All compare texts as "contains", case-sensitive.
namespace when {
Matcher anything();
Matcher userSays(const QString &text); ///< the last user message, also while tool results follow it
Matcher lastSays(const QString &text); ///< the very last message
Matcher lastRole(const QString &role); ///< "user", "tool"
Matcher systemSays(const QString &text);
Matcher anywhere(const QString &text);
Matcher hasTool(const QString &name);
Matcher noTools();
Matcher model(const QString &name); ///< equal
} // namespace when

/// Holds a reply back until a test opens it: synchronisation without sleeping.
class Gate
{
public:
    Gate();
    void open() const;
    bool isOpen() const;
    /// Somebody stands before it: the request has come and everything in front of the gate was sent.
    bool isReached() const;

private:
    friend class ScriptedServer;
    friend class ByteServer;
    struct State;
    std::shared_ptr<State> m_state; // copies are the same gate
};

/// What the model says, piece by piece in the order of the calls; ends by itself with the fitting finish_reason.
class ScriptedReply
{
public:
    ScriptedReply &&text(const QString &text) &&;
    ScriptedReply &&thinking(const QString &text) &&;
    ScriptedReply &&call(const QString &tool, const QJsonObject &arguments, const QString &id = {}) &&; ///< id: made up
    ScriptedReply &&callRaw(const QString &tool, const QString &arguments,
                            const QString &id = {}) &&; ///< may be broken JSON
    ScriptedReply &&waitFor(const Gate &gate) &&;
    ScriptedReply &&hangUp() &&; ///< the connection ends here, in the middle of the stream
    ScriptedReply &&usage(int input, int output, int cached = 0) &&;
    ScriptedReply &&finish(const QString &reason) &&; ///< "length", "content_filter"
    /// Pieces of so many characters, with a pause before each. Default: 24 characters, no pause.
    ScriptedReply &&pace(int characters, int milliseconds) &&;
    ScriptedReply &&header(const QByteArray &name, const QByteArray &value) &&; ///< "Retry-After"

private:
    friend class ScriptedServer;
    friend ScriptedReply refuse(int status, const QString &message, const QString &code);
    struct Text {
        QString text;
        bool thinking;
    };
    struct Call {
        QString tool;
        QString arguments;
        QString id;
    };
    struct HangUp {
    };
    QList<std::variant<Text, Call, Gate, HangUp>> m_pieces;
    QString m_finish;
    int m_input = 100;
    int m_output = 10;
    int m_cached = 0;
    int m_pieceSize = 24;
    int m_pauseMs = 0;
    int m_status = 200;
    QString m_message;
    QString m_code;
    QList<std::pair<QByteArray, QByteArray>> m_headers;
};

ScriptedReply say(const QString &text);
ScriptedReply think(const QString &text);
ScriptedReply call(const QString &tool, const QJsonObject &arguments = {}, const QString &id = {});
ScriptedReply waitFor(const Gate &gate); ///< nothing is sent before
ScriptedReply hangUp(); ///< the connection ends without a byte of an answer
/// An HTTP error: {"error": {"message", "code"}}.
ScriptedReply refuse(int status, const QString &message, const QString &code = {});

class ScriptedServer
{
public:
    /// Made when a request arrives, on a thread of the server.
    using ReplyMaker = std::function<ScriptedReply(const ScriptedRequest &)>;

    /// A named queue of replies for the requests that fit.
    class Lane
    {
    public:
        Lane &reply(const ScriptedReply &reply);
        Lane &reply(ReplyMaker maker);
        /// Answers every request once the queue is empty; never counts as unserved.
        Lane &always(const ScriptedReply &reply);
        Lane &always(ReplyMaker maker);

    private:
        friend class ScriptedServer;
        struct State;
        explicit Lane(ScriptedServer &server, State &state);
        ScriptedServer &m_server;
        State &m_state;
    };

    ScriptedServer();
    ~ScriptedServer();

    /// Makes the lane, or finds the one of that name (the matcher is then left as it was).
    Lane lane(const QString &name, const Matcher &matcher = when::anything());
    /// A lane of its own with one reply.
    void expect(const Matcher &matcher, const ScriptedReply &reply);
    void expect(const Matcher &matcher, ReplyMaker maker);

    QString baseUrl() const; ///< "http://127.0.0.1:40123/v1"
    void setModels(const QStringList &ids); ///< of GET /v1/models; at first "scripted"
    void requireKey(const QString &key); ///< everything else gets 401; empty: no key needed

    QList<ScriptedRequest> requests() const; ///< POSTs in the order they came
    int requestCount() const;
    QStringList unexpected() const; ///< what no lane expected, each explained
    QStringList unserved() const; ///< lanes that still have replies: "turn: 2"
    int abandoned() const; ///< requests whose client hung up before the reply was whole

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hsf::test
