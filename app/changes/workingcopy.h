// SPDX-License-Identifier: MIT
//
// The library with a draft's operations so far on top, so that the third operation sees what the first two did. Nothing
// is written anywhere; changes() is what would be.
#pragma once
#include "changes/view.h"

namespace hsf::changes {

class WorkingCopy
{
public:
    explicit WorkingCopy(const LibraryView &view)
        : m_view(view)
    { }

    Result<std::optional<FileState>> file(const QString &treePath) const;
    Result<QMap<QString, FileState>> filesBelow(const QString &treeFolder) const;
    Result<bool> hasSkill(const QString &id) const;
    Result<bool> hasArchived(const QString &id) const;
    bool hasFolder(const QString &treePath) const;
    /// The view's and those the draft made.
    Result<QStringList> skills() const;
    Result<QString> fact(const QString &skill, const QString &fact) const;
    const LibraryView &view() const { return m_view; }

    Result<> put(const QString &skill, const QString &treePath, const FileState &state);
    Result<> remove(const QString &skill, const QString &treePath);
    Result<> setFact(const QString &skill, const QString &fact, const QString &value);

    QList<FileChange> changes() const; ///< sorted by path; without what came back to where it was
    QList<FactChange> factChanges() const;

private:
    struct Touched {
        QString skill;
        std::optional<FileState> base, now;
    };
    Result<> change(const QString &skill, const QString &treePath, const std::optional<FileState> &now);

    const LibraryView &m_view;
    QMap<QString, Touched> m_touched; // by tree path
    QList<FactChange> m_facts;
};

} // namespace hsf::changes
