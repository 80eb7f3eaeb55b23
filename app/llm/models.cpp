// SPDX-License-Identifier: MIT
//
// Which models an address offers, whether one answers, and which servers run on this computer.
#include "llm/address.h"
#include "llm/discovery.h"
#include "llm/refusal.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

constexpr qsizetype mostOfList = 16 * 1024 * 1024;
constexpr Timeouts listTimeouts{.connect = 15'000, .firstByte = 30'000, .idle = 15'000, .total = 60'000};
constexpr Timeouts testTimeouts{.connect = 15'000, .firstByte = 180'000, .idle = 60'000, .total = 300'000};

struct Listing {
    Outcome outcome;
    QByteArray body;
};

Listing fetched(const QNetworkRequest &request, const Timeouts &timeouts, const std::stop_token &stop,
                const ProxyWay &proxy = {})
{
    Listing listing;
    const BodyReader keep = [&listing](const QByteArray &bytes) -> Result<Heard> {
        listing.body += bytes;
        if (listing.body.size() > mostOfList)
            return fail(Error::Kind::Malformed,
                        QCoreApplication::translate("hsf::llm", "the list of models is too long"));
        return Heard::Payload;
    };
    listing.outcome = exchange(request, std::nullopt, timeouts, keep, stop, proxy);
    return listing;
}

int contextOf(const QJsonObject &model)
{
    for (const QString &key : {u"context_length"_s, u"max_model_len"_s, u"loaded_context_length"_s,
                               u"max_context_length"_s, u"context_window"_s, u"max_input_tokens"_s}) {
        if (const int tokens = model.value(key).toInt(); tokens > 0)
            return tokens;
    }
    return std::max(0, model.value(u"meta"_s).toObject().value(u"n_ctx"_s).toInt());
}

/// OpenRouter's dollars a token, as text or number, as dollars a million; below 0: not said, or "it depends" (-1).
double dollars(const QJsonObject &pricing, const QString &key)
{
    bool isNumber = false;
    const QJsonValue value = pricing.value(key);
    const double each = value.isString() ? value.toString().toDouble(&isNumber) : value.toDouble(-1);
    return (value.isDouble() || isNumber) && each >= 0 ? each * 1e6 : -1;
}

ModelInfo infoOf(const QJsonObject &model)
{
    const QJsonObject pricing = model.value(u"pricing"_s).toObject();
    const QJsonArray inputs = model.value(u"architecture"_s).toObject().value(u"input_modalities"_s).toArray();
    const QString id = model.value(u"id"_s).toString(model.value(u"name"_s).toString());
    const QString name = model.value(u"display_name"_s).toString(model.value(u"name"_s).toString());
    int most = model.value(u"top_provider"_s).toObject().value(u"max_completion_tokens"_s).toInt();
    if (most == 0)
        most = model.value(u"max_completion_tokens"_s).toInt();
    ModelInfo info{.id = id, .name = name == id ? QString() : name};
    info.images = inputs.contains(u"image"_s) || model.value(u"capabilities"_s).toObject().value(u"vision"_s).toBool();
    info.facts = {.contextTokens = contextOf(model),
                  .maxOutputTokens = std::max(0, most),
                  .price = {.input = dollars(pricing, u"prompt"_s),
                            .output = dollars(pricing, u"completion"_s),
                            .cachedInput = dollars(pricing, u"input_cache_read"_s),
                            .cacheWrite = dollars(pricing, u"input_cache_write"_s)}};
    return info;
}

QString serverName(const QString &guess, const Listing &listing)
{
    const QByteArray header = listing.outcome.headers.value("server").toLower();
    if (header.startsWith("llama.cpp"))
        return u"llama.cpp"_s;
    const QJsonArray data = QJsonDocument::fromJson(listing.body).object().value(u"data"_s).toArray();
    const QString owner = data.isEmpty() ? QString() : data.first().toObject().value(u"owned_by"_s).toString();
    if (owner == u"llamacpp")
        return u"llama.cpp"_s;
    return owner == u"vllm" ? u"vLLM"_s : guess;
}

std::optional<FoundServer> probed(const Candidate &candidate, int milliseconds, const std::stop_token &stop)
{
    const Endpoint endpoint{.baseUrl = u"http://127.0.0.1:%1/v1"_s.arg(candidate.port)};
    const Result<QNetworkRequest> request = requestTo(endpoint, u"/models"_s);
    const Timeouts quick{.connect = milliseconds, .firstByte = milliseconds, .idle = milliseconds, .total = milliseconds};
    const Listing listing = fetched(*request, quick, stop);
    FoundServer server{.name = serverName(candidate.name, listing), .baseUrl = endpoint.baseUrl};
    if (listing.outcome.ended == Ended::Refused && listing.outcome.status == 401) {
        // These ports are everybody's: only an error in JSON is believed.
        server.needsKey = QJsonDocument::fromJson(listing.outcome.body).isObject();
        return server.needsKey ? std::optional(server) : std::nullopt;
    }
    if (listing.outcome.ended != Ended::Closed || listing.outcome.status != 200)
        return std::nullopt;
    const Result<QList<ModelInfo>> models = modelsIn(listing.body);
    if (!models)
        return std::nullopt;
    server.models = *models;
    return server;
}

} // namespace

Result<QList<ModelInfo>> modelsIn(const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body.trimmed()).object();
    const QJsonValue list = json.contains(u"data"_s) ? json.value(u"data"_s) : json.value(u"models"_s);
    if (!list.isArray())
        return fail(Error::Kind::Malformed,
                    QCoreApplication::translate("hsf::llm", "the answer is not a list of models"));
    QList<ModelInfo> models;
    for (const QJsonValue &value : list.toArray()) {
        const ModelInfo info = infoOf(value.toObject());
        if (!info.id.isEmpty())
            models.append(info);
    }
    return models;
}

Result<QList<ModelInfo>> listModels(const Endpoint &endpoint, std::stop_token stop)
{
    const Result<QNetworkRequest> request = requestTo(endpoint, u"/models"_s);
    if (!request)
        return std::unexpected(request.error());
    QNetworkRequest whole = *request;
    if (endpoint.format == WireFormat::AnthropicMessages) { // gives twenty at a time, unless asked
        QUrl url = whole.url();
        QUrlQuery query(url);
        query.addQueryItem(u"limit"_s, u"1000"_s);
        url.setQuery(query);
        whole.setUrl(url);
    }
    const Listing listing
        = fetched(whole, listTimeouts, stop, {.settings = endpoint.proxy, .password = endpoint.proxyPassword});
    const Outcome &outcome = listing.outcome;
    if (outcome.ended == Ended::Refused && outcome.status == 404)
        return QList<ModelInfo>{};
    if (outcome.ended == Ended::Refused) {
        const Refusal refusal{.status = outcome.status, .headers = outcome.headers, .body = outcome.body};
        const bool keyGiven = !endpoint.apiKey.trimmed().isEmpty();
        return std::unexpected(
            withoutKey(refusalError(refusal, shownPlace(endpoint), endpoint.model, keyGiven), endpoint));
    }
    if (outcome.ended == Ended::Unreadable)
        return withContext(outcome.error, shownPlace(endpoint));
    if (outcome.ended != Ended::Closed)
        return std::unexpected(withoutKey(transportError(outcome, endpoint, listTimeouts), endpoint));
    const Result<QList<ModelInfo>> models = modelsIn(listing.body);
    if (!models)
        return withContext(models.error(), shownPlace(endpoint));
    return models;
}

Result<QString> testEndpoint(const Endpoint &endpoint, std::stop_token stop)
{
    if (endpoint.model.isEmpty())
        return fail(Error::Kind::Refused, QCoreApplication::translate("hsf::llm", "Choose a model first."));
    HttpClient client(endpoint, testTimeouts);
    const Request request{.messages = {chat::Message::user(u"Reply with one word: ready"_s)},
                          .purpose = Purpose::Test,
                          .maxOutputTokens = 32};
    const Result<Reply> reply = client.complete(request, {}, stop);
    if (!reply)
        return std::unexpected(reply.error());
    const QString name = reply->model.isEmpty() ? endpoint.model : reply->model;
    const QString words = excerpt(reply->message.text, 60);
    // A model that thinks may have used all of the few tokens for it.
    return words.isEmpty() ? QCoreApplication::translate("hsf::llm", "%1 answers.").arg(name)
                           : QCoreApplication::translate("hsf::llm", "%1 answers: \"%2\"").arg(name, words);
}

QList<FoundServer> discovered(const QList<Candidate> &candidates, const std::stop_token &stop, int milliseconds)
{
    std::vector<std::optional<FoundServer>> found(size_t(candidates.size()));
    {
        std::vector<std::jthread> probes;
        for (qsizetype i = 0; i < candidates.size(); ++i)
            probes.emplace_back([&, i] { found[size_t(i)] = probed(candidates[i], milliseconds, stop); });
    }
    QList<FoundServer> servers;
    for (const std::optional<FoundServer> &server : found) {
        if (server)
            servers.append(*server);
    }
    return servers;
}

QList<FoundServer> discoverLocal(std::stop_token stop)
{
    return discovered({{.port = 11434, .name = u"Ollama"_s},
                       {.port = 1234, .name = u"LM Studio"_s},
                       {.port = 8080, .name = QCoreApplication::translate("hsf::llm", "A server at port 8080")},
                       {.port = 8000, .name = QCoreApplication::translate("hsf::llm", "A server at port 8000")}},
                      stop);
}

} // namespace hsf::llm
