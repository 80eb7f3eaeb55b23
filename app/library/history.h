// SPDX-License-Identifier: MIT
//
// The library's past: history.git, a bare Git repository whose tree has skills/<id>/… (archived ones below
// skills/.archive/) and memories/…. Reading only; see writer.h for the one who writes. One object a thread.
#pragma once
#include "base/error.h"

#include <memory>
#include <QDateTime>
#include <QList>
#include <QMap>

namespace hsf::storage {
class Database;
}

namespace hsf::library {

struct Revision {
    QString commit; ///< 40 hex digits
    QString parent; ///< empty for the first
    QString subject;
    QMap<QString, QString>
        trailers; ///< "Origin", "Session", "Change-Set", "Model", "Evidence", "Fact" … (repeated: joined by newline)
    QDateTime time;
    QStringList paths; ///< that it changed, tree paths
    bool merged = false; ///< it has more than one parent
    bool operator==(const Revision &) const = default;
};

/// A stretch of lines that one revision wrote last.
struct BlameSpan {
    int firstLine = 1; ///< from 1
    int lineCount = 0;
    Revision revision; ///< without its paths: who wrote a line has nothing to do with what else there was
    bool operator==(const BlameSpan &) const = default;
};

/// A file that differs between two revisions. Its bytes are read when wanted: History::blob(before).
struct FileDelta {
    QString path; ///< tree path
    QString before, after; ///< blob names; empty: no such file on that side
    bool executable = false; ///< of the later side that has it
    bool link = false; ///< on one side at least: the bytes are a link's target
    bool operator==(const FileDelta &) const = default;
};

class History
{
public:
    static Result<std::unique_ptr<History>> open(const QString &repository);
    ~History();
    /// From here on paths are looked up in the index (revisionindex.h), as far as it goes; the answers are the same
    /// without.
    void useIndex(const std::shared_ptr<storage::Database> &database);

    QString head() const; ///< empty before the first commit
    /// The whole name of the revision that begins so.
    Result<QString> named(const QString &beginning) const;
    /// Newest first; `path` a tree path or folder ("skills/pdf-tables"), empty: all.
    Result<QList<Revision>> log(const QString &path = {}, int limit = 200) const;
    /// Of one file, newest first, also under the names it had before it was moved or renamed.
    Result<QList<Revision>> past(const QString &path, int limit = 200) const;
    Result<Revision> revision(const QString &commit) const;
    /// nullopt: the file did not exist then.
    Result<std::optional<QByteArray>> fileAt(const QString &commit, const QString &path) const;
    /// Tree path → blob name, below `folder`.
    Result<QMap<QString, QString>> filesAt(const QString &commit, const QString &folder) const;
    Result<QByteArray> blob(const QString &name) const;

    /// Who wrote which line of the file as it was at `commit` (empty: now), in order and without a gap. Lines that came
    /// with a merge, or with a file that moved (to the archive and back), keep the revision that wrote them.
    Result<QList<BlameSpan>> blame(const QString &commit, const QString &path) const;
    /// What differs below `folder` (a file, a folder, or empty: everything) between two revisions; an empty one:
    /// nothing yet.
    Result<QList<FileDelta>> compare(const QString &from, const QString &to, const QString &folder = {}) const;
    /// The last revision up to that moment; empty: there was none yet.
    Result<QString> commitAt(const QDateTime &moment) const;

private:
    struct Private;
    explicit History(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace hsf::library
