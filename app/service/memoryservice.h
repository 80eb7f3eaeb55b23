// SPDX-License-Identifier: MIT
//
// Memory for the window: entries with their source; edits in the person's name.
#pragma once
#include "library/memory.h"
#include "service/workbench.h"

namespace hsf::service {

struct MemoryEntry {
    library::MemoryFile file = library::MemoryFile::Memory;
    QString text;
    changes::Origin origin = changes::Origin::Unknown;
    std::optional<SessionId> session;
    std::optional<ChangeSetId> changeSet;   ///< that brought it
    QDateTime time;
    QList<changes::Evidence> evidence;
    bool operator==(const MemoryEntry &) const = default;
};

class MemoryService : public QObject
{
    Q_OBJECT
public:
    explicit MemoryService(Workbench &bench, QObject *parent = nullptr);
    void refresh();                                   ///< entriesChanged follows
    void add(library::MemoryFile file, const QString &text);
    void replace(library::MemoryFile file, const QString &oldText, const QString &text);
    void remove(library::MemoryFile file, const QString &text);

Q_SIGNALS:
    /// `used`: characters of each file, in the order Memory, User.
    void entriesChanged(const QList<hsf::service::MemoryEntry> &entries, const QList<int> &used);
    void edited(const hsf::changes::ChangeSet &set);  ///< undo it with ChangesService
    void failed(const QString &sentence);

private:
    void submit(const library::MemoryEdit &edit, const QString &reason);
    Workbench &m_bench;
};

} // namespace hsf::service
