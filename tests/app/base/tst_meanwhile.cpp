// SPDX-License-Identifier: MIT
//
// Work beside the caller's own is done once, whoever comes first, and never outlives what it refers to.
#include "base/meanwhile.h"

#include <QTest>

#include <semaphore>
#include <thread>

using namespace hsf;

class TestMeanwhile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itIsDoneOnceAndAnswers()
    {
        for (int i = 0; i < 2'000; ++i) {
            std::atomic<int> done = 0;
            auto sum = meanwhile([&] { return ++done + i; });
            if (i % 3 == 0)
                std::this_thread::yield();
            QCOMPARE(sum.get(), 1 + i);
            QCOMPARE(done.load(), 1);
        }
    }
    void aBusyMachineKeepsNobodyWaiting()
    {
        // All its threads wait for the caller, who wants an answer before that.
        std::counting_semaphore<> go(0);
        std::vector<Meanwhile<int>> waiting;
        for (int i = 0; i < 64; ++i) {
            waiting.push_back(meanwhile([&] {
                go.acquire();
                return 1;
            }));
        }
        auto wanted = meanwhile([] { return 7; });
        QCOMPARE(wanted.get(), 7);
        go.release(64);
        for (Meanwhile<int> &one : waiting)
            QCOMPARE(one.get(), 1);
    }
    void whatNobodyAsksForIsOverWhenItGoes()
    {
        for (int i = 0; i < 2'000; ++i) {
            auto value = std::make_unique<std::atomic<int>>(0);
            {
                const auto ignored = meanwhile([&value] { return ++*value; });
            }
            const int then = *value;
            std::this_thread::yield();
            QCOMPARE(value->load(), then);
        }
    }
};

QTEST_GUILESS_MAIN(TestMeanwhile)
#include "tst_meanwhile.moc"
