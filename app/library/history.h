// SPDX-License-Identifier: MIT
//
// The library's past: history.git, a bare Git repository whose tree has skills/<id>/… (archived ones below
// skills/.archive/) and memories/…. Reading only; see writer.h for the one who writes. One object a thread.
#pragma once
#include "base/error.h"

#include <QDateTime>
#include <QList>
#include <QMap>

namespace hsf::library {

struct Revision {
    QString commit; ///< 40 hex digits
    QString parent; ///< empty for the first
    QString subject;
    QMap<QString, QString>
        trailers; ///< "Origin", "Session", "Change-Set", "Model", "Evidence", "Fact" … (repeated: joined by newline)
    QDateTime time;
    QStringList paths; ///< that it changed, tree paths
    bool operator==(const Revision &) const = default;
};

class History
{
public:
    static Result<std::unique_ptr<History>> open(const QString &repository);
    ~History();

    QString head() const; ///< empty before the first commit
    /// Newest first; `path` a tree path or folder ("skills/pdf-tables"), empty: all.
    Result<QList<Revision>> log(const QString &path = {}, int limit = 200) const;
    Result<Revision> revision(const QString &commit) const;
    /// nullopt: the file did not exist then.
    Result<std::optional<QByteArray>> fileAt(const QString &commit, const QString &path) const;
    /// Tree path → blob name, below `folder`.
    Result<QMap<QString, QString>> filesAt(const QString &commit, const QString &folder) const;
    Result<QByteArray> blob(const QString &name) const;

private:
    struct Private;
    explicit History(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace hsf::library
