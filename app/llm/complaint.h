// SPDX-License-Identifier: MIT
//
// What a server says when it refuses or breaks off, in whichever of the known shapes.
#pragma once
#include "base/error.h"

#include <QByteArray>
#include <QJsonValue>

namespace hsf::llm {

struct Complaint {
    QString message; ///< empty: it gave none
    QString code;
    QString type;
    bool operator==(const Complaint &) const = default;
};
Complaint complaintIn(const QByteArray &body);
Complaint complaintIn(const QJsonValue &error);

/// The server's own report of an error, in a stream that began well.
std::unexpected<Error> reported(const Complaint &complaint);

} // namespace hsf::llm
