// SPDX-License-Identifier: MIT
//
// Which model answers on the command line: what was said there, else the settings, else the environment. Pure.
#pragma once
#include "base/settings.h"
#include "llm/httpclient.h"

namespace hsf::cli {

/// Of one format's usual variables.
struct ModelEnvironment {
    QString url, model, key;
};

struct ModelWishes {
    QString baseUrl, model;                             ///< of the command line; empty: not said
    ModelSettings settings;
    QString environmentUrl, environmentModel, environmentKey;
    QString format = {};                                ///< "openai" or "anthropic"; empty: not said
    ModelEnvironment anthropic = {};
    QList<ProviderSettings> providers = {};
};

/// The format is the one said, else that of the address among the providers of the settings and the known ones. The key is the environment's; a keychain's, where there is one, takes its place. The error says what to give.
Result<llm::Endpoint> chosenModel(const ModelWishes &wishes);

/// Waits for the keychain, at most a few seconds; empty when it has none in that place, or there is no keychain.
QString keychainKey(const QString &place);

} // namespace hsf::cli
