// SPDX-License-Identifier: MIT
#include "diff/lines.h"
#include "diff/libgit_p.h"

#include <limits>

namespace hsf::diff {

namespace {
git_merge_file_input inputOf(const QByteArray &text)
{
    git_merge_file_input input = GIT_MERGE_FILE_INPUT_INIT;
    input.ptr = text.constData();
    input.size = size_t(text.size());
    return input;
}

/// Longer than any such run in the texts, so that a mark is a mark.
int markSize(const QList<QByteArray> &texts)
{
    int size = 7;
    for (const QByteArray &text : texts) {
        while (text.contains(QByteArray(size, '<')) || text.contains(QByteArray(size, '>')))
            size *= 2;
    }
    return size;
}

QByteArray closedLine(const QByteArray &text)
{
    return text.isEmpty() || text.endsWith('\n') ? text : text + '\n';
}

/// For what libgit2 takes to be binary: nothing is joined, both are shown.
Merge bothSides(const QByteArray &ours, const QByteArray &theirs, int marks)
{
    return {QByteArray(marks, '<') + " ours\n" + closedLine(ours) + QByteArray(marks, '=') + '\n' + closedLine(theirs) + QByteArray(marks, '>')
                + " theirs\n", 1};
}
} // namespace

Merge merge3(const QByteArray &base, const QByteArray &ours, const QByteArray &theirs)
{
    if (ours == theirs || base == theirs)
        return {ours, 0};
    if (base == ours)
        return {theirs, 0};
    const int marks = markSize({base, ours, theirs});
    const auto binary = [](const QByteArray &text) { return text.contains('\0'); };
    if (binary(base) || binary(ours) || binary(theirs) || marks > std::numeric_limits<unsigned short>::max())
        return bothSides(ours, theirs, marks);
    startLibgit2();
    const git_merge_file_input baseInput = inputOf(base), ourInput = inputOf(ours), theirInput = inputOf(theirs);
    git_merge_file_options options = GIT_MERGE_FILE_OPTIONS_INIT;
    options.our_label = "ours";
    options.their_label = "theirs";
    options.marker_size = static_cast<unsigned short>(marks);
    git_merge_file_result merged{};
    if (git_merge_file(&merged, &baseInput, &ourInput, &theirInput, &options) != 0)
        return bothSides(ours, theirs, marks);
    Merge result{QByteArray(merged.ptr, qsizetype(merged.len)), 0};
    if (!merged.automergeable)
        result.conflicts = std::max(1, int(result.text.count(QByteArray(marks, '<') + " ours")));
    git_merge_file_result_free(&merged);
    return result;
}

} // namespace hsf::diff
