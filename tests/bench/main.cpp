// SPDX-License-Identifier: MIT
//
// hsf-bench [--json FILE] [NAME…]: measures what is named (or all), prints a table, writes it as JSON.
#include "bench/rows.h"
#include "bench/stall.h"
#include "bench/start.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace hsf;

namespace {

struct Measurement {
    const char *name;
    QList<bench::Row> (*run)();
};
constexpr Measurement all[] = {
    {"ui.stall", bench::windowStalls},
    {"start.first_paint", bench::firstPaint},
    {"library.scan", bench::libraryScan},
    {"library.memory", bench::libraryMemory}, // with library.index, library.view and catalogue.build
    {"library.filter", bench::libraryFilter},
    {"change.apply", bench::changeApply},
    {"change.apply.flat", bench::changeApplyFlat},
    {"diff.lines", bench::diffLines},
    {"diff.longline", bench::diffLongLine},
    {"diff.open", bench::diffOpen},
    {"diff.scroll", bench::diffScroll},
    {"diff.files", bench::diffFiles},
    {"patch.ladder", bench::patchLadder},
    {"scan.rules", bench::scanRules},
    {"overlap.all", bench::overlapAll},
    {"chat.stream.flush", bench::chatStreamFlush}, // with chat.stream.cpu
    {"chat.open", bench::chatOpen},
    {"chat.stop", bench::chatStop},
    {"chat.search", bench::chatSearch},
    {"idle.cpu", bench::idleCpu},
};

bool isWanted(const QStringList &names, const QString &name)
{
    return names.isEmpty() || std::ranges::any_of(names, [&](const QString &wanted) { return name.startsWith(wanted) || wanted.startsWith(name); });
}

} // namespace

int main(int argc, char **argv)
{
    const QString verb = QString::fromLocal8Bit(argc > 1 ? argv[1] : "");
    if (verb == u"--paint-window" && argc > 2)
        return bench::paintWindow(argc, argv, QString::fromLocal8Bit(argv[2]));
    if (verb == u"--paint-bare-window")
        return bench::paintBareWindow(argc, argv);

    bench::MeasuredApplication app(argc, argv);
    QStringList names = QApplication::arguments().sliced(1);
    QString file;
    if (const auto json = names.indexOf(u"--json"); json >= 0 && json + 1 < names.size()) {
        file = names.takeAt(json + 1);
        names.removeAt(json);
    }
    QList<bench::Row> rows;
    for (const Measurement &measurement : all) {
        if (isWanted(names, QLatin1StringView(measurement.name)))
            rows += measurement.run();
    }
    if (rows.isEmpty()) {
        qCritical("There is no row of that name. There are ui.stall, start.first_paint, library.scan and change.apply.");
        return 2;
    }
    std::fputs(qPrintable(bench::toTable(rows)), stdout);
    if (file.isEmpty())
        return 0;
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(QJsonDocument(bench::toJson(rows)).toJson()) < 0) {
        qCritical("Could not write %s: %s", qPrintable(file), qPrintable(out.errorString()));
        return 1;
    }
    return 0;
}
