// SPDX-License-Identifier: MIT
#include "models/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace hsf::models {

static QString tr(const char *text, const char *hint = nullptr, int n = -1)
{
    return QCoreApplication::translate("hsf::models", text, hint, n);
}

QString originWord(changes::Origin origin)
{
    switch (origin) {
    case changes::Origin::You:
        return tr("you");
    case changes::Origin::Agent:
        return tr("agent");
    case changes::Origin::Review:
        return tr("review");
    case changes::Origin::Synthesis:
        return tr("synthesis");
    case changes::Origin::Curator:
        return tr("curator");
    case changes::Origin::Imported:
        return tr("imported");
    case changes::Origin::Bundled:
        return tr("bundled");
    case changes::Origin::Outside:
        return tr("outside");
    case changes::Origin::Unknown:
        break;
    }
    return tr("unknown");
}

QString stageWord(changes::Stage stage)
{
    switch (stage) {
    case changes::Stage::Trial:
        return tr("trial");
    case changes::Stage::Active:
        return tr("active");
    case changes::Stage::Stale:
        return tr("stale");
    case changes::Stage::Archived:
        return tr("archived");
    }
    return {};
}

QString stateWord(changes::State state)
{
    switch (state) {
    case changes::State::Drafted:
        return tr("drafted");
    case changes::State::Refused:
        return tr("refused");
    case changes::State::Held:
        return tr("waiting");
    case changes::State::Applied:
        return tr("applied");
    case changes::State::PartlyApplied:
        return tr("partly applied");
    case changes::State::Rejected:
        return tr("rejected");
    case changes::State::Outdated:
        return tr("outdated");
    case changes::State::Expired:
        return tr("expired");
    case changes::State::Undone:
        return tr("undone");
    }
    return {};
}

QString severityWord(skill::Severity severity)
{
    switch (severity) {
    case skill::Severity::Advice:
        return tr("advice");
    case skill::Severity::Warning:
        return tr("warning");
    case skill::Severity::Error:
        return tr("error");
    case skill::Severity::High:
        return tr("high risk");
    case skill::Severity::Critical:
        return tr("critical");
    }
    return {};
}

QString agoWords(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid())
        return {};
    const qint64 seconds = time.secsTo(now);
    if (seconds >= 0 && seconds < 60)
        return tr("just now");
    if (seconds >= 0 && seconds < 3600)
        return tr("%n minute(s) ago", nullptr, int(seconds / 60));
    const QDateTime local = time.toLocalTime();
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    const QString clock = QLocale().toString(local.time(), QLocale::ShortFormat);
    if (days == 0)
        return tr("today, %1").arg(clock);
    if (days == 1)
        return tr("yesterday, %1").arg(clock);
    if (days > 1 && days < 31)
        return tr("%n day(s) ago", nullptr, int(days));
    return QLocale().toString(local.date(), QLocale::ShortFormat);
}

QString momentWords(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::LongFormat) : QString();
}

QString sizeWords(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

} // namespace hsf::models
