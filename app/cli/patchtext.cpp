// SPDX-License-Identifier: MIT
#include "cli/patchtext.h"
#include "diff/lines.h"

namespace hsf::cli {

namespace {
constexpr int contextLines = 3;

using Lines = QList<QByteArray>;

void addLine(QByteArray &text, char mark, const QByteArray &line)
{
    text += mark + line;
    if (!line.endsWith('\n'))
        text += "\n\\ No newline at end of file\n";
}

/// "12,3"; an empty range stands behind the line before it.
QByteArray range(int from, int count)
{
    const QByteArray start = QByteArray::number(count == 0 ? from : from + 1);
    return count == 1 ? start : start + ',' + QByteArray::number(count);
}

/// Changes whose surroundings touch stand together.
QByteArray hunk(const QList<diff::Change> &changes, const Lines &before, const Lines &after)
{
    const diff::Change &first = changes.constFirst(), &last = changes.constLast();
    const int lead = std::min(contextLines, first.oldStart);
    const int tail = std::min(contextLines, int(before.size()) - last.oldEnd);
    const int oldFrom = first.oldStart - lead, newFrom = first.newStart - lead;
    QByteArray text = "@@ -" + range(oldFrom, last.oldEnd + tail - oldFrom) + " +" + range(newFrom, last.newEnd + tail - newFrom) + " @@\n";
    int at = oldFrom;
    for (const diff::Change &change : changes) {
        for (; at < change.oldStart; ++at)
            addLine(text, ' ', before[at]);
        for (; at < change.oldEnd; ++at)
            addLine(text, '-', before[at]);
        for (int line = change.newStart; line < change.newEnd; ++line)
            addLine(text, '+', after[line]);
    }
    for (; at < last.oldEnd + tail; ++at)
        addLine(text, ' ', before[at]);
    return text;
}

QByteArray hunks(const QByteArray &before, const QByteArray &after)
{
    const Lines oldLines = diff::splitLines(before), newLines = diff::splitLines(after);
    QByteArray text;
    QList<diff::Change> group;
    for (const diff::Change &change : diff::diffLines(before, after)) {
        if (!group.isEmpty() && change.oldStart - group.constLast().oldEnd > 2 * contextLines) {
            text += hunk(group, oldLines, newLines);
            group.clear();
        }
        group << change;
    }
    return group.isEmpty() ? text : text + hunk(group, oldLines, newLines);
}
} // namespace

QByteArray patchText(const QString &path, const std::optional<QByteArray> &before, const std::optional<QByteArray> &after)
{
    const QByteArray name = path.toUtf8();
    QByteArray text = "diff --git a/" + name + " b/" + name + '\n';
    if (!before)
        text += "new file mode 100644\n";
    if (!after)
        text += "deleted file mode 100644\n";
    const QByteArray old = before.value_or(QByteArray()), now = after.value_or(QByteArray());
    if (old.contains('\0') || now.contains('\0'))
        return text + "Binary files differ\n";
    if (old == now)
        return text;
    text += before ? "--- a/" + name + '\n' : QByteArray("--- /dev/null\n");
    text += after ? "+++ b/" + name + '\n' : QByteArray("+++ /dev/null\n");
    return text + hunks(old, now);
}

} // namespace hsf::cli
