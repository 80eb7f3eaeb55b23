// SPDX-License-Identifier: MIT
//
// What Qt orders, told to ThreadSanitizer: Debian's Qt is not built with it, so a lock that waits, a task of a pool, an
// event for another thread look to it as if nothing stood between the two sides. The functions by which our code enters
// Qt there are taken over, and do what they did. A real race of ours stays one: an order is told only where Qt makes
// it.
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEvent>
#include <QFutureInterface>
#include <QMutex>
#include <QRunnable>
#include <QSemaphore>
#include <QWaitCondition>

#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

namespace {

/// What Qt itself has under the name that was taken over.
template <class F> F *qtOwn(F *, const char *symbol)
{
    void *found = dlsym(RTLD_NEXT, symbol);
    if (!found)
        qFatal("Qt has no %s any more: tests/sanitizers/qtorder.cpp has to follow it.", symbol);
    return reinterpret_cast<F *>(found);
}

// A signal does not say whom it reaches, a future not who waits for it: one place stands for all of them.
char signalsSent, futuresReady;

/// A task as the pool has it: what came before start() is before it.
class Task final : public QRunnable
{
public:
    explicit Task(QRunnable *task)
        : m_task(task)
    {
        __tsan_release(this);
    }
    void run() override
    {
        __tsan_acquire(this);
        const bool ours = m_task->autoDelete();
        m_task->run();
        if (ours)
            delete m_task;
    }

private:
    QRunnable *m_task;
};

bool eventArrives(void **call)
{
    const auto *event = static_cast<QEvent *>(call[1]);
    __tsan_acquire(call[0]);
    if (event->type() == QEvent::MetaCall)
        __tsan_acquire(&signalsSent);
    return false;
}

[[maybe_unused]] const bool watched = QInternal::registerCallback(QInternal::EventNotifyCallback, eventArrives);

} // namespace

// Locks: the quick way is inlined and seen, the way that waits is not.

#define LOCK "_ZN11QBasicMutex12lockInternalEv"
void lock(QBasicMutex *mutex) asm(LOCK);
void lock(QBasicMutex *mutex)
{
    static const auto own = qtOwn(&lock, LOCK);
    own(mutex);
    __tsan_acquire(mutex);
}

#define LOCK_UNTIL "_ZN11QBasicMutex12lockInternalE14QDeadlineTimer"
bool lockUntil(QBasicMutex *mutex, QDeadlineTimer until) asm(LOCK_UNTIL);
bool lockUntil(QBasicMutex *mutex, QDeadlineTimer until)
{
    static const auto own = qtOwn(&lockUntil, LOCK_UNTIL);
    const bool locked = own(mutex, until);
    if (locked)
        __tsan_acquire(mutex);
    return locked;
}

#define UNLOCK "_ZN11QBasicMutex14unlockInternalEv"
void unlock(QBasicMutex *mutex) asm(UNLOCK);
void unlock(QBasicMutex *mutex)
{
    static const auto own = qtOwn(&unlock, UNLOCK);
    __tsan_release(mutex);
    own(mutex);
}

#define WAIT "_ZN14QWaitCondition4waitEP6QMutex14QDeadlineTimer"
bool waitFor(QWaitCondition *condition, QMutex *mutex, QDeadlineTimer until) asm(WAIT);
bool waitFor(QWaitCondition *condition, QMutex *mutex, QDeadlineTimer until)
{
    static const auto own = qtOwn(&waitFor, WAIT);
    __tsan_release(mutex);
    const bool woken = own(condition, mutex, until);
    __tsan_acquire(mutex);
    return woken;
}

#define TAKE "_ZN10QSemaphore7acquireEi"
void take(QSemaphore *semaphore, int count) asm(TAKE);
void take(QSemaphore *semaphore, int count)
{
    static const auto own = qtOwn(&take, TAKE);
    own(semaphore, count);
    __tsan_acquire(semaphore);
}

#define GIVE "_ZN10QSemaphore7releaseEi"
void give(QSemaphore *semaphore, int count) asm(GIVE);
void give(QSemaphore *semaphore, int count)
{
    static const auto own = qtOwn(&give, GIVE);
    __tsan_release(semaphore);
    own(semaphore, count);
}

// Tasks of a pool and what they bring.

#define START "_ZN11QThreadPool5startEP9QRunnablei"
void start(QThreadPool *pool, QRunnable *task, int priority) asm(START);
void start(QThreadPool *pool, QRunnable *task, int priority)
{
    static const auto own = qtOwn(&start, START);
    own(pool, new Task(task), priority);
}

#define FINISHED "_ZN20QFutureInterfaceBase14reportFinishedEv"
void finished(QFutureInterfaceBase *future) asm(FINISHED);
void finished(QFutureInterfaceBase *future)
{
    static const auto own = qtOwn(&finished, FINISHED);
    __tsan_release(&futuresReady);
    own(future);
}

#define WAIT_FINISHED "_ZN20QFutureInterfaceBase15waitForFinishedEv"
void waitFinished(QFutureInterfaceBase *future) asm(WAIT_FINISHED);
void waitFinished(QFutureInterfaceBase *future)
{
    static const auto own = qtOwn(&waitFinished, WAIT_FINISHED);
    own(future);
    __tsan_acquire(&futuresReady);
}

#define WAIT_RESULT "_ZN20QFutureInterfaceBase13waitForResultEi"
void waitResult(QFutureInterfaceBase *future, int index) asm(WAIT_RESULT);
void waitResult(QFutureInterfaceBase *future, int index)
{
    static const auto own = qtOwn(&waitResult, WAIT_RESULT);
    own(future, index);
    __tsan_acquire(&futuresReady);
}

#define LET_GO "_ZNK20QFutureInterfaceBase6derefTEv"
bool letGo(const QFutureInterfaceBase *future) asm(LET_GO);
bool letGo(const QFutureInterfaceBase *future)
{
    static const auto own = qtOwn(&letGo, LET_GO);
    __tsan_release(&futuresReady);
    const bool others = own(future);
    __tsan_acquire(&futuresReady);
    return others;
}

// Signals, calls and events for another thread. An object that goes takes along what was still on its way to it.

#define EMIT "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv"
void emitted(QObject *sender, const QMetaObject *type, int signal, void **values) asm(EMIT);
void emitted(QObject *sender, const QMetaObject *type, int signal, void **values)
{
    static const auto own = qtOwn(&emitted, EMIT);
    __tsan_release(&signalsSent);
    own(sender, type, signal, values);
}

#define INVOKE                                                                                                         \
    "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEx"                 \
    "PKPKvPKPKcPKPKNS2_18QMetaTypeInterfaceE"
bool invoked(QObject *object, void *slot, Qt::ConnectionType how, qsizetype count, const void *const *values,
             const char *const *names, const void *const *types) asm(INVOKE);
bool invoked(QObject *object, void *slot, Qt::ConnectionType how, qsizetype count, const void *const *values,
             const char *const *names, const void *const *types)
{
    static const auto own = qtOwn(&invoked, INVOKE);
    __tsan_release(object);
    return own(object, slot, how, count, values, names, types);
}

#define POST "_ZN16QCoreApplication9postEventEP7QObjectP6QEventi"
void posted(QObject *receiver, QEvent *event, int priority) asm(POST);
void posted(QObject *receiver, QEvent *event, int priority)
{
    static const auto own = qtOwn(&posted, POST);
    __tsan_release(receiver);
    own(receiver, event, priority);
}

#define GONE "_ZN7QObjectD2Ev"
void gone(QObject *object) asm(GONE);
void gone(QObject *object)
{
    static const auto own = qtOwn(&gone, GONE);
    __tsan_acquire(object);
    __tsan_acquire(&signalsSent);
    own(object);
}
