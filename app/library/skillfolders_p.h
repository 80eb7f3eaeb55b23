// SPDX-License-Identifier: MIT
//
// Which folders below a root are skills, and a stamp of their files: one pass of the directories, nothing is opened.
#pragma once
#include "library/disk_p.h"

#include <functional>
#include <QStringList>

namespace hsf::library {

struct FoundSkill {
    QString id; ///< path below the root, or below .archive/
    QString folder; ///< absolute
    QString source;
    bool archived = false;
    int fileCount = 0;
    qint64 newestMs = 0;
    quint64 stamp = 0;
};

class SkillFinder
{
public:
    explicit SkillFinder(std::function<bool()> stopped)
        : m_stopped(std::move(stopped))
    { }
    /// A missing root is a problem for a source, and an empty library otherwise.
    void find(const QString &root, const QString &source);
    const QList<FoundSkill> &skills() const { return m_skills; }
    const QStringList &problems() const { return m_problems; }

private:
    struct Place {
        QString root;
        QString canonicalRoot;
        QString source;
        bool archived = false;
    };
    void lookInto(const Place &place, const Descriptor &folder, const QByteArray &path, int depth);
    void addSkill(const Place &place, const QList<DirectoryEntry> &entries, const Descriptor &folder,
                  const QByteArray &path);
    void stampFiles(FoundSkill &skill, const QList<DirectoryEntry> &entries, const Descriptor &folder,
                    const QByteArray &prefix, int depth);
    void noteLink(const Place &place, const QString &path);
    void noteUnreadable(const QString &path);

    std::function<bool()> m_stopped;
    QList<FoundSkill> m_skills;
    QStringList m_problems;
};

} // namespace hsf::library
