// SPDX-License-Identifier: MIT
#include "library/skillfolders_p.h"

#include "library/leftalone_p.h"
#include "library/stamp_p.h"
#include "library/words_p.h"

#include <QFile>
#include <QFileInfo>

#include <array>
#include <cstring>
#include <thread>

#include <fcntl.h>

namespace hsf::library {

namespace {

constexpr int deepestCategory = 4;
constexpr size_t jobsAtOnce = 16;
constexpr qsizetype longestOutline = 2'000;

Descriptor folderIn(int parent, const char *name)
{
    return Descriptor(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

} // namespace

QString below(const QString &folder, const QByteArray &path)
{
    return path.isEmpty() ? folder : folder + u'/' + QString::fromUtf8(path);
}

quint64 stampOfOutline(int parent, const char *name, const QByteArray &outline)
{
    quint64 stamp = 0;
    std::string path(name);
    path += '/';
    const size_t size = path.size();
    for (const char *at = outline.constData(), *end = at + outline.size(); at < end;) {
        const size_t length = std::strlen(at);
        path.append(at, length);
        struct stat info = {};
        if (::fstatat(parent, path.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0)
            return 0;
        stamp += stampOf(hashOf({at, qsizetype(length)}), info);
        path.resize(size);
        at += length + 1;
    }
    return stamp;
}

/// What one thread does with a folder. Keeps its buffers from one to the next.
class FolderWalk::Worker
{
public:
    explicit Worker(Visitor &visitor)
        : m_visitor(visitor)
    { }

    void look(const Job &job, std::vector<Job> &more)
    {
        auto folder = std::make_shared<Descriptor>(
            job.parent ? folderIn(job.parent->get(), job.name.constData())
                       : Descriptor(::open(job.name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
        Listing &listing = m_listings[0];
        if (!folder->isOpen() || !listing.read(folder->get())) {
            if (job.depth > 0 || job.root->archived || errno != ENOENT || !job.root->source.isEmpty())
                noteUnreadable(below(job.root->folder, job.path));
            return;
        }
        if (job.depth > 0 && isSkill(listing))
            return lookAtSkill(job, *folder);
        for (const Listing::Item &item : listing.items())
            lookAtItem(job, folder, listing, item, more);
    }

private:
    static bool isSkill(const Listing &listing)
    {
        return std::ranges::any_of(listing.items(), [&](const Listing::Item &item) {
            return (item.type == DT_REG || item.type == DT_LNK) && listing.view(item) == "SKILL.md";
        });
    }

    void lookAtItem(const Job &job, const std::shared_ptr<Descriptor> &folder, const Listing &listing, const Listing::Item &item,
                    std::vector<Job> &more)
    {
        const QByteArrayView name = listing.view(item);
        const bool top = job.depth == 0 && !job.root->archived;
        if (top && name == ".archive") {
            if (item.type == DT_DIR)
                more.push_back({folder, name.toByteArray(), {}, job.root + 1, 0});
            return;
        }
        if (leftAlone(name, job.depth + (job.root->archived ? 1 : 0)))
            return;
        if (item.type == DT_REG && job.depth > 0 && name == "DESCRIPTION.md")
            m_visitor.category({*job.root, job.path}, *folder);
        if (item.type == DT_LNK)
            noteLink(*job.root, below(job.root->folder, joined(job.path, name)));
        if (item.type != DT_DIR || job.depth > deepestCategory)
            return;
        if (QByteArray path = joined(job.path, name); !m_visitor.isUnchanged(*job.root, path, folder->get(), listing.name(item)))
            more.push_back({folder, name.toByteArray(), std::move(path), job.root, job.depth + 1});
    }

    static QByteArray joined(const QByteArray &path, QByteArrayView name)
    {
        return path.isEmpty() ? name.toByteArray() : path + '/' + name.toByteArray();
    }

    void lookAtSkill(const Job &job, const Descriptor &folder)
    {
        FoundSkill found{*job.root, job.path};
        m_path.clear();
        stampFiles(found, folder, 0);
        if (found.outline.size() > longestOutline)
            found.outline.clear();
        found.outline.squeeze();
        m_visitor.skill(found, folder);
    }

    /// Of the folder at m_path below the skill. The listing of this depth was read already.
    void stampFiles(FoundSkill &found, const Descriptor &folder, int depth)
    {
        struct stat info = {};
        if (::fstat(folder.get(), &info) == 0)
            addToStamp(found, m_path.isEmpty() ? "/" : m_path, info);
        const Listing &listing = m_listings[size_t(depth)];
        const qsizetype size = m_path.size();
        for (const Listing::Item &item : listing.items()) {
            const QByteArrayView name = listing.view(item);
            if (leftAlone(name, 1))
                continue;
            m_path.append(name);
            if (item.type == DT_DIR && depth < deepestFile) {
                const Descriptor child = folderIn(folder.get(), listing.name(item));
                if (child.isOpen() && m_listings[size_t(depth + 1)].read(child.get())) {
                    m_path.append('/');
                    stampFiles(found, child, depth + 1);
                } else {
                    noteUnreadable(below(found.root.folder, joined(found.path, m_path)));
                }
            } else if ((item.type == DT_REG || item.type == DT_LNK)
                       && ::fstatat(folder.get(), listing.name(item), &info, AT_SYMLINK_NOFOLLOW) == 0) {
                addToStamp(found, m_path, info);
                addFile(found, info, depth == 0 && name == "SKILL.md");
            }
            m_path.truncate(size);
        }
    }

    static void addToStamp(FoundSkill &found, const QByteArray &path, const struct stat &info)
    {
        found.stamp += stampOf(hashOf(path), info);
        found.touchedMs = std::max(found.touchedMs, millisecondsOf(info.st_ctim));
        if (found.outline.size() <= longestOutline)
            found.outline.append(path).append('\0');
    }

    static void addFile(FoundSkill &found, const struct stat &info, bool document)
    {
        ++found.fileCount;
        found.newestMs = std::max(found.newestMs, millisecondsOf(info.st_mtim));
        if (document) {
            found.documentBytes = info.st_size;
            found.documentIsLink = S_ISLNK(info.st_mode);
        }
    }

    void noteLink(const Root &root, const QString &path)
    {
        const QFileInfo target(path);
        // One that stays inside leads to a skill that is listed where it lies.
        if (target.isDir() && !target.canonicalFilePath().startsWith(root.canonical + u'/'))
            m_visitor.problem(
                Words::tr("%1 is a link that leads out of the folder (%2); it was not followed. Add that folder as a "
                          "source to see its skills")
                    .arg(path, target.canonicalFilePath()));
    }

    void noteUnreadable(const QString &path)
    {
        const QString why = systemMessage(errno);
        m_visitor.problem(Words::tr("%1 could not be read: %2").arg(path, why));
    }

    Visitor &m_visitor;
    std::array<Listing, deepestFile + 1> m_listings;
    QByteArray m_path; ///< below the skill
};

void FolderWalk::add(const QString &root, const QString &source)
{
    auto roots = std::make_unique<Root[]>(2);
    const int number = int(m_roots.size());
    roots[0] = {root, QFileInfo(root).canonicalFilePath(), source, number, false};
    roots[1] = {root + QStringLiteral("/.archive"), roots[0].canonical, source, number, true};
    m_jobs.push_back({nullptr, QFile::encodeName(root), {}, &roots[0], 0});
    m_roots.push_back(std::move(roots));
}

void FolderWalk::run(const std::vector<Visitor *> &visitors)
{
    m_open = m_jobs.size();
    std::vector<std::jthread> others;
    for (size_t i = 1; i < visitors.size(); ++i)
        others.emplace_back([this, visitor = visitors[i]] { work(*visitor); });
    work(*visitors.front());
}

void FolderWalk::work(Visitor &visitor)
{
    Worker worker(visitor);
    std::vector<Job> jobs, more;
    while (take(jobs)) {
        for (const Job &job : jobs) {
            if (!isStopped())
                worker.look(job, more);
        }
        give(std::move(more), jobs.size());
        more.clear();
    }
}

/// Waits for work; false when all is done.
bool FolderWalk::take(std::vector<Job> &jobs)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_jobs.empty() || m_open == 0; });
    jobs.clear();
    // From the end: what was found last is near; a part only, so that others have some.
    const size_t share = std::min(jobsAtOnce, (m_jobs.size() + 1) / 2);
    for (size_t i = 0; i < share; ++i) {
        jobs.push_back(std::move(m_jobs.back()));
        m_jobs.pop_back();
    }
    return !jobs.empty();
}

void FolderWalk::give(std::vector<Job> &&jobs, size_t done)
{
    const std::scoped_lock lock(m_mutex);
    m_open = m_open - done + jobs.size();
    std::ranges::move(jobs, std::back_inserter(m_jobs));
    if (!jobs.empty() || m_open == 0)
        m_changed.notify_all();
}

} // namespace hsf::library
