// SPDX-License-Identifier: MIT
//
// A disk that is full, after each further page it still has, and a home or a part of it that may only be read: what
// cannot be done is said, nothing is half done, and once there is room everything works.
#include "autopsy.h"
#include "box.h"

#include <QTest>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace hsf;
using namespace hsf::faults;

namespace {

/// A file that leaves room for so many pages and no more.
class Ballast
{
public:
    Ballast(const QString &folder, int pages)
        : m_path(QFile::encodeName(folder + u"/ballast"_s))
    {
        struct statvfs disk = {};
        const int file = ::open(m_path.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        m_placed = ::fstatvfs(file, &disk) == 0 && qint64(disk.f_bavail) >= pages
            && ::posix_fallocate(file, 0, std::max<qint64>(1, (qint64(disk.f_bavail) - pages) * qint64(disk.f_bsize)))
                == 0;
        ::close(file);
    }
    ~Ballast() { ::unlink(m_path.constData()); }
    bool placed() const { return m_placed; }

private:
    QByteArray m_path;
    bool m_placed = false;
};

struct End {
    int code = -1;
    bool crashed = false;
    QString said;
};

End changed(const Place &place, const QString &kind)
{
    QProcess process;
    process.start(QStringLiteral(HSF_BIN_DIR "/hsf-faults"), {place.home, place.ledger, u"once"_s, kind});
    process.waitForFinished(-1);
    return {process.exitCode(), process.exitStatus() == QProcess::CrashExit,
            QString::fromUtf8(process.readAllStandardError())};
}

} // namespace

class TestFullDisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDiskThatIsFullAtAnyWrite_data();
    void aDiskThatIsFullAtAnyWrite();
    void aHomeThatMayOnlyBeRead_data();
    void aHomeThatMayOnlyBeRead();

private:
    void fillAndChange(const QString &kind);
    void changeInVain(const QString &part);
};

void TestFullDisk::aDiskThatIsFullAtAnyWrite_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"create", "patch", "archive", "memory", "facts", "accept-part", "undo", "rename"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestFullDisk::aDiskThatIsFullAtAnyWrite()
{
    QFETCH(const QString, kind);
    if (insideBox())
        return fillAndChange(kind);
    const QTemporaryDir small(QDir::tempPath() + u"/hsf small disk XXXXXX"_s);
    const BoxEnd end = runInBox(u"aDiskThatIsFullAtAnyWrite:"_s + kind, small.path(),
                                {u"--size"_s, u"25165824"_s, u"--tmpfs"_s, small.path()});
    if (!end.possible)
        QSKIP("bubblewrap may not mount here");
    QVERIFY2(end.passed, end.output.constData());
    for (const QByteArray &line : end.output.split('\n'))
        if (line.contains("pages left"))
            qInfo("%s", line.constData());
}

void TestFullDisk::fillAndChange(const QString &kind)
{
    const QString disk = qEnvironmentVariable("HSF_BOX");
    Place place;
    place.home = disk + u"/a home"_s;
    const auto furnished = place.furnished();
    QVERIFY2(furnished, qPrintable(furnished.error_or(Error()).message));
    QVERIFY(place.keepAside());
    const auto before = place.standing();
    QVERIFY2(before, qPrintable(before.error_or(Error()).message));
    QCOMPARE(changed(place, kind).code, 0);
    const auto after = place.standing();
    QVERIFY2(after, qPrintable(after.error_or(Error()).message));

    int refused = 0, inARow = 0, pages = 0;
    for (; inARow < 3; ++pages) {
        QVERIFY(place.putBack());
        End end;
        {
            const Ballast ballast(disk, pages);
            QVERIFY(ballast.placed());
            end = changed(place, kind);
        }
        const QString when = u"%1 pages left: %2"_s.arg(pages).arg(end.said);
        QVERIFY2(!end.crashed && pages < 400, qPrintable(when));
        Autopsy autopsy(place.paths(), place.ledger);
        const QString wrong = autopsy.examineWhole();
        QVERIFY2(wrong.isEmpty(), qPrintable(when + u'\n' + wrong));
        const auto now = place.standing();
        QVERIFY2(now, qPrintable(now.error_or(Error()).message));
        const QString odd = difference(*now, end.code == 0 ? *after : *before);
        QVERIFY2(odd.isEmpty(), qPrintable(when + u'\n' + odd));
        if (end.code != 0)
            QVERIFY2(end.said.contains(u"full"_s), qPrintable(when));
        refused += end.code != 0;
        inARow = end.code == 0 ? inARow + 1 : 0;
    }
    QVERIFY(refused > 0);
    qInfo("%s: refused %d times, done with %d pages left", qPrintable(kind), refused, pages - 3);
}

void TestFullDisk::aHomeThatMayOnlyBeRead_data()
{
    QTest::addColumn<QString>("part");
    for (const char *part :
         {"data", "data/library", "data/history.git", "data/memories", "data/backups", "cache", "state"})
        QTest::newRow(part) << QString::fromLatin1(part);
}

void TestFullDisk::aHomeThatMayOnlyBeRead()
{
    QFETCH(const QString, part);
    if (insideBox())
        return changeInVain(part);
    Place place;
    const auto furnished = place.furnished();
    QVERIFY2(furnished, qPrintable(furnished.error_or(Error()).message));
    const auto before = place.standing();
    QVERIFY2(before, qPrintable(before.error_or(Error()).message));
    const QString folder = place.home + u'/' + part;
    QDir().mkpath(folder);
    const BoxEnd end
        = runInBox(u"aHomeThatMayOnlyBeRead:"_s + part, place.folder.path(), {u"--ro-bind"_s, folder, folder});
    if (!end.possible)
        QSKIP("bubblewrap may not mount here");
    QVERIFY2(end.passed, end.output.constData());
    // Writable again, everything is as it was, and works.
    Autopsy autopsy(place.paths(), place.ledger);
    const QString wrong = autopsy.examineWhole();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    const auto now = place.standing();
    QVERIFY2(now, qPrintable(now.error_or(Error()).message));
    if (part == u"data" || part == u"data/history.git")
        QVERIFY2(difference(*now, *before).isEmpty(), qPrintable(difference(*now, *before)));
    QCOMPARE(changed(place, u"facts"_s).code, 0);
}

void TestFullDisk::changeInVain(const QString &part)
{
    Place place;
    place.home = qEnvironmentVariable("HSF_BOX") + u"/a home"_s;
    for (const char *kind : {"patch", "memory", "create"}) {
        const End end = changed(place, QString::fromLatin1(kind));
        QVERIFY2(!end.crashed, qPrintable(end.said));
        // What lies elsewhere can be changed all the same; the rest is said in a sentence.
        const bool elsewhere = part == u"cache" || part == u"state" || part == u"data/backups"
            || (part == u"data/memories") != (QByteArrayView(kind) == "memory");
        if (part != u"data" && part != u"data/history.git" && elsewhere)
            QVERIFY2(end.code == 0, qPrintable(end.said));
        else
            QVERIFY2(end.code != 0 && end.said.contains(u"read-only"_s),
                     qPrintable(QString::fromLatin1(kind) + u": "_s + end.said));
    }
}

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
