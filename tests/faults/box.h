// SPDX-License-Identifier: MIT
//
// A function of a test, run again by the same program inside bubblewrap, where a folder may be small or read-only.
#pragma once
#include <QCoreApplication>
#include <QProcess>
#include <QStringList>

namespace hsf::faults {

using namespace Qt::StringLiterals;

inline bool insideBox()
{
    return qEnvironmentVariableIsSet("HSF_BOX");
}

struct BoxEnd {
    bool possible = true; ///< bubblewrap may mount here
    bool passed = false;
    QByteArray output;
};

/// Inside, the environment variable HSF_BOX is `place`.
inline BoxEnd runInBox(const QString &test, const QString &place, const QStringList &mounts)
{
    const QStringList box = QStringList{u"--bind"_s, u"/"_s, u"/"_s, u"--dev-bind"_s, u"/dev"_s, u"/dev"_s} + mounts;
    QProcess probe;
    probe.start(u"bwrap"_s, box + QStringList{u"true"_s});
    if (!probe.waitForFinished() || probe.exitCode() != 0)
        return {.possible = false};
    QProcess inside;
    inside.setProcessChannelMode(QProcess::MergedChannels);
    inside.start(u"bwrap"_s,
                 box + QStringList{u"--setenv"_s, u"HSF_BOX"_s, place, QCoreApplication::applicationFilePath(), test});
    inside.waitForFinished(-1);
    return {true, inside.exitStatus() == QProcess::NormalExit && inside.exitCode() == 0, inside.readAll()};
}

} // namespace hsf::faults
