// SPDX-License-Identifier: MIT
//
// A thousand wishes "replace this by that" in files of 100 kB: exact ones, ones that each step of the ladder finds, and
// ones that nothing finds.
#include "bench/rows.h"

#include "diff/patch.h"

#include <QElapsedTimer>
#include <QMap>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

constexpr int wishes = 1'000;
constexpr qsizetype fileSize = 100'000;

QByteArray word(QRandomGenerator &random)
{
    static const QList<QByteArray> starts{"ta", "re", "co", "pri", "ma", "lo", "ver", "sy", "pa", "de"},
        middles{"ble", "port", "lumn", "nt", "rgin", "cal", "ify", "stem", "th", "ploy"};
    return starts.at(random.bounded(10)) + middles.at(random.bounded(10))
        + (random.bounded(3) ? QByteArray() : QByteArray::number(random.bounded(50)));
}

/// Markdown with lists, indented code, quotes and a few letters that are not ASCII.
QByteArray fileOf(QRandomGenerator &random)
{
    QByteArray text;
    int number = 0;
    while (text.size() < fileSize) {
        const QByteArray indentation = random.bounded(3) ? QByteArray() : QByteArray(4 * (1 + random.bounded(2)), ' ');
        text += indentation + (random.bounded(4) ? "" : "- ");
        for (int i = 4 + random.bounded(10); i > 0; --i)
            text += word(random) + (i > 1 ? " " : "");
        text += " \u201C" + word(random) + "\u201D no. " + QByteArray::number(++number) + '\n';
        if (random.bounded(9) == 0)
            text += '\n';
    }
    return text;
}

struct Wish {
    QByteArray text, oldText, newText;
};

/// Some lines of a file, said as models misremember them.
Wish wishOf(QRandomGenerator &random, const QByteArray &file, int sort)
{
    qsizetype begin = file.lastIndexOf('\n', random.bounded(int(file.size() - 3'000))) + 1;
    qsizetype end = begin;
    for (int lines = 4 + random.bounded(5); lines > 0; --lines)
        end = file.indexOf('\n', end) + 1;
    QByteArray old = file.sliced(begin, end - begin);
    const QByteArray exact = old;
    switch (sort) {
    case 1: // blanks before the ends of lines
        old.replace("\n", "  \n");
        break;
    case 2: // and inside
        old.replace(" no. ", "   no. ");
        break;
    case 3: // other indentation
        old = "  " + QByteArray(old.chopped(1)).replace("\n", "\n  ") + '\n';
        break;
    case 4: // newlines and quotes escaped
        old.replace("\n", "\\n");
        break;
    case 5: // plain quotes for others
        old.replace("\u201C", "\"").replace("\u201D", "\"");
        break;
    case 6: { // the first and the last line are right
        QList<QByteArray> lines = old.chopped(1).split('\n');
        for (qsizetype i = 1; i + 1 < lines.size(); ++i)
            lines[i] += " roughly";
        old = lines.join('\n') + '\n';
        break;
    }
    case 7: // a word differs here and there
        old.replace("no. ", "number ");
        break;
    case 8: // nearly, but nowhere
        for (qsizetype i = 0; i + 6 < old.size(); i += 9)
            old[i] = old[i] == '\n' || uchar(old[i]) >= 0x80 ? old[i] : 'q';
        break;
    case 9: // nothing like it
        old = "Wholly other text about ships, weather and the harbour.\nNobody wrote this here.\n";
        break;
    default:
        break;
    }
    return {file, old, sort == 9 ? "x\n" : exact + "and a line more\n"};
}

} // namespace

QList<Row> patchLadder()
{
    QRandomGenerator random(11);
    QList<QByteArray> files;
    for (int i = 0; i < 10; ++i)
        files << fileOf(random);
    QList<Wish> all;
    for (int i = 0; i < wishes; ++i)
        all << wishOf(random, files.at(random.bounded(int(files.size()))), i % 10);
    QList<double> took, exact;
    QMap<QString, int> steps;
    for (const Wish &wish : std::as_const(all)) {
        QElapsedTimer timer;
        timer.start();
        const auto patched = diff::patch(wish.text, wish.oldText, wish.newText);
        took << double(timer.nsecsElapsed()) / 1e6;
        ++steps[patched ? patched->step : u"not found"_s];
        timer.start();
        QByteArray copy = wish.text;
        const qsizetype at = copy.indexOf(wish.oldText);
        copy.replace(std::max<qsizetype>(0, at), at < 0 ? 0 : wish.oldText.size(), wish.newText);
        exact << double(timer.nsecsElapsed()) / 1e6;
    }
    QStringList said;
    for (const auto &[step, count] : steps.asKeyValueRange())
        said << u"%1 %2"_s.arg(step).arg(count);
    qInfo("patch.ladder found by: %s; longest %.2f ms", qPrintable(said.join(u", "_s)), quantile(took, 1));
    for (const auto *step : {"exact", "line-trimmed", "white-space", "indentation", "escapes", "look-alikes",
                             "block-anchors", "similarity", "not found"}) {
        if (steps.value(QLatin1StringView(step)) < 10)
            giveUp(u"The wishes did not reach every step of the ladder: "_s + said.join(u", "_s));
    }
    return {{u"patch.ladder"_s, quantile(took, 0.95), u"ms"_s,
             u"QByteArray: looking for the exact text and replacing it, p95 too"_s, quantile(exact, 0.95),
             u"<= 5 ms"_s}};
}

} // namespace hsf::bench
