// SPDX-License-Identifier: MIT
//
// What a person may choose, as values with the defaults of the rules. Reading and writing the file is service's.
#pragma once
#include "base/error.h"

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

namespace hsf {

/// One model behind one OpenAI-compatible address.
struct ModelSettings {
    QString baseUrl;      ///< as typed; nothing is appended but /chat/completions and /models
    QString model;
    int contextTokens = 128'000;
    bool isSet() const { return !baseUrl.isEmpty() && !model.isEmpty(); }
    bool operator==(const ModelSettings &) const = default;
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

struct Settings {
    ModelSettings model;
    ModelSettings auxiliary;       ///< not set: reviews use the main model, the curator writes no notes
    LearningSettings learning;
    CuratorSettings curator;
    AppearanceSettings appearance;
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
