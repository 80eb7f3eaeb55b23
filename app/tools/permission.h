// SPDX-License-Identifier: MIT
//
// May this call run? Pure: read-only tools run, writes and commands ask, outside the workspace always asks, a hard list is
// refused whatever anybody allowed.
#pragma once
#include <QString>
#include <QStringList>

namespace hsf::tools {

struct Permission {
    enum class Way { Allow, Ask, Refuse };
    Way way = Way::Ask;
    QString reason;      ///< why it asks or refuses
    QString grantKey;    ///< what a standing grant would be called; empty: cannot be granted for longer than once
    bool operator==(const Permission &) const = default;
};

/// `path`: cleaned absolute path with symlinks resolved as far as it exists; `workspace` the same.
Permission mayRead(const QString &path, const QString &workspace);
Permission mayWrite(const QString &path, const QString &workspace, const QStringList &grants);
/// `sandboxed`: bubblewrap works here; without it every command asks.
enum class Sandbox { Works, Missing };
Permission mayRun(const QString &command, const QString &workspace, const QStringList &grants, Sandbox sandbox);

} // namespace hsf::tools
