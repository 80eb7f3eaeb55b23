// SPDX-License-Identifier: MIT
#include "cli/modelchoice.h"
#include "cli/words_p.h"
#include "llm/keys.h"
#include "llm/presets.h"

#include <QEventLoop>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {

WireFormat formatAt(const QString &baseUrl, const ModelWishes &wishes)
{
    if (!wishes.format.isEmpty())
        return wishes.format == u"anthropic" ? WireFormat::AnthropicMessages : WireFormat::OpenAiChat;
    if (baseUrl == wishes.settings.baseUrl)
        return wishes.settings.format;
    for (const ProviderSettings &provider : wishes.providers)
        if (provider.baseUrl == baseUrl)
            return provider.format;
    return baseUrl == wishes.anthropic.url ? WireFormat::AnthropicMessages : llm::presetAt(baseUrl).format;
}

/// What the settings say of the model, where it is theirs; else what is known of its name.
void describe(llm::Endpoint &endpoint, const ModelSettings &settings)
{
    const bool same = endpoint.baseUrl == settings.baseUrl && endpoint.model == settings.model;
    endpoint.thinkingTokens = same ? settings.thinkingTokens : 0;
    endpoint.maxOutputTokens = same ? settings.maxOutputTokens : 0;
    if (!same && endpoint.format == WireFormat::AnthropicMessages)
        endpoint.maxOutputTokens = llm::knownFacts(endpoint.model).maxOutputTokens;
}

} // namespace

Result<llm::Endpoint> chosenModel(const ModelWishes &wishes)
{
    if (!wishes.format.isEmpty() && wishes.format != u"openai" && wishes.format != u"anthropic")
        return fail(Error::Kind::Malformed, Words::tr("--format is openai or anthropic, and not \"%1\".").arg(wishes.format));
    llm::Endpoint endpoint;
    const bool anthropicFirst = wishes.format == u"anthropic" || wishes.environmentUrl.isEmpty();
    const QString environmentUrl = anthropicFirst && !wishes.anthropic.url.isEmpty() ? wishes.anthropic.url : wishes.environmentUrl;
    // A model's name belongs to the address it was set with; one from the environment is taken where nothing nearer is known.
    QString model;
    if (!wishes.baseUrl.isEmpty()) {
        endpoint.baseUrl = wishes.baseUrl;
        model = wishes.baseUrl == wishes.settings.baseUrl ? wishes.settings.model : QString();
    } else if (!wishes.settings.baseUrl.isEmpty()) {
        endpoint.baseUrl = wishes.settings.baseUrl;
        model = wishes.settings.model;
    } else {
        endpoint.baseUrl = environmentUrl;
        if (environmentUrl.isEmpty() && wishes.format == u"anthropic")
            endpoint.baseUrl = llm::presetOf(u"anthropic"_s).baseUrl;
    }
    endpoint.format = formatAt(endpoint.baseUrl, wishes);
    const bool anthropic = endpoint.format == WireFormat::AnthropicMessages;
    endpoint.apiKey = anthropic ? wishes.anthropic.key : wishes.environmentKey;
    const QString environmentModel = anthropic ? wishes.anthropic.model : wishes.environmentModel;
    endpoint.model = !wishes.model.isEmpty() ? wishes.model : !model.isEmpty() ? model : environmentModel;
    if (endpoint.baseUrl.isEmpty())
        return fail(Error::Kind::Malformed, Words::tr("No model is set: give --base-url and --model, choose one in the window's settings, "
                                                      "or set OPENAI_BASE_URL and OPENAI_MODEL."));
    if (endpoint.model.isEmpty())
        return fail(Error::Kind::Malformed, Words::tr("No model's name is known for %1: give --model, or set OPENAI_MODEL.").arg(endpoint.baseUrl));
    describe(endpoint, wishes.settings);
    return endpoint;
}

QString keychainKey(const QString &place)
{
    constexpr int patienceMs = 5'000;
    llm::Keys keys;
    QEventLoop loop;
    QObject::connect(&keys, &llm::Keys::loaded, &loop, &QEventLoop::quit);
    QObject::connect(&keys, &llm::Keys::failed, &loop, &QEventLoop::quit);
    QTimer::singleShot(0, &loop, [&] { keys.load(place); });
    QTimer::singleShot(patienceMs, &loop, &QEventLoop::quit);
    loop.exec();
    return keys.known(place);
}

} // namespace hsf::cli
