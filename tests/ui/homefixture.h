// SPDX-License-Identifier: MIT
//
// A real home in a temporary folder with a space in its name, with all services, for tests of pages.
#pragma once
#include "changes/operation.h"
#include "service/factory.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace hsf::test {

class HomeFixture
{
public:
    /// `skills`: id → SKILL.md, on disk before the program starts.
    explicit HomeFixture(const QMap<QString, QByteArray> &skills = {})
    {
        for (const auto &[id, text] : skills.asKeyValueRange())
            write(id, text);
        start();
    }
    ~HomeFixture() { stop(); }
    /// The program ends and starts again on the same home.
    void restart()
    {
        stop();
        start();
    }
    Home home() const { return Home::under(m_folder.path() + QStringLiteral("/a home")); }
    QString fileOf(const QString &id, const QString &file = QStringLiteral("SKILL.md")) const
    {
        return home().defaultLibrary() + u'/' + id + u'/' + file;
    }
    void write(const QString &id, const QByteArray &text, const QString &name = QStringLiteral("SKILL.md")) const
    {
        QDir().mkpath(QFileInfo(fileOf(id, name)).path());
        QFile file(fileOf(id, name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    QByteArray read(const QString &id, const QString &name = QStringLiteral("SKILL.md")) const
    {
        QFile file(fileOf(id, name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(missing)");
    }
    bool has(const QString &id) const
    {
        return std::ranges::any_of(factory->library->rows(), [&](const auto &row) {
            return row.entry.id.toString() == id && !row.entry.archived;
        });
    }
    /// Through the one door, as an agent or a review would; waits for the answer.
    Result<changes::ChangeSet> submit(const changes::Draft &draft) const
    {
        auto job = factory->bench->io([draft](service::Stores &stores) { return stores.door->submit(draft); });
        job.waitForFinished();
        return job.result();
    }
    std::unique_ptr<service::Factory> factory;
    std::unique_ptr<QSignalSpy> rows;

private:
    void start()
    {
        service::FactoryOptions options;
        options.backgroundTimers = false;
        factory = std::move(*service::Factory::build(home(), std::move(options)));
        rows = std::make_unique<QSignalSpy>(factory->library.get(), &service::LibraryService::rowsChanged);
    }
    void stop()
    {
        rows.reset();
        factory.reset();
    }
    QTemporaryDir m_folder{QDir::tempPath() + QStringLiteral("/hsf page XXXXXX")};
};

inline QByteArray skillText(const QString &name, const QByteArray &body = "# Steps\n\n1. Do it.\n",
                            const QString &description = {})
{
    const QString words
        = description.isEmpty() ? QStringLiteral("Does %1. Use when asked for it.").arg(name) : description;
    return "---\nname: " + name.toUtf8() + "\ndescription: " + words.toUtf8() + "\n---\n\n" + body;
}

template <class T> T *child(const QWidget &widget, const char *name)
{
    T *found = widget.findChild<T *>(QLatin1StringView(name));
    if (!found)
        qFatal("no child %s", name);
    return found;
}

} // namespace hsf::test
