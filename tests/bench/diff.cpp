// SPDX-License-Identifier: MIT
//
// A difference: found beside what the git program does with the same two files, and shown beside Qt's own plain text
// widget with as much text.
#include "bench/rows.h"

#include "diff/rows.h"
#include "ui/parts/diffcanvas.h"
#include "ui/parts/diffview.h"
#include "ui/parts/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QProcess>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

QByteArray words(QRandomGenerator &random, int count)
{
    static const QList<QByteArray> known{"read",   "the",       "table",  "first",   "run",   "check",
                                         "column", "page",      "sum",    "report",  "when",  "a",
                                         "person", "asks",      "for",    "numbers", "write", "file",
                                         "line",   "carefully", "before", "after",   "each",  "tool"};
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += (i ? " " : "") + known.at(random.bounded(int(known.size())));
    return text;
}

/// Lines as prose and code have them: some are alike, one in eight is blank.
QList<QByteArray> linesOf(QRandomGenerator &random, int count)
{
    QList<QByteArray> lines;
    for (int i = 0; i < count; ++i)
        lines << (random.bounded(8) ? words(random, 3 + random.bounded(10)) : QByteArray()) + '\n';
    return lines;
}

/// Lines changed, put in and taken out, as many of each, at random places.
QList<QByteArray> edited(QRandomGenerator &random, QList<QByteArray> lines, int edits)
{
    for (int i = 0; i < edits; ++i) {
        const int at = random.bounded(int(lines.size()));
        if (i % 3 == 0)
            lines[at] = words(random, 8) + '\n';
        else if (i % 3 == 1)
            lines.insert(at, words(random, 8) + '\n');
        else
            lines.removeAt(at);
    }
    return lines;
}

QString written(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        giveUp(u"Could not write "_s + file.fileName());
    return file.fileName();
}

double gitDiff(const QString &before, const QString &after)
{
    QProcess git;
    git.setStandardOutputFile(QProcess::nullDevice());
    QElapsedTimer timer;
    timer.start();
    git.start(u"git"_s,
              {u"diff"_s, u"--no-index"_s, u"--patience"_s, u"--no-color"_s, u"--no-ext-diff"_s, before, after});
    if (!git.waitForFinished(60'000) || git.exitCode() != 1)
        giveUp(u"git diff did not work: "_s + QString::fromLocal8Bit(git.readAllStandardError()));
    return milliseconds(timer);
}

void show(QWidget &widget)
{
    widget.resize(1'000, 800);
    widget.show();
    if (!QTest::qWaitForWindowExposed(&widget))
        giveUp(u"No window appeared."_s);
}

bool isRead(const ui::DiffView &view)
{
    const auto &sections = qobject_cast<ui::DiffCanvas *>(view.canvas())->sections();
    return std::ranges::none_of(sections, [](const ui::DiffSection &section) {
        return section.state() == ui::DiffSection::State::Waiting || section.state() == ui::DiffSection::State::Unread;
    });
}

/// Until the lines themselves, or the question whether to show them, have been painted.
double shown(ui::DiffView &view, const std::function<void()> &act)
{
    QElapsedTimer timer;
    timer.start();
    act();
    while (!isRead(view)) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        if (milliseconds(timer) > 60'000)
            giveUp(u"The difference did not come."_s);
    }
    view.repaint();
    return milliseconds(timer);
}

double plainShown(QPlainTextEdit &edit, const QString &text)
{
    QElapsedTimer timer;
    timer.start();
    edit.setPlainText(text);
    edit.repaint();
    return milliseconds(timer);
}

double scrolled(QAbstractScrollArea &area, int steps)
{
    QList<double> frames;
    QScrollBar *bar = area.verticalScrollBar();
    for (int i = 0; i < steps; ++i) {
        QElapsedTimer timer;
        timer.start();
        bar->setValue(int(qint64(bar->maximum()) * i / steps));
        area.viewport()->repaint();
        frames << milliseconds(timer);
    }
    return quantile(frames, 0.95);
}

ui::FileDiff tenThousandChanges()
{
    QRandomGenerator random(7);
    QByteArray before, after;
    for (int i = 0; i < 5'000; ++i) { // 5 000 taken out, 5 000 put in, in changes of one to ten lines
        const QByteArray line = "- " + words(random, 9);
        before += line + " old\n";
        after += line + " new\n";
        if (random.bounded(10) == 0) {
            const QByteArray same = "    same " + QByteArray::number(i) + '\n';
            before += same;
            after += same;
        }
    }
    return {u"SKILL.md"_s, before, after};
}

} // namespace

QList<Row> diffLines()
{
    QRandomGenerator random(42);
    const QList<QByteArray> lines = linesOf(random, 100'000);
    const QByteArray before = diff::joinLines(lines), after = diff::joinLines(edited(random, lines, 3'000));
    QTemporaryDir folder(QDir::tempPath() + u"/hsf bench XXXXXX"_s);
    const QString old = written(folder, u"before"_s, before), now = written(folder, u"after"_s, after);
    QList<double> ours, rows, gits;
    gitDiff(old, now);
    for (int i = 0; i < 9; ++i) {
        gits << gitDiff(old, now);
        QElapsedTimer timer;
        timer.start();
        const auto changes = diff::diffLines(before, after);
        ours << milliseconds(timer);
        const auto shownRows = diff::rowsOf(before, after, changes);
        rows << milliseconds(timer);
        if (changes.size() < 2'500 || diff::newBytes(shownRows) != after)
            giveUp(u"The difference is not the difference."_s);
    }
    const QString baseline = u"git diff --no-index --patience, the program, output thrown away"_s;
    return {{u"diff.lines"_s, quantile(ours, 0.5), u"ms"_s, baseline, quantile(gits, 0.5), u"<= 1.2 x"_s},
            {u"diff.lines.rows"_s, quantile(rows, 0.5), u"ms"_s, baseline + u"; ours with rows and words marked"_s,
             quantile(gits, 0.5), u"-"_s}};
}

QList<Row> diffLongLine()
{
    QRandomGenerator random(3);
    const QByteArray line = words(random, 900'000).first(5'000'000);
    QByteArray other = line;
    other.replace(2'500'000, 5, "other");
    QList<double> asked, anyway, plain;
    for (int i = 0; i < 5; ++i) {
        ui::DiffView view;
        show(view);
        asked << shown(view, [&] { view.setFiles({{u"data.json"_s, line, other}}); });
        if (!view.isGuarded())
            giveUp(u"Nobody asked whether to show a line of 5 MB."_s);
        anyway << shown(view, [&] { view.showAnyway(); });
        QPlainTextEdit edit;
        show(edit);
        plain << plainShown(edit, QString::fromUtf8(other));
    }
    const QString baseline = u"QPlainTextEdit, the same line on one side only"_s;
    return {{u"diff.longline"_s, quantile(asked, 0.5), u"ms"_s, baseline, quantile(plain, 0.5), u"<= 300 ms"_s},
            {u"diff.longline.shown"_s, quantile(anyway, 0.5), u"ms"_s, baseline, quantile(plain, 0.5), u"-"_s}};
}

QList<Row> diffOpen()
{
    const ui::FileDiff file = tenThousandChanges();
    const QString text = QString::fromUtf8(file.before + file.after);
    QList<double> first, plain;
    for (int i = 0; i < 9; ++i) {
        ui::DiffView view;
        show(view);
        first << shown(view, [&] { view.setFiles({file}); });
        QPlainTextEdit edit;
        show(edit);
        plain << plainShown(edit, text);
    }
    return {{u"diff.open"_s, quantile(first, 0.5), u"ms"_s, u"QPlainTextEdit, both texts without any difference"_s,
             quantile(plain, 0.5), u"<= 100 ms"_s}};
}

QList<Row> diffScroll()
{
    QList<Row> rows;
    const ui::FileDiff file = tenThousandChanges();
    QPlainTextEdit edit;
    edit.setFont(ui::monospaceFont());
    show(edit);
    edit.setPlainText(QString::fromUtf8(file.before + file.after));
    for (const bool sides : {false, true}) {
        ui::DiffView view;
        view.setMode(sides ? ui::DiffView::Mode::SideBySide : ui::DiffView::Mode::Unified);
        show(view);
        shown(view, [&] { view.setFiles({file}); });
        QTest::qWait(1'000); // its colours come
        const double frame = scrolled(*qobject_cast<ui::DiffCanvas *>(view.canvas()), 400);
        rows << Row{sides ? u"diff.scroll.sides"_s : u"diff.scroll"_s,
                    frame,
                    u"ms"_s,
                    u"QPlainTextEdit, both texts, p95 as well"_s,
                    scrolled(edit, 400),
                    u"<= 8 ms"_s};
    }
    return rows;
}

QList<Row> diffFiles()
{
    QRandomGenerator random(5);
    QList<ui::FileDiff> files;
    for (int i = 0; i < 5'000; ++i)
        files << ui::FileDiff{u"skills/s%1/SKILL.md"_s.arg(i), {}, diff::joinLines(linesOf(random, 150))};
    QList<double> set, steps, counted;
    ui::DiffView view;
    show(view);
    for (int i = 0; i < 9; ++i) {
        view.setFiles({});
        QElapsedTimer timer;
        timer.start();
        view.setFiles(files);
        view.repaint();
        set << milliseconds(timer);
        QElapsedTimer counting;
        counting.start();
        qsizetype all = 0;
        for (const ui::FileDiff &file : std::as_const(files))
            all += file.after.count('\n');
        counted << milliseconds(counting);
        if (all == 0 || view.hunkCount() != files.size())
            giveUp(u"The files were not taken."_s);
    }
    const QString baseline = u"only counting the lines of the same 5 000 files"_s;
    return {{u"diff.files"_s, quantile(set, 0.5), u"ms"_s, baseline, quantile(counted, 0.5), u"<= 16 ms"_s},
            {u"diff.files.scroll"_s, scrolled(*qobject_cast<ui::DiffCanvas *>(view.canvas()), 200), u"ms"_s, baseline,
             quantile(counted, 0.5), u"<= 16 ms"_s}};
}

} // namespace hsf::bench
