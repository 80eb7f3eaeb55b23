// SPDX-License-Identifier: MIT
#include "base/ids.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <atomic>

namespace hsf {

QString freshIdText()
{
    static std::atomic<quint16> counter{0};
    const quint64 milliseconds = quint64(QDateTime::currentMSecsSinceEpoch());
    return QStringLiteral("%1%2%3")
        .arg(milliseconds, 12, 16, QLatin1Char('0'))
        .arg(counter.fetch_add(1), 4, 16, QLatin1Char('0'))
        .arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
}

} // namespace hsf
