// SPDX-License-Identifier: MIT
//
// A home in a temporary folder with a space in its name, a door to it, and the git program to look at its history from outside.
#pragma once
#include "changes/door.h"
#include "journal/journal.h"

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

namespace hsf::changes {

inline QByteArray skillText(const QString &name, const QByteArray &body = "Read the page, then write the table.\n")
{
    return "---\nname: " + name.toUtf8() + "\ndescription: Does " + name.toUtf8() + ". Use when somebody asks for it.\n---\n# " + name.toUtf8()
        + "\n\n" + body;
}

/// One opening of a home: what a process holds.
struct OpenDoor {
    std::shared_ptr<storage::Database> database;
    std::unique_ptr<journal::Journal> journal;
    std::unique_ptr<Door> door;
    Door *operator->() const { return door.get(); }
};

class DoorHome
{
public:
    explicit DoorHome(const QString &folder = {}) : m_root(folder)
    {
        if (m_root.isEmpty()) {
            m_dir.emplace(QDir::tempPath() + QStringLiteral("/hsf changes XXXXXX"));
            m_root = m_dir->path();
        }
        QDir(m_root).mkpath(QStringLiteral("skills"));
        QDir(m_root).mkpath(QStringLiteral("memories"));
    }
    QString path(const QString &below) const { return m_root + u'/' + below; }
    DoorPlace place() const
    {
        return {path("history.git"), path("skills"), path("memories"), path("writer.lock"), path("quarantine")};
    }
    Result<OpenDoor> open(Door::StepHook hook = {})
    {
        auto database = storage::Database::open(path("factory.db"), path("backups"));
        if (!database)
            return std::unexpected(database.error());
        OpenDoor opened{*database, std::make_unique<journal::Journal>(*database, clock), nullptr};
        auto door = Door::open(place(), *database, *opened.journal, clock, std::move(hook));
        if (!door)
            return std::unexpected(door.error());
        opened.door = *std::move(door);
        return opened;
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
    bool has(const QString &below) const { return QFileInfo::exists(path(below)); }
    QByteArray git(QStringList arguments) const
    {
        QProcess process;
        arguments.prepend(QStringLiteral("--git-dir=") + path(QStringLiteral("history.git")));
        process.start(QStringLiteral("git"), arguments);
        process.waitForFinished();
        return process.readAllStandardOutput();
    }
    /// Every file of the library and the memory, with its bytes.
    QMap<QString, QByteArray> files() const
    {
        QMap<QString, QByteArray> all;
        for (const char *root : {"skills", "memories"}) {
            QDirIterator walk(path(QString::fromLatin1(root)), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (walk.hasNext()) {
                const QString file = walk.next().mid(m_root.size() + 1);
                all.insert(file, get(file));
            }
        }
        return all;
    }
    /// The same as the history's newest tree has it.
    QMap<QString, QByteArray> filesInGit() const
    {
        QMap<QString, QByteArray> all;
        for (const QByteArray &name : git({"ls-tree", "-r", "-z", "--name-only", "main"}).split('\0')) {
            if (!name.isEmpty())
                all.insert(QString::fromUtf8(name), git({"cat-file", "blob", "main:" + QString::fromUtf8(name)}));
        }
        return all;
    }

    FixedClock clock{QDateTime(QDate(2025, 3, 1), QTime(12, 0), QTimeZone::UTC)};

private:
    std::optional<QTemporaryDir> m_dir;
    QString m_root;
};

inline Draft draftBy(Origin origin, const QList<Operation> &operations, const QString &reason = {})
{
    return {{.origin = origin}, reason, operations};
}

} // namespace hsf::changes
