// SPDX-License-Identifier: MIT
#include "diff/lines.h"
#include "diff/libgit_p.h"

#include <algorithm>

namespace hsf::diff {

QList<QByteArray> splitLines(const QByteArray &text)
{
    QList<QByteArray> lines;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype newline = text.indexOf('\n', at);
        const qsizetype next = newline < 0 ? text.size() : newline + 1;
        lines << text.sliced(at, next - at);
        at = next;
    }
    return lines;
}

QByteArray joinLines(const QList<QByteArray> &lines)
{
    QByteArray text;
    for (const QByteArray &line : lines)
        text += line;
    return text;
}

namespace {
/// Git counts lines from 1, and names the line before an empty range.
int startOf(int line, int count)
{
    return count == 0 ? line : line - 1;
}

int takeHunk(const git_diff_delta *, const git_diff_hunk *hunk, void *payload)
{
    const int from = startOf(hunk->old_start, hunk->old_lines);
    const int to = startOf(hunk->new_start, hunk->new_lines);
    static_cast<QList<Change> *>(payload)->append({from, from + hunk->old_lines, to, to + hunk->new_lines});
    return 0;
}

/// What can always be said: everything between the common beginning and the common end.
QList<Change> oneChange(const QByteArray &before, const QByteArray &after)
{
    const QList<QByteArray> old = splitLines(before);
    const QList<QByteArray> now = splitLines(after);
    const auto [oldAt, newAt] = std::ranges::mismatch(old, now);
    const int start = int(oldAt - old.begin());
    int same = 0;
    while (same < std::min(old.size(), now.size()) - start && old[old.size() - 1 - same] == now[now.size() - 1 - same])
        ++same;
    return {{start, int(old.size()) - same, start, int(now.size()) - same}};
}
} // namespace

QList<Change> diffLines(const QByteArray &before, const QByteArray &after)
{
    if (before == after)
        return {};
    startLibgit2();
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_PATIENCE | GIT_DIFF_FORCE_TEXT;
    options.context_lines = 0;
    options.interhunk_lines = 0;
    QList<Change> changes;
    const int failed = git_diff_buffers(before.constData(), size_t(before.size()), nullptr, after.constData(), size_t(after.size()), nullptr,
                                        &options, nullptr, nullptr, takeHunk, nullptr, &changes);
    // Above libgit2's limit of size there is no finer answer, but still a true one.
    return failed || changes.isEmpty() ? oneChange(before, after) : changes;
}

QByteArray applyChanges(const QByteArray &before, const QByteArray &after, const QList<Change> &changes, const QList<int> &accepted)
{
    const QList<QByteArray> old = splitLines(before);
    const QList<QByteArray> now = splitLines(after);
    QByteArray result;
    int at = 0;
    for (qsizetype i = 0; i < changes.size(); ++i) {
        if (!accepted.contains(int(i)))
            continue;
        const Change &change = changes[i];
        for (; at < change.oldStart; ++at)
            result += old[at];
        for (int line = change.newStart; line < change.newEnd; ++line)
            result += now[line];
        at = change.oldEnd;
    }
    for (; at < old.size(); ++at)
        result += old[at];
    return result;
}

} // namespace hsf::diff
