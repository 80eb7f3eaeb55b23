// SPDX-License-Identifier: MIT
#include "library/watchtree_p.h"

#include "library/leftalone_p.h"
#include "library/listing_p.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <sys/inotify.h>
#include <unistd.h>

#include <fcntl.h>

namespace hsf::library {

namespace {

constexpr int deepestWatched = 24;
constexpr uint32_t ofFolders = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_MODIFY
    | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;
constexpr uint32_t ofWaiting = IN_CREATE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

/// The path itself, or the folder above it that is there.
QString nearestFolder(QString path)
{
    while (path.contains(u'/') && !QFileInfo(path).isDir())
        path = path.first(path.lastIndexOf(u'/'));
    return path.isEmpty() ? QStringLiteral("/") : path;
}

} // namespace

WatchTree::WatchTree(std::function<void(const QString &)> note)
    : m_note(std::move(note))
    , m_inotify(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
{ }

void WatchTree::setRoots(const QStringList &roots)
{
    for (auto it = m_nodes.keyBegin(); it != m_nodes.keyEnd(); ++it)
        ::inotify_rm_watch(m_inotify.get(), *it);
    m_nodes.clear();
    m_children.clear();
    m_missing.clear();
    m_movedAway.clear();
    m_short = false;
    m_roots = roots;
    for (const QString &root : roots)
        addRoot(root);
}

void WatchTree::addRoot(const QString &root)
{
    QString above = nearestFolder(root);
    for (QString before; above != root && above != before;) {
        // With what is there already: the folder may be watched for its own sake.
        const QByteArray path = QFile::encodeName(above);
        const int watch = ::inotify_add_watch(m_inotify.get(), path.constData(), ofWaiting | IN_MASK_ADD);
        if (watch >= 0 && !m_nodes.contains(watch))
            insert(watch, {0, path, 0, true});
        // What came between looking and watching has told nobody.
        before = std::exchange(above, nearestFolder(root));
    }
    if (above == root)
        addFolder(0, QFile::encodeName(root), 0);
    else if (!m_missing.contains(root))
        m_missing.append(root);
}

void WatchTree::retryMissing()
{
    for (const QString &root : std::exchange(m_missing, {})) {
        addRoot(root);
        if (!m_missing.contains(root))
            m_note(root);
    }
}

/// The folder and those below it. Each is watched first and listed then, so that nothing falls in between.
void WatchTree::addFolder(int parent, const QByteArray &name, int depth)
{
    struct Job {
        int parent;
        QByteArray name;
        int depth;
    };
    std::vector<Job> jobs{{parent, name, depth}};
    Listing listing;
    while (!jobs.empty()) {
        const Job job = std::move(jobs.back());
        jobs.pop_back();
        const QByteArray path = job.parent == 0 ? job.name : pathOf(job.parent) + '/' + job.name;
        const int watch
            = ::inotify_add_watch(m_inotify.get(), path.constData(), ofFolders | (job.depth > 0 ? IN_DONT_FOLLOW : 0));
        if (watch < 0) {
            m_short = m_short || errno == ENOSPC || errno == ENOMEM;
            continue;
        }
        insert(watch, {job.parent, job.name, job.depth, false});
        const Descriptor folder(
            ::open(path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | (job.depth > 0 ? O_NOFOLLOW : 0)));
        if (job.depth >= deepestWatched || !folder.isOpen() || !listing.read(folder.get()))
            continue;
        for (const Listing::Item &item : listing.items()) {
            if (item.type == DT_DIR && !leftAlone(listing.view(item), job.depth))
                jobs.push_back({watch, listing.view(item).toByteArray(), job.depth + 1});
        }
    }
}

QByteArray WatchTree::pathOf(int node) const
{
    const Node &at = *m_nodes.constFind(node);
    return at.parent == 0 || !m_nodes.contains(at.parent) ? at.name : pathOf(at.parent) + '/' + at.name;
}

void WatchTree::insert(int watch, const Node &node)
{
    forget(watch); // the same folder in another place
    m_nodes.insert(watch, node);
    m_children.insert({node.parent, node.name}, watch);
}

void WatchTree::forget(int watch)
{
    const auto known = m_nodes.constFind(watch);
    if (known == m_nodes.cend())
        return;
    if (const std::pair key(known->parent, known->name); m_children.value(key, -1) == watch)
        m_children.remove(key);
    m_nodes.erase(known);
}

void WatchTree::removeBelow(int node)
{
    const auto lies = [&](int watch) {
        while (watch != 0 && watch != node)
            watch = m_nodes.value(watch).parent;
        return watch == node;
    };
    QList<int> gone;
    for (auto it = m_nodes.keyBegin(); it != m_nodes.keyEnd(); ++it) {
        if (lies(*it))
            gone.append(*it);
    }
    for (const int watch : std::as_const(gone)) {
        ::inotify_rm_watch(m_inotify.get(), watch);
        forget(watch);
    }
}

/// A root, or a folder above one that is waited for, is not where it was.
void WatchTree::lost(int node)
{
    const Node at = m_nodes.value(node);
    removeBelow(node);
    if (!at.waits) {
        const QString root = QFile::decodeName(at.name);
        m_note(root);
        if (!m_missing.contains(root))
            m_missing.append(root);
    }
    retryMissing();
}

void WatchTree::readEvents()
{
    alignas(inotify_event) char buffer[64 * 1024];
    for (;;) {
        const ssize_t got = ::read(m_inotify.get(), buffer, sizeof buffer);
        if (got <= 0)
            break;
        for (ssize_t at = 0; at < got;) {
            const auto *event = reinterpret_cast<const inotify_event *>(buffer + at);
            at += ssize_t(sizeof(inotify_event)) + event->len;
            take(*event);
        }
    }
    // Moved to where nobody looks.
    for (const auto &[cookie, node] : std::exchange(m_movedAway, {})) {
        if (m_nodes.contains(node))
            removeBelow(node);
    }
}

void WatchTree::take(const inotify_event &event)
{
    if (event.mask
        & IN_Q_OVERFLOW) { // more happened than the system remembers: look at everything, also for new folders
        const QStringList roots = m_roots;
        setRoots(roots);
        for (const QString &root : roots)
            m_note(root);
        return;
    }
    const auto known = m_nodes.constFind(event.wd);
    if (known == m_nodes.cend())
        return;
    const Node node = *known;
    if (event.mask & (IN_DELETE_SELF | IN_MOVE_SELF)) {
        if (node.parent == 0)
            lost(event.wd);
        return;
    }
    if (event.mask & IN_IGNORED) {
        forget(event.wd);
        return;
    }
    if (!m_missing.isEmpty() && (node.waits || event.mask & (IN_CREATE | IN_MOVED_TO)))
        retryMissing();
    if (node.waits)
        return;
    const QByteArray name = event.len > 0 ? QByteArray(event.name) : QByteArray();
    if (!name.isEmpty() && leftAlone(name, node.depth))
        return;
    if (event.mask & IN_ISDIR && !name.isEmpty()) {
        if (event.mask & IN_MOVED_FROM) {
            if (const int child = m_children.value({event.wd, name}, -1); child >= 0)
                m_movedAway[event.cookie] = child;
        } else if (event.mask & (IN_CREATE | IN_MOVED_TO)) {
            m_movedAway.erase(event.cookie);
            addFolder(event.wd, name, node.depth + 1);
        } else if (event.mask & IN_DELETE) {
            if (const int child = m_children.value({event.wd, name}, -1); child >= 0)
                removeBelow(child);
        } else {
            return; // a folder's own rights and times are nobody's business
        }
    }
    if (name.isEmpty() && event.mask & IN_ATTRIB)
        return;
    const QByteArray path = pathOf(event.wd);
    m_note(QFile::decodeName(name.isEmpty() ? path : path + '/' + name));
}

} // namespace hsf::library
