// SPDX-License-Identifier: MIT
//
// May this call run? Pure: read-only tools run, writes and commands ask, outside the workspace always asks, a hard list
// is refused whatever anybody allowed.
#pragma once
#include "tools/grant.h"

namespace hsf::tools {

struct Permission {
    enum class Way { Allow, Ask, Refuse };
    Way way = Way::Ask;
    QString reason; ///< why it asks or refuses
    QList<Grant> forChat; ///< what "allow in this chat" would give; empty: cannot be allowed for a chat
    QList<Grant> always; ///< what "always" would give; empty: cannot be allowed for good
    bool operator==(const Permission &) const = default;
};

/// `Works`: bubblewrap runs here; without it every command asks.
enum class Sandbox { Works, Missing };
/// Where a chat works. What holds the home, or what this program keeps, is not allowed for good: that would be the
/// person's keys, and the list of permissions itself.
struct Workplace {
    QString folder; ///< the workspace, symlinks resolved
    bool holdsHome = false; ///< the person's whole home folder lies in it
    bool holdsOwnData = false; ///< this program's database, settings and memory do
    bool network = false; ///< commands reach it: those allowed for good were allowed without
};

/// `path`: cleaned absolute path with symlinks resolved as far as it exists; `workspace` the same.
Permission mayRead(const QString &path, const QString &workspace);
Permission mayWrite(const QString &path, const Workplace &place, const QList<Grant> &grants);
Permission mayRun(const QString &command, const Workplace &place, const QList<Grant> &grants, Sandbox sandbox);

} // namespace hsf::tools
