// SPDX-License-Identifier: MIT
//
// A program made to be killed: works on a home and writes what was acknowledged to a ledger outside it.
//
//     hsf-faults HOME LEDGER loop SEED              works until it is killed; says "working" once the home is open
//     hsf-faults HOME LEDGER once KIND [STEP N]     one change; kills itself when STEP comes the N-th time
//     hsf-faults HOME LEDGER open                   only opens the home
//
// Exit 3: the change was not applied; 4: the storage failed. Either has said why.
#include "work.h"

#include <QCoreApplication>
#include <QDir>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace hsf;

namespace {

changes::Door::StepHook dieAt(const QByteArray &step, int times)
{
    if (step.isEmpty())
        return {};
    return [step, left = times](const char *now) mutable {
        if (step == now && --left == 0)
            ::kill(::getpid(), SIGKILL);
    };
}

int loop(const faults::Work &work, quint32 seed)
{
    std::puts("working");
    std::fflush(stdout);
    std::thread chats([&] { faults::chatForEver(work); });
    faults::editForEver(work, seed);
}

int change(const faults::Work &work, const QString &kind)
{
    const auto set = faults::once(work, kind);
    if (!set || (set->state != changes::State::Applied && set->state != changes::State::PartlyApplied)) {
        std::fprintf(stderr, "not applied: %s\n", qPrintable(set ? set->why : set.error().message));
        return 3;
    }
    work.ledger.noteSet(*set, kind);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList words = app.arguments();
    const Home home = Home::under(words.value(1));
    faults::Ledger ledger(words.value(2));
    const SystemClock clock;
    const service::StoreOptions options{.stepHook = dieAt(words.value(5).toLatin1(), words.value(6).toInt())};
    const auto stores = service::Stores::open(home, {}, clock, options);
    if (!stores)
        faults::giveUp(stores.error());
    const faults::Work work{**stores, ledger, words.value(1)};
    QDir().mkpath(work.workspace());
    if (words.value(3) == u"loop")
        return loop(work, words.value(4).toUInt());
    return words.value(3) == u"once" ? change(work, words.value(4)) : 0;
}
