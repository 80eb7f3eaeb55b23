// SPDX-License-Identifier: MIT
//
// What a person may choose, as values with the defaults of the rules. Reading and writing the file is service's.
#pragma once
#include "base/error.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace hsf {

/// How a provider is spoken to.
enum class WireFormat { OpenAiChat, AnthropicMessages };

/// Of a million tokens, in US dollars; below 0: not known.
struct ModelPrice {
    double input = -1;
    double output = -1;
    double cachedInput = -1;  ///< read from the provider's cache; not known: as input
    double cacheWrite = -1;   ///< written to it; not known: as input
    bool isKnown() const { return input >= 0 && output >= 0; }
    bool operator==(const ModelPrice &) const = default;
};

/// One model behind one address, as it is used: the main one, the auxiliary one.
struct ModelSettings {
    QString baseUrl;      ///< as typed; nothing is appended but the format's own path and /models
    QString model;
    int contextTokens = 128'000;
    WireFormat format = WireFormat::OpenAiChat;
    ModelPrice price;
    int maxOutputTokens = 0;   ///< 0: the provider's, or a usual one where the format demands a number
    int thinkingTokens = 0;    ///< asked for, where the format asks in tokens; 0: not asked
    QString account = {};      ///< of the provider: which of several at this address pays
    bool isSet() const { return !baseUrl.isEmpty() && !model.isEmpty(); }
    bool operator==(const ModelSettings &) const = default;
};

/// What is known of a model; 0, below 0 and empty: not known.
struct ModelFacts {
    int contextTokens = 0;
    int maxOutputTokens = 0;
    ModelPrice price;
    bool operator==(const ModelFacts &) const = default;
};

/// A provider as it was set up. Address and account are its identity: the key belongs to them, and so do the models in use.
struct ProviderSettings {
    QString name;
    QString preset;       ///< of resources/providers/presets.json; empty: none of them
    QString baseUrl;
    WireFormat format = WireFormat::OpenAiChat;
    QStringList favourites;
    QMap<QString, ModelFacts> edited;   ///< what a person knows better than provider and data file, by model
    QString account = {}; ///< tells apart who has the same address; the first one's is empty, the others' never comes again
    bool operator==(const ProviderSettings &) const = default;
};

/// The way to everything but this computer. A password for it is kept like a key.
struct ProxySettings {
    enum class Kind { System, None, Http, Socks5 };
    Kind kind = Kind::System;
    QString host;
    int port = 8080;
    QString user;
    bool operator==(const ProxySettings &) const = default;
};

struct LearningSettings {
    int skillInterval = 10;   ///< tool iterations since the last skill change; 0: off
    int memoryInterval = 10;  ///< user turns since the last memory change; 0: off
    bool paused = false;
    bool askBeforeEveryChange = false;
    int reviewIterations = 16;
    int reviewTokens = 600'000;
    bool operator==(const LearningSettings &) const = default;
};

/// Of change sets that wait for a person's word.
struct QueueSettings {
    int heldLimit = 50;    ///< the next one is refused, with that reason
    int expiryDays = 30;   ///< what nobody decided until then is put away as expired
    bool operator==(const QueueSettings &) const = default;
};

struct CuratorSettings {
    int intervalHours = 168;
    int idleMinutes = 120;
    int staleAfterDays = 30;
    int archiveAfterDays = 90;
    bool paused = false;
    bool markStaleByItself = false;
    bool operator==(const CuratorSettings &) const = default;
};

struct AppearanceSettings {
    enum class Theme { System, Light, Dark };
    Theme theme = Theme::System;
    int textPercent = 100;     ///< 80 to 200
    bool enterSends = true;
    bool operator==(const AppearanceSettings &) const = default;
};

/// What the desktop tells a person while the window is not in front.
struct NoticeSettings {
    bool on = true;            ///< off: nothing at all
    bool answers = true;
    bool approvals = true;
    bool failures = true;
    bool changes = true;
    bool proposals = true;
    bool words = true;         ///< a chat's title and an answer's first line; off: only that there is something
    bool operator==(const NoticeSettings &) const = default;
};

struct Settings {
    ModelSettings model;
    ModelSettings auxiliary;       ///< not set: reviews use the main model, the curator writes no notes
    QList<ProviderSettings> providers;
    ProxySettings proxy;
    LearningSettings learning;
    QueueSettings queue;
    CuratorSettings curator;
    AppearanceSettings appearance;
    NoticeSettings notices;
    QString libraryFolder;         ///< empty: the home's own
    QStringList sources;           ///< folders of skills shown read-only
    QMap<QString, QString> savedFilters; ///< of the library's list: a person's name for it → its words
    QString workspace;             ///< folder of a new chat; empty: ask
    QString syncRemote;            ///< address of a Git repository that other libraries share; empty: none
    QString syncBranch = QStringLiteral("main");
    int turnIterations = 90;
    int catalogueTokens = 4'000;
    bool operator==(const Settings &) const = default;

    QJsonObject toJson() const;
    /// Unknown keys are ignored, missing ones keep their default, wrong types and ranges are errors that name the key.
    static Result<Settings> fromJson(const QJsonObject &json);
};

} // namespace hsf
