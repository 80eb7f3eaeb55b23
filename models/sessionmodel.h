// SPDX-License-Identifier: MIT
//
// Chats as rows, newest first.
#pragma once
#include "models/valuelistmodel.h"
#include "service/chatservice.h"

namespace hsf::models {

class SessionModel final : public ValueListModel<journal::Session>
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, RunningRole };
    explicit SessionModel(QObject *parent = nullptr)
        : ValueListModel(parent)
    { }
    void setRunning(const SessionId &id, bool running);

protected:
    QString keyOf(const journal::Session &session) const override { return session.id.toString(); }
    QVariant data(const journal::Session &session, int column, int role) const override;

private:
    QSet<QString> m_running;
};

} // namespace hsf::models
