// SPDX-License-Identifier: MIT
//
// ModelClient over HTTP, streaming, in the format of its endpoint (streamdecoder.h). A POST is never sent twice by the
// network stack, a cut stream is never a success, a redirect never carries a key to another origin. The event loop that
// QtNetwork needs is in here.
#pragma once
#include "base/settings.h"
#include "llm/modelclient.h"

#include <QUrl>

namespace hsf::llm {

struct Endpoint {
    QString baseUrl; ///< "/chat/completions" or "/messages" is appended to it as it stands
    QString model;
    QString apiKey; ///< may be empty
    WireFormat format = WireFormat::OpenAiChat;
    int maxOutputTokens = 0; ///< of one answer; 0: the provider's
    int thinkingTokens = 0; ///< asked for, where the format asks in tokens
    ProxySettings proxy; ///< never used for this computer
    QString proxyPassword;
    bool operator==(const Endpoint &) const = default;
};

/// Clocks in milliseconds.
struct Timeouts {
    int connect = 15'000;
    int firstByte = 600'000; ///< to the first part of an answer; comments do not count
    int idle = 180'000; ///< without a byte in the middle of an answer
    int keptAlive = 600'000; ///< without a part of an answer, however many comments come
    int total = 1'800'000;
    bool operator==(const Timeouts &) const = default;
};

class HttpClient final : public ModelClient
{
public:
    explicit HttpClient(const Endpoint &endpoint, const Timeouts &timeouts = {});
    ~HttpClient() override;
    Result<Reply> complete(const Request &request, const StreamSink &sink, std::stop_token stop) override;
    QString modelName() const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

struct ModelInfo {
    QString id;
    QString name = {}; ///< for people; empty: not said
    ModelFacts facts = {}; ///< as the provider tells them
    bool images = false; ///< the provider says that it takes pictures
    bool operator==(const ModelInfo &) const = default;
};
/// GET {base}/models. Blocks; a 404 is an empty list (the person types a name). 401 says that a key is needed.
Result<QList<ModelInfo>> listModels(const Endpoint &endpoint, std::stop_token stop = {});

/// What *Test* does: one tiny completion; the sentence says what answered, or what to do. Blocks.
Result<QString> testEndpoint(const Endpoint &endpoint, std::stop_token stop = {});

struct FoundServer {
    QString name; ///< "Ollama"
    QString baseUrl; ///< "http://127.0.0.1:11434/v1"
    QList<ModelInfo> models;
    bool needsKey = false;
};
/// Probes loopback only, GET only, never with a key, about 500 ms in parallel: 11434, 1234, 8080, 8000. Blocks.
QList<FoundServer> discoverLocal(std::stop_token stop = {});

} // namespace hsf::llm
