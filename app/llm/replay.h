// SPDX-License-Identifier: MIT
//
// ModelClient that speaks recorded words (resources/replay/*.jsonl), for a person who has no model: everything else is real. A
// request that does not fit the recording is an error that says what was expected and what came; it never improvises.
//
// One JSON object a line. A line with "user" holds what the person says next; the window offers it. The others are replies,
// spoken in their order, each purpose ("turn", "review", "curator", "title", "test") for itself. A whole example:
//
//   {"user": "Which invoices in this folder are overdue?"}
//   {"purpose": "turn", "expect": {"last_role": "user", "contains": "overdue"}, "pace_ms": 12, "reply": {"reasoning": "First
//    look.", "text": "I'll look.", "tool_calls": [{"id": "c1", "name": "search_files", "arguments": {"path": "${workspace}"}}]}}
//   {"purpose": "turn", "expect": {"last_role": "tool", "has_tool": "search_files"}, "pace_ms": 12, "reply": {"text": "Two."}}
//   {"purpose": "review", "reply": {"text": "Nothing to save.", "usage": {"input_tokens": 900, "output_tokens": 4}}}
//
// (Broken here to fit the page; in a file each is one line.) "expect" may be missing, and each of its parts: last_role is the
// role of the request's last message, contains a part of its text in any case of letters, has_tool a tool that must be offered.
// pace_ms is the pause before each word. Ids and usage are made up when they are missing; empty lines are ignored. In all
// strings ${workspace} stands for the chat's folder, which is given at construction.
#pragma once
#include "llm/modelclient.h"

#include <QMap>

#include <memory>

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
