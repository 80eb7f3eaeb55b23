// SPDX-License-Identifier: MIT
//
// Providers in the settings, as values: who is set up, which of their models is in use, and what is known of it. Pure.
#pragma once
#include "llm/httpclient.h"
#include "llm/presets.h"

namespace hsf::service {

/// A provider for each model in use whose address none has: settings of an earlier version know one address only, and a server
/// that was found is used before anybody set it up.
Settings withProvidersOfModels(Settings settings);

const ProviderSettings *providerAt(const Settings &settings, const QString &baseUrl);

/// As its preset says; the address may be empty.
ProviderSettings newProvider(const llm::Preset &preset);

/// Puts `provider` in the place of the one at `before`, or at the end. Models in use move with its address and format.
void putProvider(Settings &settings, const QString &before, const ProviderSettings &provider);
/// The models that are in use there are no longer.
void removeProvider(Settings &settings, const QString &baseUrl);

/// What a person wrote, else what the provider says, else what is known of the name.
ModelFacts factsOf(const ProviderSettings &provider, const llm::ModelInfo &model);
ModelSettings modelOf(const ProviderSettings &provider, const llm::ModelInfo &model);

/// What is wrong with an address, in a sentence; empty: nothing.
QString addressProblem(const QString &baseUrl);

/// Where the password of a proxy is kept, as keys are kept by their address.
QString proxyKeyName(const ProxySettings &proxy);

} // namespace hsf::service
