// SPDX-License-Identifier: MIT
//
// A row of the benchmark: a figure beside its baseline, and what is asked of it. Each measurement is a function that gives its rows.
#pragma once
#include <QJsonArray>
#include <QList>
#include <QString>

namespace hsf::bench {

struct Row {
    QString name;
    double value = 0;
    QString unit;
    QString baseline;          ///< what was measured beside it, in words
    double baselineValue = 0;  ///< in the same unit
    QString asked;             ///< "<= 16 ms", or "<= 4 x": of the ratio
    double ratio() const { return baselineValue > 0 ? value / baselineValue : 0; }
};

QList<Row> libraryScan();
QList<Row> libraryMemory();
QList<Row> libraryFilter();
QList<Row> changeApply();
QList<Row> changeApplyFlat();
QList<Row> diffLines();
QList<Row> diffLongLine();
QList<Row> diffOpen();
QList<Row> diffScroll();
QList<Row> diffFiles();
QList<Row> patchLadder();
QList<Row> scanRules();
QList<Row> overlapAll();
QList<Row> firstPaint();
QList<Row> windowStalls();
QList<Row> chatSearch();
QList<Row> chatStreamFlush();
QList<Row> chatOpen();
QList<Row> chatStop();
QList<Row> idleCpu();

QJsonArray toJson(const QList<Row> &rows);
QString toTable(const QList<Row> &rows);

/// Of a list that is not empty; `part` 0.5 is the median.
double quantile(QList<double> values, double part);
/// Seconds of a failure are no figure: says what went wrong and ends the program.
[[noreturn]] void giveUp(const QString &why);

} // namespace hsf::bench
