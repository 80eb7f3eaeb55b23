// SPDX-License-Identifier: MIT
//
// Who wrote each line of what an editor shows: what the history says of the file as it was read, carried over to the
// lines as they are being edited. Pure.
#pragma once
#include "service/historyservice.h"

namespace hsf::ui {

struct LineOrigin {
    QString label; ///< "review · 9"; empty on the lines that go on from the one above
    QString about; ///< in full, for a tooltip and a screen reader
    QString commit; ///< empty: not saved yet
    std::optional<SessionId> session;
    qint64 message = 0; ///< the first one named as its reason; 0: none
    bool operator==(const LineOrigin &) const = default;
};

/// A line each, for the file as the history has it.
QList<LineOrigin> originsOf(const QList<library::BlameSpan> &spans, const QDateTime &now);

/// For `text`, which was edited from `base` (both as shown, lines ending with "\n"). Lines that are new or changed have
/// no commit.
QList<LineOrigin> originsAfter(const QList<LineOrigin> &origins, const QString &base, const QString &text);

} // namespace hsf::ui
