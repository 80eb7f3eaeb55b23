// SPDX-License-Identifier: MIT
//
// Where a home keeps its things: four roots after the XDG base directory specification, or all below one folder given
// with --home. Names paths only; makes folders with ensure().
#pragma once
#include "base/error.h"

#include <QDir>

namespace hsf {

struct Home {
    QString data;   ///< library, history.git, factory.db
    QString config; ///< settings.json
    QString state;  ///< window state, logs, locks
    QString cache;  ///< rebuildable things

    static Home standard();                    ///< from $XDG_*_HOME, each with "hermes-skill-factory" appended
    static Home under(const QString &folder);  ///< data/, config/, state/, cache/ below one folder
    Result<> ensure() const;                   ///< makes the four folders, private to the user (0700)

    QString history() const { return data + QStringLiteral("/history.git"); }
    QString defaultLibrary() const { return data + QStringLiteral("/library"); }
    QString memories() const { return data + QStringLiteral("/memories"); }
    QString database() const { return data + QStringLiteral("/factory.db"); }
    QString quarantine() const { return data + QStringLiteral("/quarantine"); }
    QString backups() const { return data + QStringLiteral("/backups"); }
    QString settingsFile() const { return config + QStringLiteral("/settings.json"); }
    QString writerLock() const { return data + QStringLiteral("/writer.lock"); }
    bool operator==(const Home &) const = default;
};

} // namespace hsf
