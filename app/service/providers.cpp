// SPDX-License-Identifier: MIT
#include "service/providers.h"

#include <QCoreApplication>
#include <QUrl>
#include <QUuid>

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
        if (model.baseUrl.isEmpty() || providerAt(settings, model.baseUrl, model.account))
            continue;
        const llm::Preset &preset = llm::presetAt(model.baseUrl);
        settings.providers.append({.name = freeName(settings, nameOf(model.baseUrl)),
                                   .preset = preset.baseUrl.isEmpty() ? QString() : preset.id,
                                   .baseUrl = model.baseUrl,
                                   .format = model.format,
                                   .account = model.account});
    }
    return settings;
}

const ProviderSettings *providerAt(const Settings &settings, const QString &baseUrl, const QString &account)
{
    return providerIn(settings, placeOf(baseUrl, account));
}

const ProviderSettings *firstProviderAt(const Settings &settings, const QString &baseUrl)
{
    const auto found = std::ranges::find(settings.providers, baseUrl, &ProviderSettings::baseUrl);
    return found == settings.providers.end() ? nullptr : &*found;
}

// No address has a space (addressProblem), so no place is another one's as well.
QString placeOf(const QString &baseUrl, const QString &account)
{
    return account.isEmpty() ? baseUrl : baseUrl + u' ' + account;
}

const ProviderSettings *providerIn(const Settings &settings, const QString &place)
{
    for (const ProviderSettings &provider : settings.providers)
        if (placeOf(provider) == place)
            return &provider;
    return nullptr;
}

QString placeFor(const Settings &settings, const QString &baseUrl)
{
    if (settings.model.baseUrl == baseUrl)
        return placeOf(settings.model);
    const ProviderSettings *first = firstProviderAt(settings, baseUrl);
    return first ? placeOf(*first) : baseUrl;
}

QString freshAccount(const Settings &settings, const QString &baseUrl)
{
    return firstProviderAt(settings, baseUrl) ? QUuid::createUuid().toString(QUuid::Id128).left(12) : QString();
}

QString freeName(const Settings &settings, const QString &name)
{
    QString free = name;
    for (int number = 2; std::ranges::contains(settings.providers, free, &ProviderSettings::name); ++number)
        free = u"%1 (%2)"_s.arg(name).arg(number);
    return free;
}

ProviderSettings newProvider(const llm::Preset &preset)
{
    return {.name = preset.name, .preset = preset.id, .baseUrl = preset.baseUrl, .format = preset.format};
}

void putProvider(Settings &settings, const QString &before, const ProviderSettings &provider)
{
    for (ModelSettings *model : {&settings.model, &settings.auxiliary}) {
        if (before.isEmpty() || placeOf(*model) != before)
            continue;
        model->baseUrl = provider.baseUrl;
        model->account = provider.account;
        model->format = provider.format;
    }
    const auto found = std::ranges::find_if(settings.providers, [&](const ProviderSettings &one) { return placeOf(one) == before; });
    if (before.isEmpty() || found == settings.providers.end())
        settings.providers.append(provider);
    else
        *found = provider;
}

void removeProvider(Settings &settings, const QString &place)
{
    settings.providers.removeIf([&](const ProviderSettings &provider) { return placeOf(provider) == place; });
    for (ModelSettings *model : {&settings.model, &settings.auxiliary})
        if (placeOf(*model) == place)
            *model = {};
}

ModelFacts factsOf(const ProviderSettings &provider, const llm::ModelInfo &model)
{
    return llm::firstKnown({provider.edited.value(model.id), model.facts, llm::knownFacts(model.id)});
}

ModelSettings modelOf(const ProviderSettings &provider, const llm::ModelInfo &model)
{
    const ModelFacts facts = factsOf(provider, model);
    ModelSettings chosen{.baseUrl = provider.baseUrl, .model = model.id, .format = provider.format, .price = facts.price, .account = provider.account};
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
