// SPDX-License-Identifier: MIT
//
// News of changes on disk, from the real file system: they come, as one for a burst, and not for what is nobody's
// business.
#include "home.h"
#include "library/watch.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace hsf::library;

class TestWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aChangedFileIsTold();
    void aFileInANewFolderIsTold();
    void aBurstIsFewTellings();
    void temporariesAreNobodysBusiness();
    void foldersCanBeExchanged();
    void itEndsInTheMiddleOfABurst();
    void aRenamedFolderIsWatchedUnderItsNewName();
    void aFolderMovedInIsWatchedWithAllBelow();
    void aFolderMovedOutIsForgotten();
    void aRootThatComesLaterIsWatched();
    void aRootThatGoesAndComesBackIsWatched();
    void aDeletionIsTold();
    void thousandsAtOnceAreFewTellings();
    void aClonesOwnGitIsNobodysBusiness();

private:
    bool told(const QString &path) const
    {
        for (const QList<QVariant> &call : *m_spy) {
            const QStringList files = call.first().toStringList();
            if (std::ranges::any_of(
                    files, [&](const QString &file) { return file.startsWith(path) || path.startsWith(file + u'/'); }))
                return true;
        }
        return false;
    }
    void watch(const QString &below)
    {
        QSignalSpy ready(m_watch.get(), &Watch::ready);
        m_watch->setFolders({m_home->path(below)});
        QVERIFY(ready.wait(20'000));
    }
    std::unique_ptr<LibraryHome> m_home;
    std::unique_ptr<Watch> m_watch;
    std::unique_ptr<QSignalSpy> m_spy;
};

void TestWatch::init()
{
    m_home = std::make_unique<LibraryHome>();
    m_home->put(u"skills/a/SKILL.md"_s, "one");
    m_watch = std::make_unique<Watch>();
    m_spy = std::make_unique<QSignalSpy>(m_watch.get(), &Watch::changed);
    watch(u"skills"_s);
}

void TestWatch::aChangedFileIsTold()
{
    m_home->put(u"skills/a/SKILL.md"_s, "two");
    QTRY_VERIFY(told(m_home->path(u"skills/a/SKILL.md"_s)));
}

void TestWatch::aFileInANewFolderIsTold()
{
    m_home->put(u"skills/new/references/r.md"_s, "r");
    QTRY_VERIFY(told(m_home->path(u"skills/new"_s)));
}

void TestWatch::aBurstIsFewTellings()
{
    for (int i = 0; i < 200; ++i)
        m_home->put(u"skills/a/f%1"_s.arg(i), "x");
    QTRY_VERIFY(told(m_home->path(u"skills/a/f199"_s)));
    QVERIFY2(m_spy->size() < 50, "each file was told by itself");
}

void TestWatch::temporariesAreNobodysBusiness()
{
    m_home->put(u"skills/a/.hsf-1"_s, "x");
    m_home->put(u"skills/.usage.json"_s, "{}");
    m_home->put(u"skills/a/SKILL.md"_s, "two");
    QTRY_VERIFY(told(m_home->path(u"skills/a/SKILL.md"_s)));
    for (const QList<QVariant> &call : *m_spy)
        QVERIFY(call.first().toStringList().replaceInStrings(m_home->path({}), QString()).filter(u"/."_s).isEmpty());
}

void TestWatch::foldersCanBeExchanged()
{
    watch(u"memories"_s);
    m_home->put(u"skills/a/SKILL.md"_s, "unwatched now");
    m_home->put(u"memories/USER.md"_s, "u");
    QTRY_VERIFY(told(m_home->path(u"memories/USER.md"_s)));
    QVERIFY(!told(m_home->path(u"skills/a/SKILL.md"_s)));
}

void TestWatch::itEndsInTheMiddleOfABurst()
{
    m_home->put(u"skills/a/SKILL.md"_s, "two");
    m_watch.reset();
    QVERIFY(m_spy->isEmpty());
}

void TestWatch::aRenamedFolderIsWatchedUnderItsNewName()
{
    m_home->put(u"skills/group/b/SKILL.md"_s, "one");
    QTRY_VERIFY(told(m_home->path(u"skills/group"_s)));
    QVERIFY(QFile::rename(m_home->path(u"skills/group"_s), m_home->path(u"skills/renamed"_s)));
    QTRY_VERIFY(told(m_home->path(u"skills/renamed"_s)));
    m_spy->clear();
    m_home->put(u"skills/renamed/b/SKILL.md"_s, "two");
    QTRY_VERIFY(told(m_home->path(u"skills/renamed/b/SKILL.md"_s)));
}

void TestWatch::aFolderMovedInIsWatchedWithAllBelow()
{
    m_home->put(u"elsewhere/x/y/SKILL.md"_s, "one");
    QVERIFY(QFile::rename(m_home->path(u"elsewhere/x"_s), m_home->path(u"skills/x"_s)));
    QTRY_VERIFY(told(m_home->path(u"skills/x"_s)));
    m_spy->clear();
    m_home->put(u"skills/x/y/SKILL.md"_s, "two");
    QTRY_VERIFY(told(m_home->path(u"skills/x/y/SKILL.md"_s)));
}

void TestWatch::aFolderMovedOutIsForgotten()
{
    QVERIFY(QDir().mkpath(m_home->path(u"elsewhere"_s)));
    QVERIFY(QFile::rename(m_home->path(u"skills/a"_s), m_home->path(u"elsewhere/a"_s)));
    QTRY_VERIFY(told(m_home->path(u"skills/a"_s)));
    m_spy->clear();
    m_home->put(u"elsewhere/a/SKILL.md"_s, "nobody looks");
    m_home->put(u"skills/b/SKILL.md"_s, "somebody looks");
    QTRY_VERIFY(told(m_home->path(u"skills/b"_s)));
    QVERIFY(!told(m_home->path(u"skills/a/SKILL.md"_s)));
}

void TestWatch::aRootThatComesLaterIsWatched()
{
    watch(u"later/skills"_s);
    m_home->put(u"later/skills/a/SKILL.md"_s, "one");
    QTRY_VERIFY(told(m_home->path(u"later/skills"_s)));
    m_spy->clear();
    m_home->put(u"later/skills/a/SKILL.md"_s, "two");
    QTRY_VERIFY(told(m_home->path(u"later/skills/a/SKILL.md"_s)));
}

void TestWatch::aRootThatGoesAndComesBackIsWatched()
{
    QVERIFY(QFile::rename(m_home->path(u"skills"_s), m_home->path(u"away"_s)));
    QTRY_VERIFY(told(m_home->path(u"skills"_s)));
    m_spy->clear();
    QVERIFY(QFile::rename(m_home->path(u"away"_s), m_home->path(u"skills"_s)));
    QTRY_VERIFY(told(m_home->path(u"skills"_s)));
    m_spy->clear();
    m_home->put(u"skills/a/SKILL.md"_s, "two");
    QTRY_VERIFY(told(m_home->path(u"skills/a/SKILL.md"_s)));
}

void TestWatch::aDeletionIsTold()
{
    QVERIFY(QDir(m_home->path(u"skills/a"_s)).removeRecursively());
    QTRY_VERIFY(told(m_home->path(u"skills/a"_s)));
    m_home->put(u"skills/a/SKILL.md"_s, "again");
    m_spy->clear();
    QTRY_VERIFY(told(m_home->path(u"skills/a"_s)));
}

void TestWatch::thousandsAtOnceAreFewTellings()
{
    for (int i = 0; i < 3'000; ++i)
        m_home->put(u"skills/many/skill-%1/SKILL.md"_s.arg(i), "x");
    m_home->put(u"skills/last/SKILL.md"_s, "x");
    QTRY_VERIFY_WITH_TIMEOUT(told(m_home->path(u"skills/last"_s)), 60'000);
    QVERIFY2(m_spy->size() < 50, "an event storm");
}

void TestWatch::aClonesOwnGitIsNobodysBusiness()
{
    m_home->put(u"skills/cloned/.git/HEAD"_s, "ref");
    m_home->put(u"skills/cloned/SKILL.md"_s, "one");
    QTRY_VERIFY(told(m_home->path(u"skills/cloned"_s)));
    m_spy->clear();
    m_home->put(u"skills/cloned/.git/index"_s, "its own");
    m_home->put(u"skills/a/SKILL.md"_s, "two");
    QTRY_VERIFY(told(m_home->path(u"skills/a/SKILL.md"_s)));
    for (const QList<QVariant> &call : *m_spy)
        QVERIFY(call.first().toStringList().filter(u".git"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
