// SPDX-License-Identifier: MIT
//
// What is shown as a difference is what is applied: both sides come back byte for byte, from the changes and from the
// rows.
#include "diff/lines.h"
#include "diff/rows.h"
#include "fuzz/targets.h"

namespace hsf::fuzz {

namespace {

using namespace hsf::diff;

void expectTwoSides(const QByteArray &before, const QByteArray &after)
{
    expect(joinLines(splitLines(before)) == before, "lines joined are the text");
    const QList<Change> changes = diffLines(before, after);
    expect(changes.isEmpty() == (before == after), "there are changes when the texts differ");
    QList<int> all, even;
    for (int i = 0; i < changes.size(); ++i) {
        all.append(i);
        if (i % 2 == 0)
            even.append(i);
    }
    expect(applyChanges(before, after, changes, {}) == before, "no change accepted: the text before");
    expect(applyChanges(before, after, changes, all) == after, "all accepted: the text after");
    const QByteArray some = applyChanges(before, after, changes, even);
    expect(applyChanges(before, some, diffLines(before, some), {}) == before, "some accepted can be told again");
}

void expectRows(const QByteArray &before, const QByteArray &after, const RowOptions &options)
{
    const QList<Row> rows = unifiedRows(before, after, options);
    expect(oldBytes(rows) == before, "the rows hold the text before");
    expect(newBytes(rows) == after, "the rows hold the text after");
    for (const Row &row : rows) {
        const qsizetype length = row.text().size();
        for (const Mark &mark : row.marks)
            expect(mark.start >= 0 && mark.length > 0 && mark.start + mark.length <= length, "a mark lies in its row");
    }
}

} // namespace

void diff(const QByteArray &input)
{
    const QList<QByteArray> parts = texts(input, 3);
    expectTwoSides(parts[0], parts[1]);
    for (const int context : {-1, 0, 3})
        expectRows(parts[0], parts[1], {.context = context});
    expect(merge3(parts[0], parts[0], parts[1]) == Merge{parts[1], 0}, "only they changed: theirs");
    expect(merge3(parts[0], parts[1], parts[0]) == Merge{parts[1], 0}, "only we changed: ours");
    expect(merge3(parts[0], parts[1], parts[1]).conflicts == 0, "the same change twice is no conflict");
    std::ignore = merge3(parts[0], parts[1], parts[2]);
}

} // namespace hsf::fuzz
