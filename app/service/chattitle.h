// SPDX-License-Identifier: MIT
//
// A short title for a chat, by a model that reads how it began.
#pragma once
#include "llm/modelclient.h"
#include "service/stores.h"

namespace hsf::service {

/// Stored as the model's, unless a person gave one meanwhile. Blocking; asked once, an error changes nothing.
Result<QString> nameChat(Stores &stores, const SessionId &id, llm::ModelClient &model, std::stop_token stop);

/// What a model said as a title: one line without quotes, marks and a full stop. Pure.
QString cleanTitle(const QString &said);

} // namespace hsf::service
