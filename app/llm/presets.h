// SPDX-License-Identifier: MIT
//
// Providers one can choose by name, and what is known of models whose provider does not tell it: both are data
// (resources/providers/*.json), read once.
#pragma once
#include "base/settings.h"
#include "chat/message.h"

#include <optional>

namespace hsf::llm {

struct Preset {
    enum class Key { Needed, Optional, None };
    QString id; ///< "anthropic"; ProviderSettings::preset
    QString name;
    WireFormat format = WireFormat::OpenAiChat;
    QString baseUrl; ///< empty: the person knows it
    Key key = Key::Optional;
    QString keyPage; ///< where one gets a key; may be empty
    bool local = false; ///< runs on this computer
    QString note; ///< what a person should know; may be empty
};

const QList<Preset> &presets();
/// "custom" where the id is not known.
const Preset &presetOf(const QString &id);
/// The one with this address, or "custom".
const Preset &presetAt(const QString &baseUrl);

/// By the longest beginning of the name that the data file knows, without the maker's name that OpenRouter puts before
/// it.
ModelFacts knownFacts(const QString &model);

/// Each fact from the first that has it.
ModelFacts firstKnown(const QList<ModelFacts> &sources);

} // namespace hsf::llm
