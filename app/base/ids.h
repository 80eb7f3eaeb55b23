// SPDX-License-Identifier: MIT
//
// Ids that cannot be mistaken for each other: the same text, different types. parse() is the only door in for text from
// outside, fresh() makes a new one; there is no empty id.
#pragma once
#include "base/error.h"

#include <QHash>

namespace hsf {

/// 24 characters that sort in the order they were made: milliseconds, a counter, randomness.
QString freshIdText();

template <class Tag> class Id
{
public:
    /// Letters, digits, '-', '_' and '.', 1 to 80 of them.
    static Result<Id> parse(const QString &text)
    {
        const bool plain = !text.isEmpty() && text.size() <= 80 && std::ranges::all_of(text, [](QChar c) {
            return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.');
        });
        if (!plain)
            return fail(Error::Kind::Malformed, QStringLiteral("\"%1\" is not an id").arg(text.left(80)));
        return Id(text);
    }
    /// Time-ordered, so that ids sort as they were made.
    static Id fresh() { return Id(freshIdText()); }

    const QString &toString() const { return m_text; }
    bool operator==(const Id &) const = default;
    auto operator<=>(const Id &other) const { return m_text.compare(other.m_text) <=> 0; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.m_text, seed); }

private:
    explicit Id(QString text) : m_text(std::move(text)) {}
    QString m_text;
};

using SessionId = Id<struct SessionTag>;
using ChangeSetId = Id<struct ChangeSetTag>;
using ProposalId = Id<struct ProposalTag>;
using ReviewId = Id<struct ReviewTag>;

} // namespace hsf
