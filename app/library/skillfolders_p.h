// SPDX-License-Identifier: MIT
//
// Which folders below some roots are skills, and a stamp of their files: one pass of the directories by several threads,
// in which only categories' DESCRIPTION.md are opened. Each skill is given to a visitor with its folder still open.
#pragma once
#include "library/disk_p.h"
#include "library/listing_p.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <QStringList>
#include <vector>

namespace hsf::library {

struct Root {
    QString folder; ///< where paths begin: the root, or its .archive
    QString canonical; ///< of the root itself
    QString source; ///< empty: the library
    int number = 0; ///< the library before the sources, in their order
    bool archived = false;
};

struct FoundSkill {
    const Root &root;
    QByteArray path; ///< below the root's folder
    int fileCount = 0;
    qint64 newestMs = 0; ///< last modification of any file
    qint64 touchedMs = 0; ///< last change of any file's bytes, name or rights
    quint64 stamp = 0;
    QByteArray outline; ///< what the stamp was made of, see stampOfOutline(); empty: too much
    qint64 documentBytes = 0; ///< of SKILL.md
    bool documentIsLink = false;
};

struct FoundCategory {
    const Root &root;
    QByteArray path;
};

QString below(const QString &folder, const QByteArray &path);
/// The stamp of a skill's folder `name` in `parent` whose files and folders are still the ones in `outline`: their paths, each with a
/// NUL behind it, folders with a slash before that. A folder's own time tells when something in it came or went, so that nothing
/// needs to be listed.
quint64 stampOfOutline(int parent, const char *name, const QByteArray &outline);

class FolderWalk
{
public:
    struct Visitor {
        virtual ~Visitor() = default;
        /// Asked of each folder `name` before it is opened: true, when it is a skill that did not change since the last time.
        virtual bool isUnchanged(const Root &root, const QByteArray &path, int parent, const char *name) = 0;
        virtual void skill(const FoundSkill &found, const Descriptor &folder) = 0;
        virtual void category(const FoundCategory &found, const Descriptor &folder) = 0; ///< that has a DESCRIPTION.md
        virtual void problem(const QString &sentence) = 0;
    };
    explicit FolderWalk(std::function<bool()> stopped)
        : m_stopped(std::move(stopped))
    { }
    /// A missing library is empty; a missing source is a problem.
    void add(const QString &root, const QString &source);
    /// One thread for each visitor, this one among them. Returns when everything was seen or it was stopped.
    void run(const std::vector<Visitor *> &visitors);

private:
    struct Job {
        std::shared_ptr<const Descriptor> parent; ///< null: `name` is a path
        QByteArray name;
        QByteArray path;
        const Root *root = nullptr;
        int depth = 0;
    };
    class Worker;
    void work(Visitor &visitor);
    bool take(std::vector<Job> &jobs);
    void give(std::vector<Job> &&jobs, size_t done);
    bool isStopped() const { return m_stopped && m_stopped(); }
    const Root *archiveOf(const Root &root) const { return &root + 1; }

    std::function<bool()> m_stopped;
    std::vector<std::unique_ptr<Root[]>> m_roots; ///< each with its archive behind it
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Job> m_jobs;
    size_t m_open = 0; ///< jobs that are waiting or being done
};

} // namespace hsf::library
