// SPDX-License-Identifier: MIT
//
// What waits to be sent behind the running turn: each message can be sent now, edited or taken back.
#pragma once
#include "chat/message.h"

#include <QWidget>

class QVBoxLayout;

namespace hsf::ui {

class QueueBar final : public QWidget
{
    Q_OBJECT
public:
    explicit QueueBar(QWidget *parent = nullptr);
    void setQueued(const QList<hsf::chat::Message> &queued);

Q_SIGNALS:
    void sendNowRequested(int place);
    void editRequested(int place, const QString &text);
    void removeRequested(int place);

private:
    QWidget *makeRow(const hsf::chat::Message &message, int place);
    QVBoxLayout *m_rows;
};

} // namespace hsf::ui
