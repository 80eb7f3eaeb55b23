// SPDX-License-Identifier: MIT
//
// How a service answers. `QFuture::then` with a context answers inside the call when the work is done already; an answer
// that comes before the question has returned finds nobody who knows of it: no ticket yet, no connection yet.
#pragma once
#include <QFuture>
#include <QObject>

namespace hsf::service {

/// `answer(result)` on the service's thread, always through its event loop; never, if the service is gone by then.
template <class T, class F> void answerLater(QFuture<T> work, QObject *service, F answer)
{
    work.then(service, [service, answer](const T &result) {
        QMetaObject::invokeMethod(service, [answer, result] { answer(result); }, Qt::QueuedConnection);
    });
}

} // namespace hsf::service
