// SPDX-License-Identifier: MIT
//
// Puts tool calls together from the fragments of a stream. The "index" of a fragment cannot be trusted (always 0 with
// some servers, missing with others), so a call is known by its index and its id. Arguments are never repaired.
#pragma once
#include "chat/message.h"

#include <optional>

namespace hsf::llm {

/// Whether `arguments` are what a tool can be called with: nothing, or a JSON object.
bool argumentsParse(const QString &arguments);

/// The "index" of a part of a stream: -1 where none was sent; nothing when it is no number from 0 to below `limit`.
std::optional<int> indexIn(const QJsonObject &part, int limit);

class CallAssembly
{
public:
    /// One element of delta.tool_calls. Answers the call that began with it, when its name is known.
    Result<std::optional<chat::ToolCall>> take(const QJsonObject &fragment);

    const QList<chat::ToolCall> &calls() const { return m_calls; }

private:
    struct Place {
        int index; ///< as sent; -1: none was
        bool named; ///< its beginning was announced
        bool ownId; ///< we made the id
    };
    qsizetype placeFor(int index, const QString &id, const QString &name, const QString &arguments);
    bool beginsAnother(qsizetype at, const QString &id, const QString &name, const QString &arguments) const;

    QList<chat::ToolCall> m_calls;
    QList<Place> m_places; ///< one a call
};

} // namespace hsf::llm
