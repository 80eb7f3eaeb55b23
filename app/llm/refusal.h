// SPDX-License-Identifier: MIT
//
// What a status other than 200 means: whether to try again and after which wait, and the sentence for a person. Pure;
// the rules are those of the official client libraries.
#pragma once
#include "llm/complaint.h"

#include <QByteArray>
#include <QDateTime>
#include <QMap>

#include <optional>

namespace hsf::llm {

struct Refusal {
    int status = 0;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/// Not for a lack of money or a wrong request, which the next attempt would meet as well. A server's word decides.
bool isWorthRepeating(const Refusal &refusal);

/// The wait a server asks for (retry-after-ms, retry-after in seconds or as a date); nothing when it does not.
std::optional<qint64> askedWaitMs(const QMap<QByteArray, QByteArray> &headers, const QDateTime &now);

/// `place` is the address as shown, `keyGiven` whether a key was sent.
Error refusalError(const Refusal &refusal, const QString &place, const QString &model, bool keyGiven);

/// "45 s", "10 min": how a wait or a clock is shown.
QString shownDuration(qint64 milliseconds);

} // namespace hsf::llm
