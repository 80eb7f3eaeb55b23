// SPDX-License-Identifier: MIT
//
// The memory as a person sees it: every entry with who brought it, however many changes lie between, and what became of an edit.
#include "service/factory.h"

#include <QDir>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::service;
using changes::Origin;

namespace {

/// As long as it is there, what other programs do is recorded by nobody: the threads for it have something else to do.
class NobodyLooks
{
public:
    explicit NobodyLooks(QThreadPool &background)
    {
        for (int i = 0; i < background.maxThreadCount(); ++i)
            background.start([both = m_both] {
                both->began.release();
                both->end.acquire();
            });
        m_both->began.acquire(m_threads = background.maxThreadCount());
    }
    ~NobodyLooks() { m_both->end.release(m_threads); }
    Q_DISABLE_COPY_MOVE(NobodyLooks)

private:
    struct Signs {
        QSemaphore began, end;
    };
    std::shared_ptr<Signs> m_both = std::make_shared<Signs>();
    int m_threads = 0;
};

} // namespace

class TestMemoryService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/hsf memory XXXXXX"_s);
        auto clock = std::make_unique<FixedClock>(m_now);
        m_clock = clock.get();
        FactoryOptions options;
        options.backgroundTimers = false;
        options.clock = std::move(clock);
        m_factory = std::move(*Factory::build(home(), std::move(options)));
    }
    void cleanup() { m_factory.reset(); }

    void everyEntryHasWhoBroughtIt()
    {
        remember(u"Answers in German."_s, Origin::Agent);
        remember(u"The printer is on the second floor."_s, Origin::You);
        for (int i = 0; i < 40; ++i) // in between
            submit(Origin::You, changes::WriteFile{u"notes"_s, u"references/n%1.md"_s.arg(i), "x\n"}, i == 0);
        remember(u"Writes invoices on Fridays."_s, Origin::Agent);
        QCOMPARE(told(), QStringList({u"agent: Answers in German."_s, u"you: The printer is on the second floor."_s,
                                      u"agent: Writes invoices on Fridays."_s}));
    }

    void whatIsSaidAnewBelongsToWhoSaidItLast()
    {
        remember(u"The printer is on the second floor."_s, Origin::Agent);
        submit(Origin::You, changes::EditMemory{{{.action = library::MemoryEdit::Action::Replace, .oldText = u"second floor"_s,
                                                  .text = u"The printer is on the third floor."_s}}});
        QCOMPARE(told(), QStringList({u"you: The printer is on the third floor."_s}));
    }

    void anEntryThatAnotherProgramWroteComesFromOutside()
    {
        remember(u"One."_s, Origin::Agent);
        {
            const NobodyLooks hold(m_factory->bench->background());
            QFile file(home().memories() + u"/MEMORY.md"_s);
            QVERIFY(file.open(QIODevice::Append) && file.write("\n§\nTwo.") > 0);
            file.close();
            QCOMPARE(told().value(1), u"unknown: Two."_s);
        }
        auto job = m_factory->bench->io([](Stores &stores) { return stores.door->recordOutside(); });
        job.waitForFinished();
        QVERIFY(job.result());
        QCOMPARE(told(), QStringList({u"agent: One."_s, u"outside: Two."_s}));
    }

    void anEmptyMemoryIsNoFault()
    {
        QCOMPARE(told(), QStringList());
    }

private:
    Home home() const { return Home::under(m_folder->filePath(u"a home"_s)); }
    void remember(const QString &text, Origin origin) { submit(origin, changes::EditMemory{{{.text = text}}}); }
    void submit(Origin origin, const changes::Operation &operation, bool withSkill = false)
    {
        m_clock->set(m_clock->now().addSecs(60));
        QList<changes::Operation> operations;
        if (withSkill)
            operations << changes::CreateSkill{u"notes"_s, "---\nname: notes\ndescription: Notes. Use when asked.\n---\n# Notes\n\nRead.\n"};
        operations << operation;
        const changes::Draft draft{{.origin = origin}, u"Something"_s, operations};
        auto job = m_factory->bench->io([draft](Stores &stores) { return stores.door->submit(draft); });
        job.waitForFinished();
        QVERIFY2(job.result(), qPrintable(job.result() ? QString() : job.result().error().message));
        QVERIFY2(job.result()->state == changes::State::Applied, qPrintable(job.result()->why));
    }
    /// "who: entry", as the page gets it.
    QStringList told()
    {
        QStringList lines;
        bool came = false;
        QObject context;
        QObject::connect(m_factory->memory.get(), &MemoryService::entriesChanged, &context, [&](const QList<MemoryEntry> &entries) {
            lines.clear();
            for (const MemoryEntry &entry : entries)
                lines << changes::originName(entry.origin) + u": "_s + entry.text;
        });
        // What was asked before is answered before.
        QObject::connect(m_factory->memory.get(), &MemoryService::failed, &context, [&](const QString &sentence) { lines = QStringList{sentence}; });
        m_factory->memory->refresh();
        m_factory->bench->io([](Stores &) { return Result<>(); }).then(&context, [&](const Result<> &) { came = true; });
        if (!QTest::qWaitFor([&] { return came; }, 20'000))
            lines << u"(no answer)"_s;
        return lines;
    }

    const QDateTime m_now{QDate(2026, 1, 30), QTime(12, 0), QTimeZone::UTC};
    FixedClock *m_clock = nullptr;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Factory> m_factory;
};

QTEST_GUILESS_MAIN(TestMemoryService)
#include "tst_memoryservice.moc"
