// SPDX-License-Identifier: MIT
//
// Chats as rows: the pinned ones, then each folder, then by age; within these the newest first.
#pragma once
#include "models/valuelistmodel.h"
#include "service/chatservice.h"

namespace hsf::models {

class SessionModel final : public ValueListModel<journal::Session>
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, RunningRole, SectionRole, TitleRole };
    explicit SessionModel(QObject *parent = nullptr)
        : ValueListModel(parent)
    { }
    /// In the order of the sections; `today` says what is of today.
    void setSessions(const QList<journal::Session> &sessions, const QDate &today);
    /// Names of folders that chats are in, in order.
    QStringList folders() const;
    void setRunning(const SessionId &id, bool running);

protected:
    QString keyOf(const journal::Session &session) const override { return session.id.toString(); }
    QVariant data(const journal::Session &session, int column, int role) const override;

private:
    QString sectionOf(const journal::Session &session) const;
    QSet<QString> m_running;
    QDate m_today = QDate::currentDate();
};

} // namespace hsf::models
