// SPDX-License-Identifier: MIT
#include "review/owner_p.h"

#include <QFile>
#include <QStringList>

#include <unistd.h>

namespace hsf::review {

namespace {

QString firstLine(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readLine()).trimmed() : QString();
}

/// Empty: there is no such process. The 22nd field, counted behind the name, which may hold blanks and brackets.
QString startOf(const QString &pid)
{
    const QString stat = firstLine(QStringLiteral("/proc/%1/stat").arg(pid));
    return stat.mid(stat.lastIndexOf(u')') + 2).section(u' ', 19, 19);
}

QString named(const QString &pid)
{
    static const QString boot = firstLine(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return QStringList{boot, pid, startOf(pid)}.join(u'/');
}

} // namespace

QString thisProcess()
{
    return named(QString::number(::getpid()));
}

bool runsElsewhere(const QString &owner)
{
    const QString pid = owner.section(u'/', 1, 1);
    return owner != thisProcess() && !startOf(pid).isEmpty() && named(pid) == owner;
}

} // namespace hsf::review
