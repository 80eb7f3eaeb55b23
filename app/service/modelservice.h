// SPDX-License-Identifier: MIT
//
// Which model answers: endpoint from the settings, key from the keychain or for this run, or a replay. Tests endpoints, lists what
// they offer, and finds those on this computer.
#pragma once
#include "llm/keys.h"
#include "llm/replay.h"
#include "service/providers.h"
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
    /// For reviews, the curator, titles; nullptr when none is set.
    std::shared_ptr<llm::ModelClient> auxiliaryClient() const;
    bool isReady() const { return mainClient() != nullptr; }
    QString displayName() const;      ///< "127.0.0.1/qwen3", "Work/gpt-5" where accounts share an address, "replay", or empty
    /// All chats speak recorded words from now on.
    void useReplay(std::shared_ptr<llm::ReplayClient> replay);
    std::shared_ptr<llm::ReplayClient> replay() const { return m_replay; }

    /// `place` of a key: placeOf() a provider, or proxyKeyName().
    void setKey(const QString &place, const QString &key, llm::Keys::Place where);
    bool hasKey(const QString &place) const;
    void loadKey(const QString &place);                               ///< keyLoaded follows
    bool keychainAvailable() const;
    void test(const ModelSettings &model, const QString &key);        ///< `tested` follows
    void cancelTest();
    /// The models that are offered to an account; an empty `key`: the one that is known.
    void listModels(const ProviderSettings &provider, const QString &key);   ///< `modelsListed` follows
    void discover();                                                  ///< `discovered` follows

Q_SIGNALS:
    void changed();
    void tested(bool works, const QString &sentence);
    void modelsListed(const QString &place, const QList<hsf::llm::ModelInfo> &models, const QString &problem);
    void discovered(const QList<hsf::llm::FoundServer> &servers);
    void keyStored(const QString &place, hsf::llm::Keys::Place where);
    void keyLoaded(const QString &place, bool found);
    void failed(const QString &sentence);

private:
    void loadKeys();
    llm::Endpoint endpointOf(const ModelSettings &model, const QString &key) const;
    std::shared_ptr<llm::ModelClient> clientFor(const ModelSettings &model) const;
    Workbench &m_bench;
    SettingsService &m_settings;
    std::unique_ptr<llm::Keys> m_keys;
    std::shared_ptr<llm::ReplayClient> m_replay;
    std::stop_source m_testing;
};

} // namespace hsf::service
