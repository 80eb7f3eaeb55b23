// SPDX-License-Identifier: MIT
//
// A second start on one home brings the first window to the front; another home is nobody else's business.
#include "support/patience.h"
#include "ui/parts/singleinstance.h"

#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;
using namespace hsf;

class TestSingleInstance : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder{QDir::tempPath() + u"/hsf instance XXXXXX"_s};
    Home home(const QString &name) const { return Home::under(m_folder.filePath(name)); }

private Q_SLOTS:
    void aSecondStartRaisesTheFirst()
    {
        ui::SingleInstance first(home(u"one"_s));
        QSignalSpy raised(&first, &ui::SingleInstance::raiseRequested);
        QVERIFY(first.isFirst());
        ui::SingleInstance second(home(u"one"_s));
        QVERIFY(!second.isFirst());
        qputenv("XDG_ACTIVATION_TOKEN", "leave-7");
        auto asked = QtConcurrent::run([&second] { return second.askFirstToRaise(); }); // another program
        QVERIFY(raised.wait(test::patienceMs));
        QTRY_VERIFY(asked.isFinished());
        QVERIFY(asked.result());
        QCOMPARE(raised.first().first().toByteArray(), QByteArray("leave-7"));
    }

    void anotherHomeIsAnotherWindow()
    {
        ui::SingleInstance first(home(u"one"_s)), other(home(u"another"_s));
        QVERIFY(first.isFirst());
        QVERIFY(other.isFirst());
    }

    void afterTheFirstHasEndedTheNextIsFirst()
    {
        {
            ui::SingleInstance first(home(u"one"_s));
            QVERIFY(first.isFirst());
        }
        ui::SingleInstance next(home(u"one"_s));
        QVERIFY(next.isFirst());
    }

    void aProgramThatWasKilledKeepsNobodyOut()
    {
        // Its lock names a process that is gone; its socket is left over.
        QProcess gone;
        gone.start(u"sh"_s, {u"-c"_s, u"echo $$"_s});
        QVERIFY(gone.waitForFinished());
        const QByteArray pid = gone.readAll().trimmed();
        QVERIFY(QDir().mkpath(home(u"killed"_s).state));
        QFile lock(home(u"killed"_s).state + u"/window.lock"_s);
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write(pid + "\n" + QCoreApplication::applicationName().toUtf8() + "\n" + QSysInfo::machineHostName().toUtf8() + "\n");
        lock.close();
        ui::SingleInstance next(home(u"killed"_s));
        QVERIFY(next.isFirst());
    }

    void wordsThatAreNoRequestRaiseNothing()
    {
        ui::SingleInstance first(home(u"noise"_s));
        QSignalSpy raised(&first, &ui::SingleInstance::raiseRequested);
        QVERIFY(first.isFirst());
        ui::SingleInstance second(home(u"noise"_s));
        QLocalSocket noise;
        noise.connectToServer(first.socketName());
        QVERIFY(noise.waitForConnected());
        noise.write("GET / HTTP/1.1\r\n\r\n");
        QTRY_COMPARE(noise.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(raised.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
