// SPDX-License-Identifier: MIT
//
// Which model answers: endpoint from the settings, key from the keychain or for this run, or a replay. Tests and finds endpoints.
#pragma once
#include "llm/httpclient.h"
#include "llm/keys.h"
#include "llm/replay.h"
#include "service/settingsservice.h"

namespace hsf::service {

class ModelService : public QObject
{
    Q_OBJECT
public:
    ModelService(Workbench &bench, SettingsService &settings, QObject *parent = nullptr);
    ~ModelService() override;

    /// nullptr when none is set. Cheap; the client may be used from any thread.
    std::shared_ptr<llm::ModelClient> mainClient() const;
    std::shared_ptr<llm::ModelClient> auxiliaryClient() const;   ///< nullptr when none is set
    bool isReady() const { return mainClient() != nullptr; }
    QString displayName() const;      ///< "127.0.0.1/qwen3", "replay", or empty
    /// All chats speak recorded words from now on.
    void useReplay(std::shared_ptr<llm::ReplayClient> replay);
    std::shared_ptr<llm::ReplayClient> replay() const { return m_replay; }

    void setKey(const QString &baseUrl, const QString &key, llm::Keys::Place place);
    bool hasKey(const QString &baseUrl) const;
    bool keychainAvailable() const;
    void test(const QString &baseUrl, const QString &model, const QString &key);   ///< `tested` follows
    void cancelTest();
    void listModels(const QString &baseUrl, const QString &key);                   ///< `modelsListed` follows
    void discover();                                                               ///< `discovered` follows

Q_SIGNALS:
    void changed();
    void tested(bool works, const QString &sentence);
    void modelsListed(const QString &baseUrl, const QStringList &models, const QString &problem);
    void discovered(const QList<hsf::llm::FoundServer> &servers);
    void keyStored(const QString &baseUrl, hsf::llm::Keys::Place place);
    void failed(const QString &sentence);

private:
    void loadKeys();
    std::shared_ptr<llm::ModelClient> clientFor(const ModelSettings &model) const;
    Workbench &m_bench;
    SettingsService &m_settings;
    std::unique_ptr<llm::Keys> m_keys;
    std::shared_ptr<llm::ReplayClient> m_replay;
    std::stop_source m_testing;
};

} // namespace hsf::service
