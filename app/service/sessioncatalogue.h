// SPDX-License-Identifier: MIT
//
// What a new session's agent is told of the skills, and a look at it beforehand. Blocking.
#pragma once
#include "agent/prompt.h"
#include "base/settings.h"
#include "service/stores.h"

namespace hsf::service {

/// Facts and use from the stores: pinned, switched off, last use.
Result<agent::CatalogueInput> catalogueInput(Stores &stores, const Settings &settings, const QString &opening);

struct CataloguePreview {
    QString opening; ///< the words a chat would begin with
    agent::Catalogue catalogue;
    QString prompt; ///< the whole system prompt, byte for byte
    int promptTokens = 0;
    int budget = 0;
    int archived = 0; ///< not offered
};
Result<CataloguePreview> previewCatalogue(Stores &stores, const Settings &settings, const QString &workspace, const QString &opening);

/// The session gets the library's catalogue as it is now, from its next turn on.
Result<> renewCatalogue(Stores &stores, const Settings &settings, const SessionId &id);

} // namespace hsf::service
