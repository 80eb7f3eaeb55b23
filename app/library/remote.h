// SPDX-License-Identifier: MIT
//
// Another library that both sides reach as a Git repository. What goes there is the skills alone, as one commit a time on top of
// what is there: memory, and the words of chats that stand in the trailers of our own history, stay here. The wire is the git
// program's, so that a person's keys, credential helpers and proxies work. Blocks on the network: for worker threads.
//
// Two refs of history.git remember where both stand, and never leave it: refs/hsf/fetched is the other side's newest commit,
// refs/hsf/synced a note whose tree is what both had when they last met.
#pragma once
#include "base/error.h"

#include <QMap>
#include <QStringList>
#include <stop_token>

namespace hsf::library {

struct RemotePlace {
    QString url; ///< whatever `git fetch` takes: a path, ssh, https
    QString branch = QStringLiteral("main");
    bool operator==(const RemotePlace &) const = default;
};

/// Where both sides stand after a fetch.
struct Meeting {
    QString theirs; ///< their newest commit; empty: they have none
    QString base; ///< a commit with the tree that both had; empty: they never met
    QString folder; ///< of theirs, in which the skills lie: "skills", or empty for its root
    QStringList waiting; ///< change sets that came out of the last meeting and were not decided when it ended
    bool rewritten = false; ///< their newest commit does not follow the one we knew
    bool operator==(const Meeting &) const = default;
};

class Remote
{
public:
    Remote(QString repository, RemotePlace place)
        : m_repository(std::move(repository))
        , m_place(std::move(place))
    { }

    /// Asks for their branch and brings its objects here. Changes nothing of ours.
    Result<Meeting> fetch(std::stop_token stop = {}) const;
    /// Puts the skills of `ours` (a commit) on top of `theirs` and sends that. Error::Refused: they moved on meanwhile, or do not
    /// take it. Nothing to send: an empty name.
    Result<QString> push(const QString &ours, const Meeting &meeting, const QStringList &subjects, std::stop_token stop = {}) const;
    /// From here on `theirs` is what both had; `waiting` comes back with the next fetch().
    Result<> remember(const QString &theirs, const QStringList &waiting) const;

private:
    Result<QByteArray> run(const QStringList &arguments, const QString &attempted, std::stop_token stop) const;

    QString m_repository;
    RemotePlace m_place;
};

} // namespace hsf::library
