// SPDX-License-Identifier: MIT
#include "bench/rows.h"

#include <QJsonObject>

#include <cmath>

using namespace Qt::StringLiterals;

namespace hsf::bench {

QJsonArray toJson(const QList<Row> &rows)
{
    QJsonArray json;
    for (const Row &row : rows) {
        json.append(QJsonObject{{u"name"_s, row.name},
                                {u"value"_s, row.value},
                                {u"unit"_s, row.unit},
                                {u"baseline"_s, row.baseline},
                                {u"baseline_value"_s, row.baselineValue},
                                {u"ratio"_s, row.ratio()},
                                {u"asked"_s, row.asked}});
    }
    return json;
}

QString toTable(const QList<Row> &rows)
{
    const auto line = [](const QString &name, const QString &value, const QString &baseline, const QString &ratio, const QString &asked,
                         const QString &what) {
        return name.leftJustified(18) + value.rightJustified(12) + baseline.rightJustified(12) + ratio.rightJustified(9)
            + asked.rightJustified(12) + u"  "_s + what + u'\n';
    };
    QString table = line(u"row"_s, u"value"_s, u"baseline"_s, u"ratio"_s, u"asked"_s, u"the baseline"_s);
    for (const Row &row : rows)
        table += line(row.name, u"%1 %2"_s.arg(row.value, 0, 'f', 2).arg(row.unit), u"%1 %2"_s.arg(row.baselineValue, 0, 'f', 2).arg(row.unit),
                      QString::number(row.ratio(), 'f', 2), row.asked, row.baseline);
    return table;
}

double quantile(QList<double> values, double part)
{
    std::ranges::sort(values);
    const double place = part * double(values.size() - 1);
    const auto below = qsizetype(std::floor(place));
    const auto above = qsizetype(std::ceil(place));
    return values[below] + (values[above] - values[below]) * (place - double(below));
}

void giveUp(const QString &why)
{
    qCritical("%s", qPrintable(why));
    std::exit(1);
}

} // namespace hsf::bench
