// SPDX-License-Identifier: MIT
//
// One window program a home: a second start asks the first to come to the front, and ends. Who is first is decided by a lock file
// in the home, so that a crash leaves nothing that keeps the next start out; the asking goes over a local socket of this user.
#pragma once
#include "base/home.h"

#include <QLocalServer>
#include <QLockFile>

namespace hsf::ui {

class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const Home &home, QObject *parent = nullptr);

    /// True: nobody else has this home open, and from now on raiseRequested() comes. False: another program has it.
    bool isFirst();
    /// Asks the program that has the home to show itself; false when it does not answer (it hangs, or ends just now).
    bool askFirstToRaise() const;
    const QString &socketName() const { return m_name; }

Q_SIGNALS:
    /// Another start wants this window in front; `activationToken` is the compositor's leave to come there, or empty.
    void raiseRequested(const QByteArray &activationToken);

private:
    void listen();
    void takeRequests();

    QLockFile m_lock;
    QString m_name;
    QLocalServer m_server;
};

} // namespace hsf::ui
