// SPDX-License-Identifier: MIT
//
// ModelClient that speaks recorded words (resources/replay/*.jsonl), for a person who has no model: everything else is real. A
// request that does not fit the recording is an error that says what was expected and what came; it never improvises.
//
// One JSON object a line, in order, for each purpose ("turn", "review", "curator"):
//   {"purpose": "turn", "expect": {"last_role": "user", "contains": "invoice"}, "reply": {"text": "…", "reasoning": "…",
//    "tool_calls": [{"id", "name", "arguments": {…}}]}, "pace_ms": 12}
// In texts and arguments ${workspace} stands for the chat's folder, which is given at construction.
#pragma once
#include "llm/modelclient.h"

#include <QMap>
#include <QMutex>

namespace hsf::llm {

class ReplayClient final : public ModelClient
{
public:
    /// `variables`: what ${name} stands for.
    static Result<std::shared_ptr<ReplayClient>> fromJsonl(const QByteArray &jsonl, const QMap<QString, QString> &variables);
    ~ReplayClient() override;
    Result<Reply> complete(const Request &request, const StreamSink &sink, std::stop_token stop) override;
    QString modelName() const override;
    /// The user's next words in the recording, so that the window can offer them; empty at its end.
    QString nextUserText() const;

private:
    struct Private;
    explicit ReplayClient(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace hsf::llm
