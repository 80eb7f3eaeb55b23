// SPDX-License-Identifier: MIT
//
// The window's program on a display of its own, as a screen reader finds it through AT-SPI. The reader is screenreader.py, another
// process; both end with this object, whatever became of them.
#pragma once
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

namespace hsf::test {

using namespace Qt::StringLiterals;

/// What a reader is told of one thing on the screen.
struct Item {
    QString path, role, name, description;
    QString within; ///< the last one around it that has a name
    QStringList states, actions;
    bool exists() const { return !path.isEmpty(); }
    bool is(const QString &state) const { return states.contains(state); }

    static Item from(const QJsonObject &json)
    {
        return {json[u"path"].toString(), json[u"role"].toString(), json[u"name"].toString(), json[u"description"].toString(), json[u"within"].toString(),
                json[u"states"].toVariant().toStringList(), json[u"actions"].toVariant().toStringList()};
    }
};

class ScreenReader
{
public:
    /// Programs it cannot do without and that are not here.
    static QStringList missing()
    {
        QStringList names;
        for (const QString &name : {u"Xvfb"_s, u"dbus-daemon"_s})
            if (QStandardPaths::findExecutable(name).isEmpty())
                names.append(name);
        QProcess modules;
        modules.start(python(), {u"-c"_s, u"import pyatspi"_s});
        if (!modules.waitForFinished(60'000) || modules.exitCode() != 0)
            names.append(u"pyatspi"_s);
        return names;
    }

    void start(const QString &program, const QString &home)
    {
        m_process.setChildProcessModifier([] { ::setpgid(0, 0); });
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(python(), {u"-Wignore"_s, QStringLiteral(HSF_TEST_DATA "/a11y/screenreader.py"), program, home, m_folder.path()});
    }
    ~ScreenReader()
    {
        const auto group = pid_t(m_process.processId());
        m_process.closeWriteChannel(); // ends it, and what it started
        if (group > 0 && !m_process.waitForFinished(10'000))
            ::kill(-group, SIGKILL);
        m_process.waitForFinished();
    }
    /// What the servers and the program wrote.
    QByteArray log() const
    {
        QFile file(m_folder.filePath(u"log"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    // ---- looking; names are regular expressions for the whole name ----

    Item find(const QString &role, const QString &name, const Item &inside = {})
    {
        return Item::from(ask({{u"do"_s, u"find"_s}, {u"role"_s, role}, {u"name"_s, name}, {u"inside"_s, inside.path}})[u"items"][0].toObject());
    }
    QList<Item> items(const Item &inside = {}, const QString &role = {}, bool everything = false)
    {
        QList<Item> all;
        for (const QJsonValue &item : ask({{u"do"_s, u"items"_s}, {u"inside"_s, inside.path}, {u"role"_s, role}, {u"everything"_s, everything}})[u"items"].toArray())
            all.append(Item::from(item.toObject()));
        return all;
    }
    /// Letter by letter, where it can be read so.
    QString textOf(const Item &item) { return ask({{u"do"_s, u"text"_s}, {u"path"_s, item.path}})[u"text"].toString(); }

    // ---- acting ----

    bool press(const Item &item, const QString &action = u"Press"_s) { return did({{u"do"_s, u"press"_s}, {u"path"_s, item.path}, {u"action"_s, action}}); }
    bool type(const Item &item, const QString &text) { return did({{u"do"_s, u"type"_s}, {u"path"_s, item.path}, {u"text"_s, text}}); }
    bool focus(const Item &item) { return did({{u"do"_s, u"focus"_s}, {u"path"_s, item.path}}); }
    bool click(const Item &item) { return did({{u"do"_s, u"click"_s}, {u"path"_s, item.path}}); }

    // ---- hearing ----

    /// What was said by itself since the last forget().
    QStringList said()
    {
        ask({{u"do"_s, u"listen"_s}});
        return m_said;
    }
    QString focused()
    {
        ask({{u"do"_s, u"listen"_s}});
        return m_focused.name;
    }
    void forget()
    {
        ask({{u"do"_s, u"listen"_s}});
        m_said.clear();
        m_focused = {};
    }
    const QString &problem() const { return m_problem; }

private:
    static QString python()
    {
        // The system's: another one first in the path would not have the system's modules.
        return QFile::exists(u"/usr/bin/python3"_s) ? u"/usr/bin/python3"_s : u"python3"_s;
    }
    bool did(const QJsonObject &wish) { return ask(wish)[u"done"].toBool(); }
    QJsonObject ask(const QJsonObject &wish)
    {
        m_process.write(QJsonDocument(wish).toJson(QJsonDocument::Compact) + '\n');
        const QDeadlineTimer patience(120'000); // only what is broken waits that long
        while (!patience.hasExpired() && m_process.state() != QProcess::NotRunning) {
            if (!m_process.canReadLine()) {
                m_process.waitForReadyRead(int(patience.remainingTime()));
                continue;
            }
            const QJsonObject told = QJsonDocument::fromJson(m_process.readLine()).object();
            if (told.contains(u"said"_s))
                m_said.append(told[u"said"].toString());
            else if (told.contains(u"focused"_s))
                m_focused = Item::from(told[u"focused"].toObject());
            else {
                m_problem = told[u"problem"].toString();
                return told;
            }
        }
        m_problem = u"no answer to "_s + wish[u"do"].toString();
        return {};
    }

    QTemporaryDir m_folder{QDir::tempPath() + u"/hsf-reader-XXXXXX"_s}; // no space: sockets lie in it, and their paths are short
    QProcess m_process;
    QStringList m_said;
    Item m_focused;
    QString m_problem;
};

} // namespace hsf::test
