// SPDX-License-Identifier: MIT
//
// The parts of looking for models that discoverLocal() and listModels() are made of.
#pragma once
#include "llm/httpclient.h"

namespace hsf::llm {

constexpr int probeMs = 500; ///< within which a server on this computer says that it is there

struct Candidate {
    quint16 port = 0;
    QString name; ///< unless the server tells its own
};

/// Those of the candidates that answer on 127.0.0.1 in time as a server of models does. Never sends a key.
QList<FoundServer> discovered(const QList<Candidate> &candidates, const std::stop_token &stop, int milliseconds = probeMs);

/// The body of GET /models, in the shapes known: data[] or models[], with or without lengths of context.
Result<QList<ModelInfo>> modelsIn(const QByteArray &body);

} // namespace hsf::llm
