// SPDX-License-Identifier: MIT
#include "library/leftalone_p.h"
#include "library/words_p.h"
#include "library/writer_p.h"

#include <QSet>

namespace hsf::library {

namespace {
/// From so many files on, one sync of the file system is quicker than one of each.
constexpr qsizetype many = 64;
} // namespace

Result<Spot> spotOf(const Place &place, const QString &treePath)
{
    const QByteArray path = treePath.toUtf8();
    const QList<QByteArray> parts = path.split('/');
    bool good = parts.size() > 1 && !path.contains('\0') && (parts.first() == "skills" || parts.first() == "memories");
    for (qsizetype i = 1; good && i < parts.size(); ++i)
        good = !parts[i].isEmpty() && parts[i] != "." && parts[i] != ".." && !leftAlone(parts[i], int(i) - 1);
    if (!good)
        return fail(Error::Kind::Refused, Words::tr("\"%1\" is not a place the library keeps").arg(treePath));
    const QString root = parts.first() == "skills" ? place.skills : place.memories;
    return Spot{Disk(root), path.sliced(parts.first().size() + 1)};
}

Checkout::Checkout(QList<FileStep> steps, StepHook hook, Kept kept)
    : m_steps(std::move(steps))
    , m_kept(kept)
    , m_staged(m_steps.size())
    , m_hook(std::move(hook))
{ }

Result<> Checkout::run()
{
    if (const Result<> staged = stage(); !staged)
        return staged;
    if (const Result<> replaced = replace(); !replaced)
        return replaced;
    return tidy();
}

Result<> Checkout::stage()
{
    const bool each = m_kept == Kept::Synced && m_steps.size() <= many;
    for (qsizetype i = 0; i < m_steps.size(); ++i) {
        const FileStep &step = m_steps[i];
        if (!step.after)
            continue;
        const Result<QByteArray> staged = step.spot.disk.stage(step.spot.path, *step.after, step.executable,
                                                               each ? Disk::Staged::Synced : Disk::Staged::Begun);
        if (!staged)
            return std::unexpected(staged.error());
        m_staged[i] = *staged;
        m_hook("file-staged");
    }
    return m_kept == Kept::Told || each ? Result<>() : syncFileSystems();
}

Result<> Checkout::syncFileSystems() const
{
    QSet<QString> roots;
    for (const FileStep &step : m_steps)
        roots.insert(step.spot.disk.root());
    return syncFileSystemsOf(roots.values());
}

Result<> Checkout::replace()
{
    // What comes before what goes: a folder that moves is there twice for a moment, never not at all.
    for (const bool removing : {false, true}) {
        for (qsizetype i = 0; i < m_steps.size(); ++i) {
            if (m_steps[i].after.has_value() == removing)
                continue;
            if (const Result<> done = replaceOne(i); !done)
                return done;
            m_hook("file-replaced");
        }
    }
    return {};
}

Result<> Checkout::replaceOne(qsizetype index)
{
    const FileStep &step = m_steps[index];
    const Result<DiskFile> now = step.spot.disk.read(step.spot.path);
    if (!now)
        return std::unexpected(now.error());
    if (!lies(*now, step.before))
        return fail(Error::Kind::Refused, Words::tr("%1 changed on disk meanwhile").arg(step.treePath));
    const Result<> done
        = step.after ? step.spot.disk.replace(m_staged[index], step.spot.path) : step.spot.disk.remove(step.spot.path);
    if (done) {
        m_staged[index].clear();
        m_replaced.append(index);
    }
    return done;
}

Result<> Checkout::tidy()
{
    for (const FileStep &step : std::as_const(m_steps)) {
        if (!step.after)
            step.spot.disk.removeEmptyFolders(splitPath(step.spot.path).first);
    }
    return m_kept == Kept::Synced ? syncFolders() : Result<>();
}

Result<> Checkout::syncFolders()
{
    if (m_steps.size() > many)
        return syncFileSystems();
    QSet<std::pair<QString, QByteArray>> synced;
    for (const FileStep &step : std::as_const(m_steps)) {
        const QByteArray folder = splitPath(step.spot.path).first;
        // New folders on the way are only durable once their parents are.
        for (QByteArray at = folder;; at = splitPath(at).first) {
            const auto key = std::pair(step.spot.disk.root(), at);
            if (!synced.contains(key)) {
                if (const Result<> done = step.spot.disk.sync(at); !done)
                    return done;
                synced.insert(key);
            }
            if (at.isEmpty())
                break;
        }
    }
    return {};
}

bool Checkout::takeBack()
{
    bool whole = true;
    for (qsizetype i = 0; i < m_steps.size(); ++i) {
        if (!m_staged[i].isEmpty())
            whole = m_steps[i].spot.disk.remove(m_staged[i]).has_value() && whole;
    }
    for (const qsizetype index : std::as_const(m_replaced)) {
        const FileStep &step = m_steps[index];
        const Disk &disk = step.spot.disk;
        const Result<DiskFile> now = disk.read(step.spot.path);
        if (now && !lies(*now, step.after))
            continue; // somebody was quicker: theirs stays
        if (!step.before) {
            whole = disk.remove(step.spot.path).has_value() && whole;
            continue;
        }
        const Result<QByteArray> staged = disk.stage(step.spot.path, *step.before, step.executableBefore);
        whole = staged && disk.replace(*staged, step.spot.path) && whole;
    }
    for (const FileStep &step : std::as_const(m_steps)) {
        if (!step.before)
            step.spot.disk.removeEmptyFolders(splitPath(step.spot.path).first);
    }
    return whole;
}

} // namespace hsf::library
