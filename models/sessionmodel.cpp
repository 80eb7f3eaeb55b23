// SPDX-License-Identifier: MIT
#include "models/sessionmodel.h"

#include "models/words.h"

namespace hsf::models {

void SessionModel::setRunning(const SessionId &id, bool running)
{
    if (running)
        m_running.insert(id.toString());
    else
        m_running.remove(id.toString());
    announceRow(id.toString());
}

QVariant SessionModel::data(const journal::Session &session, int, int role) const
{
    const QString title = session.title.isEmpty() ? tr("New chat") : session.title;
    const bool running = m_running.contains(session.id.toString());
    switch (role) {
    case Qt::DisplayRole:
        return running ? tr("● %1").arg(title) : title;
    case Qt::ToolTipRole:
        return tr("%1\n%2 · %3").arg(title, momentWords(session.updated), session.workspace);
    case Qt::AccessibleTextRole:
        return running ? tr("%1, answering").arg(title) : title;
    case IdRole:
        return session.id.toString();
    case RunningRole:
        return running;
    default:
        return {};
    }
}

} // namespace hsf::models
