// SPDX-License-Identifier: MIT
//
// A history that something else has damaged, a database that is lost: what cannot be read is said, the skills on disk
// are not touched, and what can be rebuilt is.
#include "autopsy.h"

#include <QTest>

using namespace hsf;
using namespace hsf::faults;

namespace {

bool overwrite(const QString &path, const QByteArray &bytes)
{
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

QByteArray git(const Place &place, const QStringList &arguments)
{
    QProcess process;
    process.start(u"git"_s, QStringList{u"--git-dir="_s + place.paths().history()} + arguments);
    process.waitForFinished(-1);
    return process.readAllStandardOutput().trimmed();
}

/// The loose object that a name like "main" or "main:skills/old/SKILL.md" stands for.
QString objectFile(const Place &place, const QString &name)
{
    const QString hex = QString::fromLatin1(git(place, {u"rev-parse"_s, name}));
    return place.paths().history() + u"/objects/"_s + hex.first(2) + u'/' + hex.sliced(2);
}

/// A half of it, as a full disk or a power cut leaves files.
bool cutInHalf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray bytes = file.readAll();
    return overwrite(path, bytes.first(bytes.size() / 2));
}

using Harm = std::function<bool(const Place &)>;

const QList<std::pair<const char *, Harm>> harms{
    {"the branch is empty", [](const Place &p) { return overwrite(p.paths().history() + u"/refs/heads/main"_s, {}); }},
    {"the branch is garbage",
     [](const Place &p) { return overwrite(p.paths().history() + u"/refs/heads/main"_s, "\0\0\0\0\0\0"); }},
    {"the branch names nothing",
     [](const Place &p) { return overwrite(p.paths().history() + u"/refs/heads/main"_s, QByteArray(40, '1') + '\n'); }},
    {"what is checked out is not known",
     [](const Place &p) { return overwrite(p.paths().history() + u"/refs/hsf/checked-out"_s, {}); }},
    {"HEAD is empty", [](const Place &p) { return overwrite(p.paths().history() + u"/HEAD"_s, {}); }},
    {"HEAD is gone", [](const Place &p) { return QFile::remove(p.paths().history() + u"/HEAD"_s); }},
    {"the configuration is garbage",
     [](const Place &p) { return overwrite(p.paths().history() + u"/config"_s, "[core\n\x01"); }},
    {"the last commit is cut", [](const Place &p) { return cutInHalf(objectFile(p, u"main"_s)); }},
    {"the last commit is empty", [](const Place &p) { return overwrite(objectFile(p, u"main"_s), {}); }},
    {"the last tree is cut", [](const Place &p) { return cutInHalf(objectFile(p, u"main^{tree}"_s)); }},
    {"a skill's tree is gone", [](const Place &p) { return QFile::remove(objectFile(p, u"main:skills/patched"_s)); }},
    {"a file's bytes are cut",
     [](const Place &p) { return cutInHalf(objectFile(p, u"main:skills/patched/SKILL.md"_s)); }},
    {"an old commit is gone", [](const Place &p) { return QFile::remove(objectFile(p, u"main~3"_s)); }},
    {"all objects are gone",
     [](const Place &p) { return QDir(p.paths().history() + u"/objects"_s).removeRecursively(); }},
    {"it is a file",
     [](const Place &p) {
         return QDir(p.paths().history()).removeRecursively() && overwrite(p.paths().history(), "x");
     }},
};

} // namespace

class TestDamage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QVERIFY(m_place.putBack()); }
    void aDamagedHistoryTouchesNoSkill_data();
    void aDamagedHistoryTouchesNoSkill();
    void aLostHistoryBeginsAnew();
    void aLostDatabaseIsRebuilt();
    void aDamagedDatabaseIsSaid_data();
    void aDamagedDatabaseIsSaid();

private:
    Place m_place;
    Standing m_files;
};

void TestDamage::initTestCase()
{
    const auto furnished = m_place.furnished();
    QVERIFY2(furnished, qPrintable(furnished.error_or(Error()).message));
    QVERIFY(m_place.keepAside());
    m_files = filesOnDisk(m_place.paths());
}

void TestDamage::aDamagedHistoryTouchesNoSkill_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < harms.size(); ++i)
        QTest::newRow(harms[i].first) << i;
}

void TestDamage::aDamagedHistoryTouchesNoSkill()
{
    QFETCH(const int, number);
    QVERIFY(harms[number].second(m_place));
    QStringList said;
    const auto heard = [&](const Error &error) {
        said.append(error.message);
        QVERIFY2(error.message.size() > 20, qPrintable(error.message));
    };
    {
        const auto stores = m_place.open();
        if (!stores) {
            heard(stores.error());
        } else {
            // What can still be done is done; what cannot is a sentence, and a skill is as it was or as it was to be.
            Ledger ledger(m_place.ledger);
            for (const char *kind : {"memory", "facts"})
                if (const auto set = once({**stores, ledger, m_place.home}, QString::fromLatin1(kind)); !set)
                    heard(set.error());
            if (const auto recorded = (*stores)->door->recordOutside(); !recorded)
                heard(recorded.error());
        }
    }
    Standing now = filesOnDisk(m_place.paths());
    const auto isMemory = [](const auto &entry) { return entry.first.startsWith(u"memories/"); };
    const auto skills = [&](Standing files) {
        erase_if(files, [&](const std::pair<const QString &, QString &> &entry) { return isMemory(entry); });
        return files;
    };
    const QString odd = difference(skills(now), skills(m_files));
    QVERIFY2(odd.isEmpty(), qPrintable(odd));
    qInfo("%s", qPrintable(said.isEmpty() ? u"it goes on"_s : said.join(u" | "_s)));
}

void TestDamage::aLostHistoryBeginsAnew()
{
    QVERIFY(QDir(m_place.paths().history()).removeRecursively());
    Autopsy autopsy(m_place.paths(), m_place.ledger);
    {
        const auto stores = m_place.open();
        QVERIFY2(stores, qPrintable(stores.error_or(Error()).message));
        const auto recorded = (*stores)->door->recordOutside();
        QVERIFY2(recorded, qPrintable(recorded.error_or(Error()).message));
        Ledger ledger(m_place.ledger);
        const auto set = once({**stores, ledger, m_place.home}, u"patch"_s);
        QVERIFY2(set, qPrintable(set.error_or(Error()).message));
    }
    const QString broken = autopsy.fsck();
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
    const Standing now = filesOnDisk(m_place.paths());
    QCOMPARE(now.keys(), m_files.keys());
}

/// Skills, memory, history, origins and decisions come back from the folders and the commits.
void TestDamage::aLostDatabaseIsRebuilt()
{
    const auto before = m_place.standing();
    QVERIFY2(before, qPrintable(before.error_or(Error()).message));
    QMap<QString, QString> sets;
    {
        const auto stores = m_place.open();
        const auto known = (*stores)->door->sets({changes::State::Applied, changes::State::Undone}, {}, 1000);
        QVERIFY(known);
        for (const changes::ChangeSet &set : *known)
            sets.insert(set.id.toString(), set.reason + u' ' + changes::originName(set.author.origin));
    }
    QVERIFY(sets.size() > 4);
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(m_place.paths().database() + QString::fromLatin1(suffix));
    const auto after = m_place.standing();
    QVERIFY2(after, qPrintable(after.error_or(Error()).message));
    const QString odd = difference(*after, *before);
    QVERIFY2(odd.isEmpty(), qPrintable(odd));
    QMap<QString, QString> rebuilt;
    const auto stores = m_place.open();
    const auto known = (*stores)->door->sets({changes::State::Applied, changes::State::Undone}, {}, 1000);
    QVERIFY(known);
    for (const changes::ChangeSet &set : *known)
        rebuilt.insert(set.id.toString(), set.reason + u' ' + changes::originName(set.author.origin));
    QCOMPARE(rebuilt, sets);
}

void TestDamage::aDamagedDatabaseIsSaid_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::newRow("no database at all")
        << QByteArray("this was a letter to my aunt, and quite a long one at that\n").repeated(90);
    QTest::newRow("cut in half") << QByteArray("half");
    QTest::newRow("a page of noise") << QByteArray("noise");
}

void TestDamage::aDamagedDatabaseIsSaid()
{
    QFETCH(const QByteArray, damage);
    const QString path = m_place.paths().database();
    if (damage == "half") {
        QVERIFY(cutInHalf(path));
    } else if (damage == "noise") {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(4096) && file.write(QByteArray(8192, '\xA5')) == 8192);
    } else {
        QVERIFY(overwrite(path, damage));
    }
    const auto stores = m_place.open();
    if (!stores)
        QVERIFY2(stores.error().message.contains(u"factory.db"_s), qPrintable(stores.error().message));
    QVERIFY(difference(filesOnDisk(m_place.paths()), m_files).isEmpty());
    qInfo("%s", qPrintable(stores ? u"it goes on"_s : stores.error().message));
}

QTEST_GUILESS_MAIN(TestDamage)
#include "tst_damage.moc"
