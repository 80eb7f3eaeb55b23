// SPDX-License-Identifier: MIT
//
// How a floor tells the one above that something could not be done: a kind to decide by and a sentence to show. The low
// floor says what went wrong; the floor that knows the person's wish adds what was attempted (withContext).
#pragma once
#include <QString>
#include <expected>

namespace hsf {

struct Error {
    enum class Kind { Cancelled, NotFound, Malformed, Refused, Network, Storage };
    Kind kind = Kind::Malformed;
    QString message;
    bool operator==(const Error &) const = default;
};

template <class T = void> using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Error::Kind kind, const QString &message)
{
    return std::unexpected(Error{kind, message});
}

/// The same error with what was attempted in front: "Could not save release-notes: the disk is full".
inline std::unexpected<Error> withContext(const Error &error, const QString &attempted)
{
    return std::unexpected(Error{error.kind, attempted + QStringLiteral(": ") + error.message});
}

} // namespace hsf
