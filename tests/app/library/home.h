// SPDX-License-Identifier: MIT
//
// A library in a temporary folder with a space in its name, and the git program to look at its history from outside.
#pragma once
#include "library/writer.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#define VERIFY_DONE(result)                                                                                            \
    do {                                                                                                               \
        if (const auto &done = (result); !done)                                                                        \
            QFAIL(qPrintable(done.error().message));                                                                   \
    } while (false)

namespace hsf::library {

class LibraryHome
{
public:
    LibraryHome()
        : m_dir(QDir::tempPath() + QStringLiteral("/hsf library XXXXXX"))
    {
        QDir(m_dir.path()).mkpath(QStringLiteral("skills"));
        QDir(m_dir.path()).mkpath(QStringLiteral("memories"));
    }
    QString path(const QString &below) const { return m_dir.filePath(below); }
    Place place() const
    {
        return {path(QStringLiteral("history.git")), path(QStringLiteral("skills")), path(QStringLiteral("memories")),
                path(QStringLiteral("writer.lock"))};
    }

    void put(const QString &below, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(below)).path());
        QFile file(path(below));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QByteArray get(const QString &below) const
    {
        QFile file(path(below));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
    }
    /// What the git program says, without the last line break.
    QString git(QStringList arguments) const
    {
        QProcess process;
        arguments.prepend(QStringLiteral("--git-dir=") + path(QStringLiteral("history.git")));
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("git"), arguments);
        if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
            return QStringLiteral("error: git: ") + process.errorString();
        return QString::fromUtf8(process.readAll()).trimmed();
    }
    /// Files below skills/ and memories/, staged ones too, as tree paths.
    QStringList filesOnDisk() const
    {
        QStringList files;
        for (const QString &root : {QStringLiteral("skills"), QStringLiteral("memories")}) {
            QDirIterator it(path(root), QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
            while (it.hasNext())
                files.append(QDir(m_dir.path()).relativeFilePath(it.next()));
        }
        files.sort();
        return files;
    }
    QStringList filesInHistory() const
    {
        QStringList files
            = git({QStringLiteral("-c"), QStringLiteral("core.quotePath=false"), QStringLiteral("ls-tree"),
                   QStringLiteral("-r"), QStringLiteral("--name-only"), QStringLiteral("main")})
                  .split(u'\n', Qt::SkipEmptyParts);
        files.sort();
        return files;
    }

private:
    QTemporaryDir m_dir;
};

inline CommitText said(const QString &subject)
{
    return {subject,
            {{QStringLiteral("Origin"), QStringLiteral("you")}},
            QStringLiteral("You"),
            QDateTime::fromSecsSinceEpoch(1'750'000'000)};
}

inline FileEdit edit(const QString &path, std::optional<QByteArray> base, std::optional<QByteArray> result)
{
    return {path, std::move(base), std::move(result), false};
}

} // namespace hsf::library
