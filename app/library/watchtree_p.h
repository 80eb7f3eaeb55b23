// SPDX-License-Identifier: MIT
//
// Folders below some roots as the system's inotify watches them: one watch for each folder, none for files. A node knows its
// parent and its name, so that a renamed folder is one node changed. Lives in one thread; nothing here waits.
#pragma once
#include "library/disk_p.h"

#include <functional>
#include <map>
#include <QHash>
#include <QStringList>

struct inotify_event;

namespace hsf::library {

class WatchTree
{
public:
    /// `note` gets the absolute path of whatever changed, file or folder.
    explicit WatchTree(std::function<void(const QString &)> note);

    /// Replaces all roots. One that is not there is waited for.
    void setRoots(const QStringList &roots);
    /// Readable when something happened.
    int descriptor() const { return m_inotify.get(); }
    void readEvents();
    /// The system gave no more watches: some folders are not seen.
    bool isShort() const { return m_short; }
    const QStringList &roots() const { return m_roots; }
    qsizetype count() const { return m_nodes.size(); }

private:
    struct Node {
        int parent = 0; ///< 0: a root, whose name is its path
        QByteArray name;
        int depth = 0; ///< below the root
        bool waits = false; ///< an existing folder above a root that is not there
    };
    void addRoot(const QString &root);
    void addFolder(int parent, const QByteArray &name, int depth);
    void removeBelow(int node);
    void lost(int node);
    void retryMissing();
    void take(const inotify_event &event);
    void insert(int watch, const Node &node);
    void forget(int watch);
    QByteArray pathOf(int node) const;

    std::function<void(const QString &)> m_note;
    Descriptor m_inotify;
    QHash<int, Node> m_nodes;
    QHash<std::pair<int, QByteArray>, int> m_children; ///< by parent and name
    QStringList m_roots, m_missing;
    std::map<quint32, int> m_movedAway; ///< cookie → node, until its new place is told
    bool m_short = false;
};

} // namespace hsf::library
