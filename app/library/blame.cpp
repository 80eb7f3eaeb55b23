// SPDX-License-Identifier: MIT
//
// Who wrote which line. A file's version hands the lines it shares with the version before on to that one; what is left
// it wrote itself. A merge hands on to each side, a file that came from elsewhere (the archive) to where it was.
#include "library/history_p.h"
#include "library/words_p.h"

namespace hsf::library {

namespace {

/// For each line of `after` its place in `before`, both from 0; -1: it is new.
class SharedLines
{
public:
    static Result<QList<int>> between(const QByteArray &before, const QByteArray &after, int count)
    {
        SharedLines lines(count);
        git_diff_options options = GIT_DIFF_OPTIONS_INIT;
        options.flags = GIT_DIFF_PATIENCE | GIT_DIFF_FORCE_TEXT;
        options.context_lines = 0;
        options.interhunk_lines = 0;
        if (git_diff_buffers(before.constData(), size_t(before.size()), nullptr, after.constData(),
                             size_t(after.size()), nullptr, &options, nullptr, nullptr, &SharedLines::hunk, nullptr,
                             &lines)
            != 0)
            return git::lastError();
        lines.shareUpTo(count);
        return std::move(lines.m_places);
    }

private:
    explicit SharedLines(int count)
        : m_places(count, -1)
    { }

    static int hunk(const git_diff_delta *, const git_diff_hunk *hunk, void *payload)
    {
        auto *lines = static_cast<SharedLines *>(payload);
        // Of an empty side Git names the line before.
        lines->shareUpTo(hunk->new_lines > 0 ? hunk->new_start - 1 : hunk->new_start);
        lines->m_new += hunk->new_lines;
        lines->m_old += hunk->old_lines;
        return 0;
    }

    void shareUpTo(int line)
    {
        for (; m_new < line && m_new < m_places.size(); ++m_new)
            m_places[m_new] = m_old++;
    }

    QList<int> m_places;
    int m_new = 0, m_old = 0;
};

int lineCount(const QByteArray &bytes)
{
    return int(bytes.count('\n')) + (bytes.isEmpty() || bytes.endsWith('\n') ? 0 : 1);
}

/// A version of a file somewhere in the past, and the lines of the file in question that came from it.
struct Version {
    git_oid commit{}; ///< at or after the one that wrote it
    QByteArray path;
    git_oid blob{};
    QList<std::pair<int, int>> lines; ///< line here, line in the file in question
};

class Blamer
{
public:
    Blamer(git_repository *repository, const RevisionIndex *index)
        : m_repository(repository)
        , m_index(index)
    { }

    /// The commit of each line.
    Result<QList<git_oid>> blame(const git_oid &commit, const QByteArray &path, const git_oid &blob)
    {
        const auto bytes = git::bytesOf(m_repository, blob);
        if (!bytes)
            return std::unexpected(bytes.error());
        m_writers.resize(lineCount(*bytes));
        Version now{commit, path, blob, {}};
        for (int i = 0; i < m_writers.size(); ++i)
            now.lines << std::pair(i, i);
        m_open << now;
        while (!m_open.isEmpty()) {
            const Version version = m_open.takeLast();
            if (const Result<> done = follow(version); !done)
                return std::unexpected(done.error());
        }
        return m_writers;
    }

private:
    /// Back along the first parents until all lines are attributed or a merge or move opens other ways.
    Result<> follow(Version version)
    {
        PastWalk walk(m_repository, m_index, version.commit, version.path);
        auto step = walk.next();
        while (step && *step && !version.lines.isEmpty()) {
            const PastWalk::Step wrote = **step;
            if (wrote.merged)
                return followMerge(std::move(version), wrote.commit);
            step = walk.next();
            if (!step)
                break;
            const bool came = !*step || !(*step)->after;
            if (came) {
                const auto source = movedFrom(version, wrote.commit);
                if (!source)
                    return std::unexpected(source.error());
                if (*source) {
                    m_open << **source;
                    return {};
                }
                while (step && *step && !(*step)->after) // it was removed once and came back
                    step = walk.next();
                if (!step || !*step)
                    return step ? settle(version.lines, wrote.commit) : Result<>(std::unexpected(step.error()));
            }
            if (const Result<> done = handOn(version, (*step)->after->id, wrote.commit); !done)
                return done;
        }
        return step ? Result<>() : std::unexpected(step.error());
    }

    /// The lines that `older` has become its lines; the rest was written by `writer`.
    Result<> handOn(Version &version, const git_oid &older, const git_oid &writer)
    {
        if (git_oid_equal(&older, &version.blob))
            return {};
        const auto shared = sharedWith(version, older);
        if (!shared)
            return std::unexpected(shared.error());
        QList<std::pair<int, int>> kept, written;
        for (const auto &[here, wanted] : std::as_const(version.lines)) {
            if (const int there = shared->value(here, -1); there >= 0)
                kept << std::pair(there, wanted);
            else
                written << std::pair(here, wanted);
        }
        version.lines = kept;
        version.blob = older;
        return settle(written, writer);
    }

    Result<QList<int>> sharedWith(const Version &version, const git_oid &older) const
    {
        const auto before = git::bytesOf(m_repository, older);
        const auto after = git::bytesOf(m_repository, version.blob);
        if (!before || !after)
            return std::unexpected(before ? after.error() : before.error());
        return SharedLines::between(*before, *after, lineCount(*after));
    }

    Result<> settle(const QList<std::pair<int, int>> &lines, const git_oid &writer)
    {
        for (const auto &[here, wanted] : lines)
            m_writers[wanted] = writer;
        return {};
    }

    Result<> followMerge(Version version, const git_oid &merge)
    {
        const Result<git::Commit> commit = git::commitOf(m_repository, merge);
        if (!commit)
            return std::unexpected(commit.error());
        for (unsigned i = 0; i < git_commit_parentcount(commit->get()) && !version.lines.isEmpty(); ++i) {
            const git_oid parent = *git_commit_parent_id(commit->get(), i);
            const Result<git::Tree> tree = git::treeOfCommit(m_repository, parent);
            if (!tree)
                return std::unexpected(tree.error());
            const auto leaf = git::entryAt(tree->get(), version.path);
            if (!leaf || leaf->mode == GIT_FILEMODE_TREE)
                continue;
            const auto shared = sharedWith(version, leaf->id);
            if (!shared)
                return std::unexpected(shared.error());
            Version side{parent, version.path, leaf->id, {}};
            QList<std::pair<int, int>> rest;
            for (const auto &[here, wanted] : std::as_const(version.lines)) {
                if (const int there = shared->value(here, -1); there >= 0)
                    side.lines << std::pair(there, wanted);
                else
                    rest << std::pair(here, wanted);
            }
            version.lines = rest;
            if (!side.lines.isEmpty())
                m_open << side;
        }
        return settle(version.lines, merge);
    }

    /// The file of the same bytes that went when this one came.
    Result<std::optional<Version>> movedFrom(const Version &version, const git_oid &commit) const
    {
        const Result<git::Commit> made = git::commitOf(m_repository, commit);
        if (!made)
            return std::unexpected(made.error());
        if (git_commit_parentcount(made->get()) == 0)
            return std::optional<Version>();
        const auto revision = revisionOf(m_repository, made->get(), m_index);
        if (!revision)
            return std::unexpected(revision.error());
        const git_oid parent = *git_commit_parent_id(made->get(), 0);
        const Result<git::Tree> before = git::treeOfCommit(m_repository, parent);
        const Result<git::Tree> after = git::treeOfCommit(m_repository, commit);
        if (!before || !after)
            return std::unexpected(before ? after.error() : before.error());
        const QByteArray name = version.path.mid(version.path.lastIndexOf('/') + 1);
        for (const QString &path : revision->paths) {
            const QByteArray other = path.toUtf8();
            if (!other.endsWith('/' + name) || git::entryAt(after->get(), other))
                continue;
            const auto leaf = git::entryAt(before->get(), other);
            if (leaf && git_oid_equal(&leaf->id, &version.blob))
                return Version{parent, other, version.blob, version.lines};
        }
        return std::optional<Version>();
    }

    git_repository *m_repository;
    const RevisionIndex *m_index;
    QList<git_oid> m_writers;
    QList<Version> m_open;
};

} // namespace

Result<QList<BlameSpan>> History::blame(const QString &commit, const QString &path) const
{
    const auto id = d->idOf(commit.isEmpty() ? head() : commit);
    if (!id)
        return std::unexpected(id.error());
    const Result<git::Tree> tree = git::treeOfCommit(d->git(), *id);
    if (!tree)
        return std::unexpected(tree.error());
    const auto leaf = git::entryAt(tree->get(), path.toUtf8());
    if (!leaf || leaf->mode == GIT_FILEMODE_TREE)
        return fail(Error::Kind::NotFound, Words::tr("there is no file %1 in that revision").arg(path));
    const auto writers = Blamer(d->git(), d->index.get()).blame(*id, path.toUtf8(), leaf->id);
    if (!writers)
        return std::unexpected(writers.error());
    QList<BlameSpan> spans;
    QHash<QByteArray, Revision> known;
    for (int i = 0; i < writers->size(); ++i) {
        const git_oid &writer = writers->at(i);
        if (i > 0 && git_oid_equal(&writer, &writers->at(i - 1))) {
            ++spans.last().lineCount;
            continue;
        }
        const QByteArray key(reinterpret_cast<const char *>(writer.id), GIT_OID_SHA1_SIZE);
        if (!known.contains(key)) {
            auto revision = d->revision(writer);
            if (!revision)
                return std::unexpected(revision.error());
            known.insert(key, *std::move(revision));
        }
        spans << BlameSpan{i + 1, 1, known.value(key)};
    }
    return spans;
}

} // namespace hsf::library
