// SPDX-License-Identifier: MIT
//
// Does a model run in circles? Counts failing calls with the same name and arguments in one turn; a success forgets
// them. Pure.
#pragma once
#include "chat/message.h"

#include <QHash>

namespace hsf::agent {

inline constexpr int failuresUntilWarned = 3;
inline constexpr int failuresUntilEnded = 8;

class Repetition
{
public:
    /// How often this very call has failed by now.
    int count(const chat::ToolCall &call, bool failed)
    {
        const auto key = std::pair(call.name, call.arguments.simplified());
        if (!failed) {
            m_failures.remove(key);
            return 0;
        }
        return ++m_failures[key];
    }

private:
    QHash<std::pair<QString, QString>, int> m_failures;
};

} // namespace hsf::agent
