// SPDX-License-Identifier: MIT
//
// Work on another thread, and its answer.
//
//   inBackground(&pool, [path] { return lines(path); }).then(this, [this](int lines) { show(lines); });
#pragma once
#include <QFuture>
#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <type_traits>

namespace hsf {

/// A QFuture whose answer always comes through the event loop. QFuture's own then() with a context answers inside the
/// call when the work is done already: such an answer finds nobody who knows of it (no ticket yet, no connection yet),
/// and it overtakes older ones that still wait to be delivered, so that what was read first replaces what was read last.
template <class T> class Pending : public QFuture<T>
{
public:
    Pending() = default;
    Pending(QFuture<T> future)
        : QFuture<T>(std::move(future))
    {
    }

    /// `answer(result)`, or `answer()` where the work gives nothing, on the thread of `context`, which is the caller's, in
    /// the order in which works end. Never, if the context is gone by then or the work was cancelled.
    template <class F> void then(QObject *context, F answer) const
    {
        auto *watcher = new QFutureWatcher<T>(context);
        QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, answer = std::move(answer)]() mutable {
            watcher->deleteLater();
            if constexpr (std::is_void_v<T>) {
                if (!watcher->isCanceled())
                    answer();
            } else if (watcher->future().resultCount() > 0) {
                answer(watcher->result());
            }
        });
        watcher->setFuture(*this);
    }
};

template <class... Args> auto inBackground(QThreadPool *pool, Args &&...args)
{
    return Pending(QtConcurrent::run(pool, std::forward<Args>(args)...));
}

/// On one of Qt's own threads.
template <class F, class... Args>
    requires std::is_invocable_v<std::decay_t<F>, std::decay_t<Args>...>
auto inBackground(F &&work, Args &&...args)
{
    return Pending(QtConcurrent::run(std::forward<F>(work), std::forward<Args>(args)...));
}

} // namespace hsf
