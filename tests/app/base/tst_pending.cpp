// SPDX-License-Identifier: MIT
//
// The answer of work in the background: never inside the question, in the order of the works, and not to who is gone.
#include "base/pending.h"

#include <QTest>
#include <QThreadPool>

#include <semaphore>

using namespace hsf;

class TestPending : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_pool.setMaxThreadCount(1); }

    void whatIsDoneAlreadyIsNotAnsweredInsideTheQuestion()
    {
        Pending work = inBackground(&m_pool, [] { return 7; });
        work.waitForFinished();
        int told = 0;
        work.then(this, [&](int seven) { told = seven; });
        QCOMPARE(told, 0);
        QTRY_COMPARE(told, 7);
    }

    void whatWasAskedFirstIsToldFirst()
    {
        QStringList told;
        std::binary_semaphore go(0);
        Pending first = inBackground(&m_pool, [&] {
            go.acquire();
            return QStringLiteral("read before");
        });
        first.then(this, [&](const QString &what) { told << what; });
        Pending last = inBackground(&m_pool, [] { return QStringLiteral("read last"); });
        go.release();
        m_pool.waitForDone(); // before anybody asks for its answer
        last.then(this, [&](const QString &what) { told << what; });
        QTRY_COMPARE(told, QStringList({QStringLiteral("read before"), QStringLiteral("read last")}));
    }

    void nobodyIsToldWhoIsGone()
    {
        int told = 0;
        auto gone = std::make_unique<QObject>();
        Pending work = inBackground(&m_pool, [] { return 7; });
        work.then(gone.get(), [&](int) { ++told; });
        work.then(this, [&](int) { told += 10; });
        gone.reset();
        QTRY_COMPARE(told, 10);
    }

    void workThatGivesNothingAnswersToo()
    {
        bool told = false;
        inBackground([] {}).then(this, [&] { told = true; });
        QTRY_VERIFY(told);
    }

private:
    QThreadPool m_pool;
};

QTEST_GUILESS_MAIN(TestPending)
#include "tst_pending.moc"
