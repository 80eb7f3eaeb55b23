// SPDX-License-Identifier: MIT
//
// Beside a chat: the newest change to skills or memory as it happened, or one that was asked for.
#pragma once
#include "service/changesservice.h"
#include "ui/parts/stillwidget.h"

class QStackedLayout;

namespace hsf::ui {

class SetView;

class LastChangePane : public StillWidget
{
    Q_OBJECT
public:
    LastChangePane(service::ChangesService &changes, QWidget *parent = nullptr);
    void showSet(const ChangeSetId &id);
    std::optional<ChangeSetId> shown() const;

Q_SIGNALS:
    void messageRequested(const hsf::SessionId &session, qint64 message);

private:
    void offer(const changes::ChangeSet &set);

    service::ChangesService &m_changes;
    SetView *m_view;
    QStackedLayout *m_stack;
    std::optional<ChangeSetId> m_wanted;
};

} // namespace hsf::ui
