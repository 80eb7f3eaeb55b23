// SPDX-License-Identifier: MIT
#include "library/moved_p.h"

#include <algorithm>
#include <cstring>

namespace hsf::library {

namespace {

constexpr int mostCompared = 20; ///< files of one revision whose lines are looked at
constexpr qsizetype mostBytes = 1 << 20;

/// Most of a file is alike; it is passed by in pieces.
constexpr qsizetype piece = 256;

/// Bytes that both begin with, up to the end of a line.
qsizetype sharedHead(const QByteArray &before, const QByteArray &after)
{
    const qsizetype least = std::min(before.size(), after.size());
    qsizetype alike = 0;
    while (alike + piece <= least && std::memcmp(before.constData() + alike, after.constData() + alike, piece) == 0)
        alike += piece;
    while (alike < least && before[alike] == after[alike])
        ++alike;
    const bool whole = alike == before.size() && alike == after.size();
    return whole ? alike : alike == 0 ? 0 : before.lastIndexOf('\n', alike - 1) + 1;
}

/// Bytes that both end with after their heads, from the beginning of a line.
qsizetype sharedTail(QByteArrayView before, QByteArrayView after, qsizetype head)
{
    const qsizetype most = std::min(before.size(), after.size()) - head;
    const char *const end = before.data() + before.size(), *const afterEnd = after.data() + after.size();
    qsizetype alike = 0;
    while (alike + piece <= most && std::memcmp(end - alike - piece, afterEnd - alike - piece, piece) == 0)
        alike += piece;
    while (alike < most && end[-1 - alike] == afterEnd[-1 - alike])
        ++alike;
    const auto beginsLine = [&](QByteArrayView text) {
        const qsizetype at = text.size() - alike;
        return at == head || text[at - 1] == '\n';
    };
    if (alike == 0 || (beginsLine(before) && beginsLine(after)))
        return alike;
    const qsizetype line = before.last(alike).indexOf('\n');
    return line < 0 ? 0 : alike - line - 1;
}

/// For each line of `after` its place in `before`, both from 0; -1: it is new. Only what lies between the beginning and
/// the end that both have is compared: of a long past most steps change a line or two.
class SharedLines
{
public:
    static Result<QList<int>> between(const QByteArray &whole, const QByteArray &wholeAfter, int count)
    {
        const qsizetype head = sharedHead(whole, wholeAfter);
        const qsizetype tail = sharedTail(whole, wholeAfter, head);
        const QByteArrayView before = QByteArrayView(whole).sliced(head, whole.size() - head - tail);
        const QByteArrayView after = QByteArrayView(wholeAfter).sliced(head, wholeAfter.size() - head - tail);
        SharedLines lines(count);
        lines.m_head = int(std::count(whole.begin(), whole.begin() + head, '\n'));
        lines.shareUpTo(lines.m_head);
        git_diff_options options = GIT_DIFF_OPTIONS_INIT;
        options.flags = GIT_DIFF_PATIENCE | GIT_DIFF_FORCE_TEXT;
        options.context_lines = 0;
        options.interhunk_lines = 0;
        if (!(before.isEmpty() && after.isEmpty())
            && git_diff_buffers(before.constData(), size_t(before.size()), nullptr, after.constData(),
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
        lines->shareUpTo(lines->m_head + (hunk->new_lines > 0 ? hunk->new_start - 1 : hunk->new_start));
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
    int m_head = 0; ///< lines before the compared part
    int m_new = 0, m_old = 0;
};

QByteArray nameOf(const QByteArray &path)
{
    return path.sliced(path.lastIndexOf('/') + 1);
}

/// How much of the file came from the other one, 0 to 1.
Result<double> share(git_repository *repository, const git_oid &before, const git_oid &after)
{
    const auto old = git::bytesOf(repository, before, git::Compared::Checksum);
    const auto now = git::bytesOf(repository, after, git::Compared::Checksum);
    if (!old || !now)
        return std::unexpected(old ? now.error() : old.error());
    const int lines = lineCount(*now);
    if (lines == 0 || old->size() > mostBytes || now->size() > mostBytes)
        return 0;
    return sharedLines(*old, *now, lines).transform([&](const QList<int> &places) {
        return double(std::ranges::count_if(places, [](int place) { return place >= 0; }))
            / std::max(lines, lineCount(*old));
    });
}

/// Files that the revision took away.
Result<QList<MovedFrom>> goneIn(git_repository *repository, const RevisionIndex *index, const git_oid &commit)
{
    QList<MovedFrom> gone;
    const Result<git::Commit> made = git::commitOf(repository, commit);
    if (!made)
        return std::unexpected(made.error());
    if (git_commit_parentcount(made->get()) == 0)
        return gone;
    const auto revision = revisionOf(repository, made->get(), index);
    if (!revision)
        return std::unexpected(revision.error());
    const git_oid parent = *git_commit_parent_id(made->get(), 0);
    const Result<git::Tree> before = git::treeOfCommit(repository, parent);
    const Result<git::Tree> after = git::treeOfCommit(repository, commit);
    if (!before || !after)
        return std::unexpected(before ? after.error() : before.error());
    for (const QString &changed : revision->paths) {
        const QByteArray path = changed.toUtf8();
        const auto leaf = git::entryAt(before->get(), path);
        if (leaf && leaf->mode != GIT_FILEMODE_TREE && !git::entryAt(after->get(), path))
            gone << MovedFrom{parent, path, leaf->id};
    }
    return gone;
}

} // namespace

int lineCount(const QByteArray &bytes)
{
    return int(std::count(bytes.begin(), bytes.end(), '\n')) + (bytes.isEmpty() || bytes.endsWith('\n') ? 0 : 1);
}

Result<QList<int>> sharedLines(const QByteArray &before, const QByteArray &after, int count)
{
    return SharedLines::between(before, after, count);
}

Result<std::optional<MovedFrom>> movedFrom(git_repository *repository, const RevisionIndex *index,
                                           const git_oid &commit, const QByteArray &path, const git_oid &blob)
{
    auto gone = goneIn(repository, index, commit);
    if (!gone)
        return std::unexpected(gone.error());
    // One of its own name is the likelier one, of two with the same bytes as well.
    std::ranges::stable_partition(*gone, [&](const MovedFrom &one) { return nameOf(one.path) == nameOf(path); });
    for (const MovedFrom &one : std::as_const(*gone)) {
        if (git_oid_equal(&one.blob, &blob))
            return one;
    }
    double best = 0.5;
    std::optional<MovedFrom> likest;
    for (const MovedFrom &one : gone->first(std::min<qsizetype>(gone->size(), mostCompared))) {
        const Result<double> shared = share(repository, one.blob, blob);
        if (!shared)
            return std::unexpected(shared.error());
        if (*shared >= best && (!likest || *shared > best)) {
            best = *shared;
            likest = one;
        }
    }
    return likest;
}

} // namespace hsf::library
