// SPDX-License-Identifier: MIT
#include "service/providers.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hsf::service {

namespace {

QString nameOf(const QString &baseUrl)
{
    const llm::Preset &preset = llm::presetAt(baseUrl);
    return preset.baseUrl.isEmpty() ? QUrl(baseUrl).host() : preset.name;
}

} // namespace

Settings withProvidersOfModels(Settings settings)
{
    for (const ModelSettings &model : {settings.model, settings.auxiliary}) {
        if (model.baseUrl.isEmpty() || providerAt(settings, model.baseUrl))
            continue;
        const llm::Preset &preset = llm::presetAt(model.baseUrl);
        settings.providers.append({.name = nameOf(model.baseUrl),
                                   .preset = preset.baseUrl.isEmpty() ? QString() : preset.id,
                                   .baseUrl = model.baseUrl,
                                   .format = model.format});
    }
    return settings;
}

const ProviderSettings *providerAt(const Settings &settings, const QString &baseUrl)
{
    const auto found = std::ranges::find(settings.providers, baseUrl, &ProviderSettings::baseUrl);
    return found == settings.providers.end() ? nullptr : &*found;
}

ProviderSettings newProvider(const llm::Preset &preset)
{
    return {.name = preset.name, .preset = preset.id, .baseUrl = preset.baseUrl, .format = preset.format};
}

void putProvider(Settings &settings, const QString &before, const ProviderSettings &provider)
{
    for (ModelSettings *model : {&settings.model, &settings.auxiliary}) {
        if (before.isEmpty() || model->baseUrl != before)
            continue;
        model->baseUrl = provider.baseUrl;
        model->format = provider.format;
    }
    const auto found = std::ranges::find(settings.providers, before, &ProviderSettings::baseUrl);
    if (before.isEmpty() || found == settings.providers.end())
        settings.providers.append(provider);
    else
        *found = provider;
}

void removeProvider(Settings &settings, const QString &baseUrl)
{
    settings.providers.removeIf([&](const ProviderSettings &provider) { return provider.baseUrl == baseUrl; });
    for (ModelSettings *model : {&settings.model, &settings.auxiliary})
        if (model->baseUrl == baseUrl)
            *model = {};
}

ModelFacts factsOf(const ProviderSettings &provider, const llm::ModelInfo &model)
{
    return llm::firstKnown({provider.edited.value(model.id), model.facts, llm::knownFacts(model.id)});
}

ModelSettings modelOf(const ProviderSettings &provider, const llm::ModelInfo &model)
{
    const ModelFacts facts = factsOf(provider, model);
    ModelSettings chosen{.baseUrl = provider.baseUrl, .model = model.id, .format = provider.format, .price = facts.price};
    if (facts.contextTokens > 0)
        chosen.contextTokens = std::max(1'000, facts.contextTokens);
    // Only where the format demands a number: elsewhere the provider's own limit is the better one.
    if (provider.format == WireFormat::AnthropicMessages)
        chosen.maxOutputTokens = facts.maxOutputTokens;
    return chosen;
}

QString addressProblem(const QString &baseUrl)
{
    const QUrl url(baseUrl, QUrl::StrictMode);
    const bool usable = url.isValid() && !url.host().isEmpty() && (url.scheme() == u"http" || url.scheme() == u"https");
    if (usable && url.userInfo().isEmpty())
        return {};
    return usable ? QCoreApplication::translate("hsf::service", "Leave name and password out of the address; the key has a field of its own.")
                  : QCoreApplication::translate("hsf::service", "The address must start with http:// or https:// and name a server, such as "
                                                                "http://127.0.0.1:11434/v1.");
}

QString proxyKeyName(const ProxySettings &proxy)
{
    return u"proxy://%1@%2:%3"_s.arg(proxy.user, proxy.host).arg(proxy.port);
}

} // namespace hsf::service
