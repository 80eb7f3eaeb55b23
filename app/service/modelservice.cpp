// SPDX-License-Identifier: MIT
#include "service/modelservice.h"

#include <QUrl>

namespace hsf::service {

ModelService::ModelService(Workbench &bench, SettingsService &settings, QObject *parent)
    : QObject(parent), m_bench(bench), m_settings(settings), m_keys(std::make_unique<llm::Keys>())
{
    connect(&settings, &SettingsService::changed, this, [this, before = settings.settings()](const Settings &now) mutable {
        if (before.model == now.model && before.auxiliary == now.auxiliary)
            return;
        before = now;
        loadKeys();
        Q_EMIT changed();
    });
    connect(m_keys.get(), &llm::Keys::loaded, this, [this](const QString &, bool found) {
        if (found)
            Q_EMIT changed();
    });
    connect(m_keys.get(), &llm::Keys::stored, this, [this](const QString &baseUrl, llm::Keys::Place place) {
        Q_EMIT keyStored(baseUrl, place);
        Q_EMIT changed();
    });
    connect(m_keys.get(), &llm::Keys::failed, this,
            [this](const QString &, const Error &error) { Q_EMIT failed(error.message); });
    loadKeys();
}

ModelService::~ModelService() { m_testing.request_stop(); }

void ModelService::loadKeys()
{
    for (const ModelSettings &model : {m_settings.settings().model, m_settings.settings().auxiliary})
        if (model.isSet() && m_keys->known(model.baseUrl).isEmpty())
            m_keys->load(model.baseUrl);
}

std::shared_ptr<llm::ModelClient> ModelService::clientFor(const ModelSettings &model) const
{
    if (!model.isSet())
        return nullptr;
    return std::make_shared<llm::HttpClient>(llm::Endpoint{model.baseUrl, model.model, m_keys->known(model.baseUrl)});
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
    return model.isSet() ? QUrl(model.baseUrl).host() + QLatin1Char('/') + model.model : QString();
}

void ModelService::useReplay(std::shared_ptr<llm::ReplayClient> replay)
{
    m_replay = std::move(replay);
    Q_EMIT changed();
}

void ModelService::setKey(const QString &baseUrl, const QString &key, llm::Keys::Place place)
{
    m_keys->store(baseUrl, key, place);
}

bool ModelService::hasKey(const QString &baseUrl) const { return !m_keys->known(baseUrl).isEmpty(); }

bool ModelService::keychainAvailable() const { return m_keys->keychainAvailable(); }

void ModelService::test(const QString &baseUrl, const QString &model, const QString &key)
{
    cancelTest();
    m_testing = std::stop_source();
    const llm::Endpoint endpoint{baseUrl, model, key.isEmpty() ? m_keys->known(baseUrl) : key};
    QtConcurrent::run(&m_bench.background(), [endpoint, stop = m_testing.get_token()] {
        return llm::testEndpoint(endpoint, stop);
    }).then(this, [this](const Result<QString> &answer) {
        if (answer)
            Q_EMIT tested(true, *answer);
        else if (answer.error().kind != Error::Kind::Cancelled)
            Q_EMIT tested(false, answer.error().message);
    });
}

void ModelService::cancelTest() { m_testing.request_stop(); }

void ModelService::listModels(const QString &baseUrl, const QString &key)
{
    const llm::Endpoint endpoint{baseUrl, {}, key.isEmpty() ? m_keys->known(baseUrl) : key};
    QtConcurrent::run(&m_bench.background(), [endpoint, stop = m_bench.stopToken()] {
        return llm::listModels(endpoint, stop);
    }).then(this, [this, baseUrl](const Result<QList<llm::ModelInfo>> &models) {
        QStringList names;
        for (const llm::ModelInfo &model : models.value_or(QList<llm::ModelInfo>()))
            names.append(model.id);
        Q_EMIT modelsListed(baseUrl, names, models ? QString() : models.error().message);
    });
}

void ModelService::discover()
{
    QtConcurrent::run(&m_bench.background(), [stop = m_bench.stopToken()] {
        return llm::discoverLocal(stop);
    }).then(this, [this](const QList<llm::FoundServer> &servers) { Q_EMIT discovered(servers); });
}

} // namespace hsf::service
