// SPDX-License-Identifier: MIT
//
// A power cut takes what was not synced: here objects, refs and files that a change wrote are emptied, halved, put back
// or removed, as a file system may leave them, and the write-ahead file is told that the machine was started anew. What
// was acknowledged is there afterwards, what somebody else wrote stays. And histories that are damaged by other means:
// what is said, what still works, and how a new one is begun.
#include "home.h"
#include "library/examine.h"
#include "library/rebuild.h"

#include <QCryptographicHash>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::library;

namespace {
const QString first = u"skills/a/SKILL.md"_s;
const QString second = u"skills/b/SKILL.md"_s;

QByteArray number(const QByteArray &bytes, qsizetype at)
{
    return bytes.sliced(at, 8);
}
} // namespace

class TestPowerCut : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatWasAcknowledgedIsThere_data();
    void whatWasAcknowledgedIsThere();
    void anEditBySomebodyElseStays();
    void anEditOfALaterDayStaysAfterAnOrdinaryRestart_data();
    void anEditOfALaterDayStaysAfterAnOrdinaryRestart();
    void whatAKilledProcessOnlyToldStaysAway();
    void aChangeThatWasTakenBackStaysAway();
    void nothingIsReplayedOnceItIsSettled();
    void othersMayWriteWhileItSettles();
    void aCutWriteOfTheFileItselfIsPassedBy();
    void aDamagedHistoryIsNamedAndBegunAnew_data();
    void aDamagedHistoryIsNamedAndBegunAnew();
    void aWholeHistoryHasNoFaults();

private:
    QString repository() const { return m_home->place().repository; }
    std::unique_ptr<Writer> opened() const
    {
        auto writer = Writer::open(m_home->place());
        if (!writer)
            qWarning("%s", qPrintable(writer.error().message));
        return std::move(writer).value_or(nullptr);
    }
    void write(const QString &path, std::optional<QByteArray> base, const QByteArray &now)
    {
        VERIFY_DONE(opened()->write({edit(path, std::move(base), now)}, said(QString::fromUtf8(now).left(20))));
    }
    /// As if all that was written came from before the machine's last start.
    void startAnew() const
    {
        QFile file(repository() + u"/hsf-ahead"_s);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray header = file.read(512);
        header.replace(16, 64, QByteArray("another boot").leftJustified(64, '\0'));
        header.replace(80, 20, QCryptographicHash::hash(header.first(80), QCryptographicHash::Sha1));
        QVERIFY(file.seek(0));
        file.write(header);
    }
    /// As if the machine had been on for a day after the last change before it was started anew.
    void aDayPasses() const
    {
        QFile file(repository() + u"/hsf-ahead"_s);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        for (qsizetype at = 512; bytes.sliced(at, 4) == "HSFE";) {
            const qsizetype length = lengthOf(bytes, at);
            auto *time = bytes.data() + at + 40 + length - 8;
            qToBigEndian(qFromBigEndian<qint64>(time) - 24 * 3600, time);
            const QByteArray digest = QCryptographicHash::hash(bytes.sliced(at + 40, length), QCryptographicHash::Sha1);
            bytes.replace(at + 20, 20, digest);
            at += 40 + length;
        }
        QVERIFY(file.seek(0));
        file.write(bytes);
    }
    static qsizetype lengthOf(const QByteArray &bytes, qsizetype entry)
    {
        return qsizetype(qFromLittleEndian<quint64>(bytes.constData() + entry + 12));
    }
    QStringList looseObjects() const
    {
        QStringList files;
        QDirIterator walk(repository() + u"/objects"_s, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext())
            files << walk.next();
        return files;
    }
    void verifyWhole() const
    {
        const QString verified = m_home->git({u"fsck"_s, u"--strict"_s});
        QVERIFY2(!verified.contains(u"error"_s) && !verified.contains(u"missing"_s), qPrintable(verified));
        QCOMPARE(m_home->filesOnDisk(), m_home->filesInHistory());
    }
    static void overwrite(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || !file.exists());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    std::unique_ptr<LibraryHome> m_home;
};

void TestPowerCut::init()
{
    m_home = std::make_unique<LibraryHome>();
}

void TestPowerCut::whatWasAcknowledgedIsThere_data()
{
    QTest::addColumn<QString>("lost");
    for (const char *lost :
         {"nothing", "objects emptied", "objects halved", "objects gone", "branch emptied", "branch behind",
          "branch gone", "mark emptied", "mark gone", "files emptied", "files halved", "files of zeros",
          "files as before", "files in between", "new file gone", "everything"})
        QTest::newRow(lost) << QString::fromLatin1(lost);
}

void TestPowerCut::whatWasAcknowledgedIsThere()
{
    QFETCH(const QString, lost);
    const QByteArray long1 = QByteArray("first version\n").repeated(200),
                     long2 = QByteArray("second version\n").repeated(200),
                     long3 = QByteArray("third version\n").repeated(200);
    write(u"skills/old/SKILL.md"_s, {}, "old\n");
    VERIFY_DONE(opened()->settle());
    const QStringList durable = looseObjects();
    const QString before = m_home->git({u"rev-parse"_s, u"main"_s});
    write(first, {}, long1);
    write(first, long1, long2);
    write(first, long2, long3);
    write(second, {}, "b\n");
    VERIFY_DONE(opened()->write({edit(u"skills/old/SKILL.md"_s, "old\n", {})}, said(u"remove"_s)));
    const QString head = m_home->git({u"rev-parse"_s, u"main"_s});
    const bool all = lost == u"everything";

    const QString branch = repository() + u"/refs/heads/main"_s, mark = repository() + u"/refs/hsf/checked-out"_s;
    if (all || lost.startsWith(u"objects")) {
        for (const QString &object : looseObjects()) {
            if (durable.contains(object))
                continue;
            QFile file(object);
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
            QVERIFY(lost == u"objects gone" ? file.remove()
                                            : file.resize(lost == u"objects halved" ? file.size() / 2 : 0));
        }
    }
    if (all || lost == u"branch emptied")
        overwrite(branch, {});
    if (lost == u"branch behind")
        overwrite(branch, before.toLatin1() + '\n');
    if (lost == u"branch gone")
        QVERIFY(QFile::remove(branch));
    if (all || lost == u"mark emptied")
        overwrite(mark, {});
    if (lost == u"mark gone")
        QVERIFY(QFile::remove(mark));
    if (all || lost == u"files emptied")
        overwrite(m_home->path(first), {});
    if (lost == u"files halved")
        overwrite(m_home->path(first), long3.first(long3.size() / 2));
    if (lost == u"files of zeros")
        overwrite(m_home->path(first), long3.first(1024) + QByteArray(long3.size() - 1024, '\0'));
    if (lost == u"files as before") {
        QVERIFY(QFile::remove(m_home->path(first)));
        m_home->put(u"skills/old/SKILL.md"_s, "old\n");
    }
    if (lost == u"files in between")
        overwrite(m_home->path(first), long2);
    if (all || lost == u"new file gone")
        QVERIFY(QDir(m_home->path(u"skills/b"_s)).removeRecursively());
    startAnew();

    const auto writer = opened();
    VERIFY_DONE(writer->recover());
    QCOMPARE(m_home->git({u"rev-parse"_s, u"main"_s}), head);
    QCOMPARE(m_home->git({u"rev-parse"_s, u"refs/hsf/checked-out"_s}), head);
    QCOMPARE(m_home->get(first), long3);
    QCOMPARE(m_home->get(second), QByteArray("b\n"));
    QVERIFY(!QFile::exists(m_home->path(u"skills/old"_s)));
    verifyWhole();
    QVERIFY(!*writer->recordOutside());
    VERIFY_DONE(writer->write({edit(second, "b\n", "life goes on\n")}, said(u"on"_s)));
}

void TestPowerCut::anEditBySomebodyElseStays()
{
    write(first, {}, "ours\n");
    write(second, {}, "ours too\n");
    m_home->put(first, "typed by a person\n");
    startAnew();
    VERIFY_DONE(opened()->recover());
    QCOMPARE(m_home->get(first), QByteArray("typed by a person\n"));
    QCOMPARE(m_home->get(second), QByteArray("ours too\n"));
    const auto last = (*History::open(repository()))->log()->first();
    QCOMPARE(last.trailers.value(u"Origin"_s), u"outside"_s);
    verifyWhole();
}

void TestPowerCut::anEditOfALaterDayStaysAfterAnOrdinaryRestart_data()
{
    QTest::addColumn<std::optional<QByteArray>>("meant");
    QTest::newRow("as it was before the change") << std::optional<QByteArray>("one\n");
    QTest::newRow("its end taken away") << std::optional<QByteArray>("tw");
    QTest::newRow("emptied") << std::optional<QByteArray>("");
    QTest::newRow("removed") << std::optional<QByteArray>();
}

void TestPowerCut::anEditOfALaterDayStaysAfterAnOrdinaryRestart()
{
    QFETCH(const std::optional<QByteArray>, meant);
    write(first, {}, "one\n");
    write(second, {}, "ours\n");
    write(first, "one\n", "two\n");
    aDayPasses();
    // Each of these could be what a power cut leaves; a day later it is what a person wants.
    if (meant)
        m_home->put(first, *meant);
    else
        QVERIFY(QFile::remove(m_home->path(first)));
    startAnew();
    VERIFY_DONE(opened()->recover());
    QCOMPARE(QFile::exists(m_home->path(first)), meant.has_value());
    QCOMPARE(m_home->get(first), meant.value_or("(no file)"));
    QCOMPARE(m_home->get(second), QByteArray("ours\n"));
    QCOMPARE((*History::open(repository()))->log()->first().trailers.value(u"Origin"_s), u"outside"_s);
    verifyWhole();
}

void TestPowerCut::whatAKilledProcessOnlyToldStaysAway()
{
    write(first, {}, "one\n");
    const QString before = m_home->git({u"rev-parse"_s, u"main"_s});
    write(first, "one\n", "two\n");
    // As it is after a kill between the write-ahead file and the branch.
    for (const char *ref : {"refs/heads/main", "refs/hsf/checked-out"})
        m_home->git({u"update-ref"_s, QString::fromLatin1(ref), before});
    m_home->put(first, "one\n");
    VERIFY_DONE(opened()->recover()); // the next start; whatever the person decides now counts
    startAnew();
    VERIFY_DONE(opened()->recover());
    QCOMPARE(m_home->git({u"rev-parse"_s, u"main"_s}), before);
    QCOMPARE(m_home->get(first), QByteArray("one\n"));
    verifyWhole();
}

void TestPowerCut::aChangeThatWasTakenBackStaysAway()
{
    write(first, {}, "first\n");
    const QString head = m_home->git({u"rev-parse"_s, u"main"_s});
    {
        // A folder where the second file is to be: the change is committed, cannot be written, and is taken back.
        bool blocked = false;
        auto writer = Writer::open(m_home->place(), [&](const char *step) {
            if (!blocked && step == QByteArray("committed"))
                blocked = QDir().mkpath(m_home->path(u"skills/b/SKILL.md/x"_s));
        });
        QVERIFY(!(*writer)->write({edit(first, "first\n", "second\n"), edit(second, {}, "b\n")}, said(u"blocked"_s)));
    }
    QCOMPARE(m_home->git({u"rev-parse"_s, u"main"_s}), head);
    QVERIFY(QDir(m_home->path(u"skills/b"_s)).removeRecursively());
    startAnew();
    VERIFY_DONE(opened()->recover());
    QCOMPARE(m_home->git({u"rev-parse"_s, u"main"_s}), head);
    QCOMPARE(m_home->get(first), QByteArray("first\n"));
    verifyWhole();
}

void TestPowerCut::nothingIsReplayedOnceItIsSettled()
{
    write(first, {}, "one\n");
    write(first, "one\n", "two\n");
    VERIFY_DONE(opened()->settle());
    // By hand, and meant: back to the first revision.
    const QString back = m_home->git({u"rev-parse"_s, u"main~1"_s});
    for (const char *ref : {"refs/heads/main", "refs/hsf/checked-out"})
        m_home->git({u"update-ref"_s, QString::fromLatin1(ref), back});
    m_home->put(first, "one\n");
    startAnew();
    QVERIFY(opened()->recover()->isEmpty());
    QCOMPARE(m_home->git({u"rev-parse"_s, u"main"_s}), back);
    QCOMPARE(m_home->get(first), QByteArray("one\n"));
}

void TestPowerCut::othersMayWriteWhileItSettles()
{
    const auto here = opened();
    VERIFY_DONE(here->write({edit(first, {}, "one\n")}, said(u"one"_s)));
    VERIFY_DONE(here->settle());
    const auto other = opened(); // another process has its own idea of where the file ends
    VERIFY_DONE(other->write({edit(first, "one\n", "two\n")}, said(u"two"_s)));
    VERIFY_DONE(here->write({edit(first, "two\n", "three\n")}, said(u"three"_s)));
    VERIFY_DONE(other->write({edit(first, "three\n", "four\n")}, said(u"four"_s)));
    overwrite(m_home->path(first), {});
    overwrite(repository() + u"/refs/heads/main"_s, {});
    startAnew();
    VERIFY_DONE(opened()->recover());
    QCOMPARE(m_home->get(first), QByteArray("four\n"));
    QCOMPARE((*History::open(repository()))->log()->size(), 4);
    verifyWhole();
}

void TestPowerCut::aCutWriteOfTheFileItselfIsPassedBy()
{
    write(first, {}, "one\n");
    const QString head = m_home->git({u"rev-parse"_s, u"main"_s});
    QFile file(repository() + u"/hsf-ahead"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray bytes = file.readAll();
    const qsizetype entry = bytes.indexOf("HSFE");
    QVERIFY(entry >= 512);
    // Half of another entry behind the first one, as an interrupted write leaves it.
    QVERIFY(file.seek(entry + 40 + lengthOf(bytes, entry)));
    file.write("HSFE" + number(bytes, 8) + QByteArray(8, '\x10') + QByteArray(20, 'x'));
    file.close();
    startAnew();
    VERIFY_DONE(opened()->recover());
    QCOMPARE(m_home->git({u"rev-parse"_s, u"main"_s}), head);
    write(first, "one\n", "two\n");
    verifyWhole();
}

void TestPowerCut::aDamagedHistoryIsNamedAndBegunAnew_data()
{
    QTest::addColumn<QString>("damage");
    for (const char *damage :
         {"an object is missing", "an object is garbled", "the branch is garbled", "a pack is cut", "a pack is gone"})
        QTest::newRow(damage) << QString::fromLatin1(damage);
}

void TestPowerCut::aDamagedHistoryIsNamedAndBegunAnew()
{
    QFETCH(const QString, damage);
    for (int i = 0; i < 5; ++i)
        write(first, i ? std::optional(QByteArray::number(i - 1)) : std::nullopt, QByteArray::number(i));
    VERIFY_DONE(opened()->settle());
    if (damage.startsWith(u"a pack"))
        m_home->git({u"repack"_s, u"-adq"_s});
    const QString tree = m_home->git({u"rev-parse"_s, u"main^{tree}"_s});
    const QString object = repository() + u"/objects/"_s + tree.left(2) + u'/' + tree.mid(2);
    const QDir packs(repository() + u"/objects/pack"_s);
    const QString pack = packs.filePath(packs.entryList({u"*.pack"_s}).value(0));
    if (damage == u"an object is missing")
        QVERIFY(QFile::remove(object));
    else if (damage == u"an object is garbled")
        overwrite(object, "nonsense");
    else if (damage == u"the branch is garbled")
        overwrite(repository() + u"/refs/heads/main"_s, "nonsense\n");
    else if (damage == u"a pack is cut") {
        QFile file(pack);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(file.resize(file.size() / 2));
    } else
        QVERIFY(QFile::remove(pack));

    const auto faults = examinedHistory(repository());
    VERIFY_DONE(faults);
    QVERIFY(!faults->isEmpty());
    // It is said, the files stay as they are.
    {
        const auto writer = Writer::open(m_home->place());
        const auto written
            = writer ? (*writer)->write({edit(first, "4", "5")}, said(u"five"_s)) : std::unexpected(writer.error());
        QVERIFY(!written);
        QVERIFY2(written.error().message.contains(u"damaged"_s) && written.error().message.contains(u"unharmed"_s),
                 qPrintable(written.error().message));
        QCOMPARE(m_home->get(first), QByteArray("4"));
    }
    const QDateTime now(QDate(2025, 3, 1), QTime(12, 0), QTimeZone::UTC);
    const auto kept = rebuildHistory(m_home->place(), now);
    VERIFY_DONE(kept);
    QVERIFY(QFileInfo::exists(*kept + u"/objects"_s));
    QVERIFY(kept->contains(u"damaged-20250301"_s));
    QVERIFY(examinedHistory(repository())->isEmpty());
    verifyWhole();
    write(first, "4", "5");
    QCOMPARE((*History::open(repository()))->log()->size(), 2);
}

void TestPowerCut::aWholeHistoryHasNoFaults()
{
    write(first, {}, "one\n");
    write(first, "one\n", "two\n");
    QCOMPARE(*examinedHistory(repository()), QStringList());
    QVERIFY(!examinedHistory(repository(), [] { return true; }));
}

QTEST_GUILESS_MAIN(TestPowerCut)
#include "tst_powercut.moc"
