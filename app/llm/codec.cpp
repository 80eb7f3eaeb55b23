// SPDX-License-Identifier: MIT
//
// Which format an endpoint speaks, and what is particular to well-known hosts.
#include "llm/address.h"
#include "llm/anthropic.h"
#include "llm/openaichat.h"

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

/// OpenRouter passes a mark for the cache on to the models that want one.
bool wantsCacheMarks(const Endpoint &endpoint)
{
    return hostOf(endpoint) == u"openrouter.ai" && endpoint.model.startsWith(u"anthropic/");
}

} // namespace

QString completionPath(WireFormat format)
{
    return format == WireFormat::AnthropicMessages ? u"/messages"_s : u"/chat/completions"_s;
}

QByteArray completionBody(const Request &request, const Endpoint &endpoint)
{
    if (endpoint.format == WireFormat::AnthropicMessages) {
        return anthropicBody(request,
                             {.model = endpoint.model,
                              .host = hostOf(endpoint),
                              .maxOutputTokens = endpoint.maxOutputTokens,
                              .thinkingTokens = endpoint.thinkingTokens});
    }
    Request limited = request;
    if (limited.maxOutputTokens == 0)
        limited.maxOutputTokens = endpoint.maxOutputTokens;
    return requestBody(limited, endpoint.model, limitNameOf(endpoint), wantsCacheMarks(endpoint));
}

std::unique_ptr<StreamDecoder> decoderFor(const Endpoint &endpoint)
{
    if (endpoint.format == WireFormat::AnthropicMessages)
        return std::make_unique<AnthropicDecoder>(hostOf(endpoint));
    return std::make_unique<ReplyDecoder>();
}

} // namespace hsf::llm
