// SPDX-License-Identifier: MIT
#include "service/modelservice.h"

#include "base/pending.h"

#include <QUrl>

namespace hsf::service {

ModelService::ModelService(Workbench &bench, SettingsService &settings, QObject *parent)
    : QObject(parent), m_bench(bench), m_settings(settings), m_keys(std::make_unique<llm::Keys>())
{
    connect(&settings, &SettingsService::changed, this, [this, before = settings.settings()](const Settings &now) mutable {
        if (before.model == now.model && before.auxiliary == now.auxiliary && before.proxy == now.proxy)
            return;
        before = now;
        loadKeys();
        Q_EMIT changed();
    });
    connect(m_keys.get(), &llm::Keys::loaded, this, [this](const QString &place, bool found) {
        Q_EMIT keyLoaded(place, found);
        if (found)
            Q_EMIT changed();
    });
    connect(m_keys.get(), &llm::Keys::stored, this, [this](const QString &place, llm::Keys::Place where) {
        Q_EMIT keyStored(place, where);
        Q_EMIT changed();
    });
    connect(m_keys.get(), &llm::Keys::failed, this,
            [this](const QString &, const Error &error) { Q_EMIT failed(error.message); });
    loadKeys();
}

ModelService::~ModelService() { m_testing.request_stop(); }

void ModelService::loadKeys()
{
    const Settings &settings = m_settings.settings();
    for (const ModelSettings &model : {settings.model, settings.auxiliary})
        if (model.isSet() && m_keys->known(placeOf(model)).isEmpty())
            m_keys->load(placeOf(model));
    if (!settings.proxy.user.isEmpty())
        loadKey(proxyKeyName(settings.proxy));
}

llm::Endpoint ModelService::endpointOf(const ModelSettings &model, const QString &key) const
{
    const ProxySettings &proxy = m_settings.settings().proxy;
    return {.baseUrl = model.baseUrl,
            .model = model.model,
            .apiKey = key.isEmpty() ? m_keys->known(placeOf(model)) : key,
            .format = model.format,
            .maxOutputTokens = model.maxOutputTokens,
            .thinkingTokens = model.thinkingTokens,
            .proxy = proxy,
            .proxyPassword = m_keys->known(proxyKeyName(proxy))};
}

std::shared_ptr<llm::ModelClient> ModelService::clientFor(const ModelSettings &model) const
{
    return model.isSet() ? std::make_shared<llm::HttpClient>(endpointOf(model, {})) : nullptr;
}

std::shared_ptr<llm::ModelClient> ModelService::mainClient() const
{
    if (m_replay)
        return m_replay;
    return clientFor(m_settings.settings().model);
}

std::shared_ptr<llm::ModelClient> ModelService::auxiliaryClient() const
{
    // A recording has no words for a second model.
    return m_replay ? nullptr : clientFor(m_settings.settings().auxiliary);
}

QString ModelService::displayName() const
{
    if (m_replay)
        return tr("recorded words");
    const ModelSettings &model = m_settings.settings().model;
    if (!model.isSet())
        return {};
    const auto &all = m_settings.settings().providers;
    const bool shared = std::ranges::count(all, model.baseUrl, &ProviderSettings::baseUrl) > 1;
    const ProviderSettings *own = shared ? providerAt(m_settings.settings(), model.baseUrl, model.account) : nullptr;
    return (own ? own->name : QUrl(model.baseUrl).host()) + QLatin1Char('/') + model.model;
}

void ModelService::useReplay(std::shared_ptr<llm::ReplayClient> replay)
{
    m_replay = std::move(replay);
    Q_EMIT changed();
}

void ModelService::setKey(const QString &place, const QString &key, llm::Keys::Place where) { m_keys->store(place, key, where); }

bool ModelService::hasKey(const QString &place) const { return !m_keys->known(place).isEmpty(); }

void ModelService::loadKey(const QString &place)
{
    if (!hasKey(place))
        m_keys->load(place);
}

bool ModelService::keychainAvailable() const { return m_keys->keychainAvailable(); }

void ModelService::test(const ModelSettings &model, const QString &key)
{
    cancelTest();
    m_testing = std::stop_source();
    const llm::Endpoint endpoint = endpointOf(model, key);
    inBackground(&m_bench.background(), [endpoint, stop = m_testing.get_token()] {
        return llm::testEndpoint(endpoint, stop);
    }).then(this, [this](const Result<QString> &answer) {
        if (answer)
            Q_EMIT tested(true, *answer);
        else if (answer.error().kind != Error::Kind::Cancelled)
            Q_EMIT tested(false, answer.error().message);
    });
}

void ModelService::cancelTest() { m_testing.request_stop(); }

void ModelService::listModels(const ProviderSettings &provider, const QString &key)
{
    const llm::Endpoint endpoint = endpointOf({.baseUrl = provider.baseUrl, .format = provider.format, .account = provider.account}, key);
    inBackground(&m_bench.background(), [endpoint, stop = m_bench.stopToken()] {
        return llm::listModels(endpoint, stop);
    }).then(this, [this, place = placeOf(provider)](const Result<QList<llm::ModelInfo>> &models) {
        Q_EMIT modelsListed(place, models.value_or(QList<llm::ModelInfo>()), models ? QString() : models.error().message);
    });
}

void ModelService::discover()
{
    inBackground(&m_bench.background(), [stop = m_bench.stopToken()] {
        return llm::discoverLocal(stop);
    }).then(this, [this](const QList<llm::FoundServer> &servers) { Q_EMIT discovered(servers); });
}

} // namespace hsf::service
