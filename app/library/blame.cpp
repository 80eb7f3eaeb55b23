// SPDX-License-Identifier: MIT
//
// Who wrote which line. A file's version hands the lines it shares with the version before on to that one; what is left
// it wrote itself. A merge hands on to each side, a file that came from elsewhere (the archive) to where it was.
#include "library/history_p.h"
#include "library/moved_p.h"
#include "library/words_p.h"

#include <array>

namespace hsf::library {

namespace {

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
        const auto text = textOf(blob);
        if (!text)
            return std::unexpected(text.error());
        m_writers.resize(text->lines);
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
                const auto source = movedFrom(m_repository, m_index, wrote.commit, version.path, version.blob);
                if (!source)
                    return std::unexpected(source.error());
                if (*source) {
                    if (const Result<> done = handOn(version, (*source)->blob, wrote.commit); !done)
                        return done;
                    if (!version.lines.isEmpty())
                        m_open << Version{(*source)->commit, (*source)->path, (*source)->blob, version.lines};
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

    Result<QList<int>> sharedWith(const Version &version, const git_oid &older)
    {
        const auto before = textOf(older), after = textOf(version.blob);
        if (!before || !after)
            return std::unexpected(before ? after.error() : before.error());
        return sharedLines(before->bytes, after->bytes, after->lines);
    }

    struct Text {
        git_oid blob{};
        QByteArray bytes;
        int lines = 0;
    };
    /// The older one of a step is the newer one of the next.
    Result<Text> textOf(const git_oid &blob)
    {
        for (const Text &text : m_read) {
            if (git_oid_equal(&text.blob, &blob))
                return text;
        }
        const auto bytes = git::bytesOf(m_repository, blob, git::Compared::Checksum);
        if (!bytes)
            return std::unexpected(bytes.error());
        return m_read[m_next++ % m_read.size()] = {blob, *bytes, lineCount(*bytes)};
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

    git_repository *m_repository;
    const RevisionIndex *m_index;
    QList<git_oid> m_writers;
    QList<Version> m_open;
    std::array<Text, 2> m_read{}; ///< the last ones
    size_t m_next = 0;
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
            const Result<git::Commit> made = git::commitOf(d->git(), writer);
            if (!made)
                return std::unexpected(made.error());
            known.insert(key, messageOf(made->get()));
        }
        spans << BlameSpan{i + 1, 1, known.value(key)};
    }
    return spans;
}

} // namespace hsf::library
