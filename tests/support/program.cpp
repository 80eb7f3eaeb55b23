// SPDX-License-Identifier: MIT
#include "support/program.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace hsf::test {

void Program::write(const QString &file, const QByteArray &bytes) const
{
    QDir().mkpath(QFileInfo(path(file)).path());
    QFile out(path(file));
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(out.fileName()));
}

std::unique_ptr<QProcess> Program::started(const QStringList &words) const
{
    auto process = std::make_unique<QProcess>();
    process->setEnvironment(QStringList{u"PATH="_s + qEnvironmentVariable("PATH"), u"LC_ALL=C.UTF-8"_s, u"HOME="_s + path()} + environment);
    process->setWorkingDirectory(path());
    process->start(QCoreApplication::applicationDirPath() + u"/skill-factory"_s, QStringList{u"--home"_s, path(u"home"_s)} + words);
    process->closeWriteChannel();
    return process;
}

Ran Program::run(const QStringList &words) const
{
    const auto process = started(words);
    if (!process->waitForFinished(100'000) || process->exitStatus() != QProcess::NormalExit)
        return {.err = u"did not end by itself: "_s + process->errorString()};
    return {process->exitCode(), QString::fromUtf8(process->readAllStandardOutput()), QString::fromUtf8(process->readAllStandardError())};
}

changes::State Program::submit(const changes::Operation &operation) const
{
    const SystemClock clock;
    const auto open = stores(clock);
    if (!open)
        qFatal("%s", qPrintable(open.error().message));
    const auto set = (*open)->door->submit({{.origin = changes::Origin::You}, u"Prepared"_s, {operation}});
    if (!set)
        qFatal("%s", qPrintable(set.error().message));
    return set->state;
}

QByteArray faultlessSkill(const QByteArray &name, const QByteArray &description)
{
    return "---\nname: " + name + "\ndescription: " + description
        + "\n---\n# What to do\n\n## When to use\nAs described.\n\n## Steps\n1. Read each one.\n2. Add up its lines.\n\n"
          "## Pitfalls\nRounding.\n\n## Verification\nThe sums agree.\n";
}

} // namespace hsf::test
