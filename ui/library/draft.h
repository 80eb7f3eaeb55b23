// SPDX-License-Identifier: MIT
//
// One file being edited: what was read, what it has become, and what the disk says meanwhile. Pure; the widgets around
// it show what it decides.
#pragma once
#include "service/libraryservice.h"

namespace hsf::ui {

struct Draft {
    QString id, file;
    QByteArray base; ///< as read
    QString blob; ///< Git's name of it: what saving says it has seen
    QByteArray bytes; ///< as edited
    std::optional<QByteArray> saving; ///< sent and not yet answered
    std::optional<std::pair<QByteArray, QString>> theirs; ///< on disk meanwhile, with its name

    bool isUnsaved() const { return bytes != base; }
    bool operator==(const Draft &) const = default;
};

enum class Arrival { Same, Taken, Saved, Conflict };
/// The file was read again. Nothing unsaved is ever overwritten: then `theirs` is set and it is a Conflict.
Arrival arrive(Draft &draft, const QByteArray &bytes, const QString &blob);
void takeTheirs(Draft &draft);
void keepMine(Draft &draft); ///< saving will replace theirs, knowingly

} // namespace hsf::ui
