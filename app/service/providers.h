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

/// The account at that address; several may have one address.
const ProviderSettings *providerAt(const Settings &settings, const QString &baseUrl, const QString &account = {});
/// Of several the first.
const ProviderSettings *firstProviderAt(const Settings &settings, const QString &baseUrl);

/// What tells one provider from all others, and where its key is kept: the address, followed by the account where that has a name.
/// The first account of an address has none, and so has its key where earlier versions put it.
QString placeOf(const QString &baseUrl, const QString &account);
inline QString placeOf(const ProviderSettings &provider) { return placeOf(provider.baseUrl, provider.account); }
inline QString placeOf(const ModelSettings &model) { return placeOf(model.baseUrl, model.account); }
const ProviderSettings *providerIn(const Settings &settings, const QString &place);
/// Where the key for an address is, when nobody says which account: the one in use, else the first.
QString placeFor(const Settings &settings, const QString &baseUrl);

/// For one more provider at an address: without a name where none is there yet. Others are random, so that the key of one that was
/// removed is never found again by one that comes after it.
QString freshAccount(const Settings &settings, const QString &baseUrl);
/// `name`, or with a number behind it where another provider has it.
QString freeName(const Settings &settings, const QString &name);

/// As its preset says; the address may be empty.
ProviderSettings newProvider(const llm::Preset &preset);

/// Puts `provider` in the place of the one at the place `before`, or at the end. Models in use move with its address, account and format.
void putProvider(Settings &settings, const QString &before, const ProviderSettings &provider);
/// Its models that are in use are so no longer.
void removeProvider(Settings &settings, const QString &place);

/// What a person wrote, else what the provider says, else what is known of the name.
ModelFacts factsOf(const ProviderSettings &provider, const llm::ModelInfo &model);
ModelSettings modelOf(const ProviderSettings &provider, const llm::ModelInfo &model);

/// What is wrong with an address, in a sentence; empty: nothing.
QString addressProblem(const QString &baseUrl);

/// Where the password of a proxy is kept, as keys are kept by their address.
QString proxyKeyName(const ProxySettings &proxy);

} // namespace hsf::service
