// SPDX-License-Identifier: MIT
//
// Splits off the thinking that raw models write as <think>…</think> at the beginning of their text, also when a tag is
// cut over several pieces. A tag that comes later is text: a model may talk about it.
#pragma once
#include <QString>

namespace hsf::llm {

class ThinkTags
{
public:
    struct Split {
        QString thinking;
        QString text;
        bool operator==(const Split &) const = default;
    };
    Split feed(const QString &piece);
    /// What was held back because it could have become a tag.
    Split rest();

private:
    enum class State { Before, Thinking, After, Text };
    State m_state = State::Before;
    QString m_held;
};

} // namespace hsf::llm
