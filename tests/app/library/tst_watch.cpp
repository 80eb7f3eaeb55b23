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
        QVERIFY(call.first().toStringList().filter(u"/."_s).isEmpty());
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

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
