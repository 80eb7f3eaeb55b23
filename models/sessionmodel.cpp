// SPDX-License-Identifier: MIT
#include "models/sessionmodel.h"

#include "models/words.h"

namespace hsf::models {

namespace {

// 0 pinned · 1 in a folder · 2 the others
int groupOf(const journal::Session &session) { return session.pinned ? 0 : session.folder.isEmpty() ? 2 : 1; }

} // namespace

void SessionModel::setSessions(const QList<journal::Session> &sessions, const QDate &today)
{
    QList<journal::Session> filed = sessions;
    std::ranges::stable_sort(filed, [](const journal::Session &a, const journal::Session &b) {
        if (groupOf(a) != groupOf(b))
            return groupOf(a) < groupOf(b);
        return groupOf(a) == 1 && a.folder.localeAwareCompare(b.folder) < 0;
    });
    const bool anotherDay = std::exchange(m_today, today) != today;
    setValues(filed);
    if (anotherDay && rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {SectionRole});
}

QStringList SessionModel::folders() const
{
    QStringList names;
    for (const journal::Session &session : values())
        if (!session.folder.isEmpty() && !names.contains(session.folder))
            names.append(session.folder);
    names.sort(Qt::CaseInsensitive);
    return names;
}

QString SessionModel::sectionOf(const journal::Session &session) const
{
    if (groupOf(session) < 2)
        return session.pinned ? tr("Pinned") : session.folder;
    const qint64 days = session.updated.toLocalTime().date().daysTo(m_today);
    return days <= 0 ? tr("Today") : days == 1 ? tr("Yesterday") : days <= 7 ? tr("Last seven days") : tr("Earlier");
}

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
    case SectionRole:
        return sectionOf(session);
    case TitleRole:
        return title;
    case RunningRole:
        return running;
    default:
        return {};
    }
}

} // namespace hsf::models
