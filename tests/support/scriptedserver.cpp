// SPDX-License-Identifier: MIT
//
// The HTTP side of the scripted model: finds the lane of a request, and sends its reply as server-sent events in
// chunks.
#include "support/scriptedserver.h"

#include "support/loopback.h"
#include "support/scriptedgate_p.h"

#include <QJsonDocument>

#include <deque>

namespace hsf::test {

struct ScriptedServer::Lane::State {
    QString name;
    Matcher matcher;
    std::deque<ReplyMaker> queue;
    ReplyMaker always; ///< may be empty
};

namespace {

QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

bool sendJson(Connection &connection, int status, const QJsonObject &json,
              const QList<std::pair<QByteArray, QByteArray>> &headers = {})
{
    const QByteArray body = compact(json);
    QByteArray answer = "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\nContent-Type: application/json\r\n";
    for (const auto &[name, value] : headers)
        answer += name + ": " + value + "\r\n";
    return connection.send(answer + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

QJsonObject errorJson(const QString &message, const QString &code = {})
{
    QJsonObject error{{"message", message}, {"type", "scripted"}};
    if (!code.isEmpty())
        error.insert("code", code);
    return {{"error", error}};
}

/// One streamed answer: chunks of HTTP around events around JSON.
class Stream
{
public:
    Stream(Connection &connection, const QString &model, int pauseMs)
        : m_connection(connection)
        , m_model(model)
        , m_pauseMs(pauseMs)
    { }

    bool begin(const QList<std::pair<QByteArray, QByteArray>> &headers)
    {
        QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n";
        for (const auto &[name, value] : headers)
            head += name + ": " + value + "\r\n";
        return m_connection.send(head + "\r\n") && delta({{"role", "assistant"}, {"content", ""}});
    }

    bool delta(const QJsonObject &delta, const QJsonValue &finish = QJsonValue::Null)
    {
        const QJsonObject choice{{"index", 0}, {"delta", delta}, {"finish_reason", finish}};
        return event(compact(chunk({choice}, QJsonValue::Null)));
    }

    bool pacedDelta(const QJsonObject &content)
    {
        return (m_pauseMs == 0 || m_connection.pause(m_pauseMs)) && delta(content);
    }

    bool end(const QString &finish, const QJsonObject &usage)
    {
        return delta({}, finish) && event(compact(chunk({}, usage))) && event("[DONE]")
            && m_connection.send("0\r\n\r\n");
    }

private:
    QJsonObject chunk(const QJsonArray &choices, const QJsonValue &usage) const
    {
        return {{"id", "chatcmpl-scripted"},
                {"object", "chat.completion.chunk"},
                {"created", 1},
                {"model", m_model},
                {"choices", choices},
                {"usage", usage}};
    }

    bool event(const QByteArray &data)
    {
        const QByteArray event = "data: " + data + "\n\n";
        return m_connection.send(QByteArray::number(event.size(), 16) + "\r\n" + event + "\r\n");
    }

    Connection &m_connection;
    QString m_model;
    int m_pauseMs;
};

} // namespace

struct ScriptedServer::Private {
    Lane::State &lane(const QString &name, const Matcher &matcher);
    void serve(Connection &connection);
    bool answer(Connection &connection, const HttpRequest &request);
    bool complete(Connection &connection, const HttpRequest &request);
    std::pair<ReplyMaker, QString> next(const ScriptedRequest &request);
    QString explanation(const ScriptedRequest &request) const;
    bool play(Connection &connection, const ScriptedReply &reply, const QString &model);
    bool playText(Stream &stream, const ScriptedReply::Text &piece, int size);
    bool playCall(Stream &stream, const ScriptedReply::Call &call, int index, int size);

    mutable std::mutex mutex;
    std::deque<Lane::State> lanes; // a deque, because lanes are handed out by reference
    QList<ScriptedRequest> requests;
    QStringList unexpected;
    QStringList models{QStringLiteral("scripted")};
    QByteArray key;
    std::atomic<int> calls = 0;
    std::atomic<int> abandoned = 0;
    LoopbackServer http{
        [this](Connection &connection) { serve(connection); }}; // last: its threads use all of the above
};

ScriptedServer::Lane::State &ScriptedServer::Private::lane(const QString &name, const Matcher &matcher)
{
    const std::scoped_lock lock(mutex);
    const auto found = std::ranges::find(lanes, name, &Lane::State::name);
    return found != lanes.end() && !name.isEmpty() ? *found : lanes.emplace_back(name, matcher);
}

void ScriptedServer::Private::serve(Connection &connection)
{
    while (const std::optional<HttpRequest> request = connection.readRequest()) {
        if (!answer(connection, *request))
            return;
    }
}

bool ScriptedServer::Private::answer(Connection &connection, const HttpRequest &request)
{
    std::unique_lock lock(mutex);
    const bool refused = !key.isEmpty() && request.headers.value("authorization") != "Bearer " + key;
    QJsonArray data;
    for (const QString &id : std::as_const(models))
        data.append(QJsonObject{{"id", id}, {"object", "model"}});
    lock.unlock();

    if (refused)
        return sendJson(connection, 401, errorJson("Incorrect API key provided.", "invalid_api_key"));
    if (request.method == "GET" && request.path == "/v1/models")
        return sendJson(connection, 200, {{"object", "list"}, {"data", data}});
    if (request.method == "POST" && request.path == "/v1/chat/completions")
        return complete(connection, request);
    return sendJson(connection, 404, errorJson("There is nothing at " + QString::fromUtf8(request.path)));
}

bool ScriptedServer::Private::complete(Connection &connection, const HttpRequest &http)
{
    ScriptedRequest request{
        .headers = http.headers, .body = QJsonDocument::fromJson(http.body).object(), .bytes = http.body, .lane = {}};
    const auto [maker, lane] = next(request);
    if (!maker) {
        const std::scoped_lock lock(mutex);
        return sendJson(connection, 500, errorJson(unexpected.last()), {{"x-should-retry", "false"}});
    }
    request.lane = lane;
    const bool whole = play(connection, maker(request), request.body.value("model").toString());
    if (!whole && connection.clientIsGone())
        ++abandoned;
    return whole;
}

std::pair<ScriptedServer::ReplyMaker, QString> ScriptedServer::Private::next(const ScriptedRequest &request)
{
    const std::scoped_lock lock(mutex);
    requests.append(request);
    for (Lane::State &lane : lanes) {
        if ((lane.queue.empty() && !lane.always) || !lane.matcher.fits(request))
            continue;
        requests.last().lane = lane.name;
        ReplyMaker maker = lane.always;
        if (!lane.queue.empty()) {
            maker = std::move(lane.queue.front());
            lane.queue.pop_front();
        }
        return {maker, lane.name};
    }
    unexpected.append(explanation(request));
    return {};
}

QString ScriptedServer::Private::explanation(const ScriptedRequest &request) const
{
    QStringList lines{
        QStringLiteral("The script does not expect this request: %1 messages, the last from \"%2\": \"%3\"")
            .arg(request.messages().size())
            .arg(request.lastRole(), request.lastText().left(400))};
    if (request.lastRole() != u"user")
        lines.append(QStringLiteral("  the last user message: \"%1\"").arg(request.lastUserText().left(400)));
    for (const Lane::State &lane : lanes) {
        lines.append(QStringLiteral("  lane \"%1\" (%2): %3")
                         .arg(lane.name, lane.matcher.words(),
                              lane.matcher.fits(request)
                                  ? QStringLiteral("fits, but has no reply left")
                                  : QStringLiteral("does not fit, %1 replies left").arg(lane.queue.size())));
    }
    return lines.join(u'\n');
}

bool ScriptedServer::Private::play(Connection &connection, const ScriptedReply &reply, const QString &model)
{
    if (reply.m_status != 200)
        return sendJson(connection, reply.m_status, errorJson(reply.m_message, reply.m_code), reply.m_headers);

    Stream stream(connection, model, reply.m_pauseMs);
    bool begun = false;
    int calls = 0;
    for (const auto &piece : reply.m_pieces) {
        if (const auto *gate = std::get_if<Gate>(&piece)) {
            if (!gate->m_state->pass(connection))
                return false;
            continue;
        }
        if (std::holds_alternative<ScriptedReply::HangUp>(piece)) {
            connection.close();
            return true;
        }
        if (!begun && !stream.begin(reply.m_headers))
            return false;
        begun = true;
        const auto *text = std::get_if<ScriptedReply::Text>(&piece);
        if (!(text ? playText(stream, *text, reply.m_pieceSize)
                   : playCall(stream, std::get<ScriptedReply::Call>(piece), calls++, reply.m_pieceSize)))
            return false;
    }
    if (!begun && !stream.begin(reply.m_headers))
        return false;
    const QString finish = calls > 0 ? QStringLiteral("tool_calls") : QStringLiteral("stop");
    return stream.end(reply.m_finish.isEmpty() ? finish : reply.m_finish,
                      {{"prompt_tokens", reply.m_input},
                       {"completion_tokens", reply.m_output},
                       {"total_tokens", reply.m_input + reply.m_output},
                       {"prompt_tokens_details", QJsonObject{{"cached_tokens", reply.m_cached}}}});
}

bool ScriptedServer::Private::playText(Stream &stream, const ScriptedReply::Text &piece, int size)
{
    const QString field = piece.thinking ? QStringLiteral("reasoning_content") : QStringLiteral("content");
    for (qsizetype at = 0; at < piece.text.size();) {
        qsizetype count = std::min<qsizetype>(size, piece.text.size() - at);
        if (piece.text[at + count - 1].isHighSurrogate())
            ++count;
        if (!stream.pacedDelta({{field, piece.text.mid(at, count)}}))
            return false;
        at += count;
    }
    return true;
}

bool ScriptedServer::Private::playCall(Stream &stream, const ScriptedReply::Call &call, int index, int size)
{
    const QString id = call.id.isEmpty() ? QStringLiteral("call_%1").arg(++calls) : call.id;
    const QJsonObject head{{"index", index},
                           {"id", id},
                           {"type", "function"},
                           {"function", QJsonObject{{"name", call.tool}, {"arguments", ""}}}};
    if (!stream.pacedDelta({{"tool_calls", QJsonArray{head}}}))
        return false;
    for (qsizetype at = 0; at < call.arguments.size(); at += size) {
        const QJsonObject function{{"arguments", call.arguments.mid(at, size)}};
        if (!stream.pacedDelta({{"tool_calls", QJsonArray{QJsonObject{{"index", index}, {"function", function}}}}}))
            return false;
    }
    return true;
}

ScriptedServer::Lane::Lane(ScriptedServer &server, State &state)
    : m_server(server)
    , m_state(state)
{ }

ScriptedServer::Lane &ScriptedServer::Lane::reply(const ScriptedReply &reply)
{
    return this->reply([reply](const ScriptedRequest &) { return reply; });
}

ScriptedServer::Lane &ScriptedServer::Lane::reply(ReplyMaker maker)
{
    const std::scoped_lock lock(m_server.d->mutex);
    m_state.queue.push_back(std::move(maker));
    return *this;
}

ScriptedServer::Lane &ScriptedServer::Lane::always(const ScriptedReply &reply)
{
    return always([reply](const ScriptedRequest &) { return reply; });
}

ScriptedServer::Lane &ScriptedServer::Lane::always(ReplyMaker maker)
{
    const std::scoped_lock lock(m_server.d->mutex);
    m_state.always = std::move(maker);
    return *this;
}

ScriptedServer::ScriptedServer()
    : d(std::make_unique<Private>())
{ }

ScriptedServer::~ScriptedServer() = default;

ScriptedServer::Lane ScriptedServer::lane(const QString &name, const Matcher &matcher)
{
    return Lane(*this, d->lane(name, matcher));
}

void ScriptedServer::expect(const Matcher &matcher, const ScriptedReply &reply)
{
    lane({}, matcher).reply(reply);
}

void ScriptedServer::expect(const Matcher &matcher, ReplyMaker maker)
{
    lane({}, matcher).reply(std::move(maker));
}

QString ScriptedServer::baseUrl() const
{
    return QStringLiteral("http://127.0.0.1:%1/v1").arg(d->http.port());
}

void ScriptedServer::setModels(const QStringList &ids)
{
    const std::scoped_lock lock(d->mutex);
    d->models = ids;
}

void ScriptedServer::requireKey(const QString &key)
{
    const std::scoped_lock lock(d->mutex);
    d->key = key.toUtf8();
}

QList<ScriptedRequest> ScriptedServer::requests() const
{
    const std::scoped_lock lock(d->mutex);
    return d->requests;
}

int ScriptedServer::requestCount() const
{
    return int(requests().size());
}

QStringList ScriptedServer::unexpected() const
{
    const std::scoped_lock lock(d->mutex);
    return d->unexpected;
}

QStringList ScriptedServer::unserved() const
{
    const std::scoped_lock lock(d->mutex);
    QStringList left;
    for (const Lane::State &lane : d->lanes) {
        if (!lane.queue.empty())
            left.append(QStringLiteral("%1: %2")
                            .arg(lane.name.isEmpty() ? lane.matcher.words() : lane.name)
                            .arg(lane.queue.size()));
    }
    return left;
}

int ScriptedServer::abandoned() const
{
    return d->abandoned;
}

} // namespace hsf::test
