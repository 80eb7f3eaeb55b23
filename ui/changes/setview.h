// SPDX-License-Identifier: MIT
//
// One change set: what it wants and why, what caused it, its difference, and the buttons its state allows. Asks the
// service; shows what comes back.
#pragma once
#include "service/changesservice.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace hsf::ui {

class Banner;
class ChipLabel;
class DiffView;

class SetView final : public QWidget
{
    Q_OBJECT
public:
    SetView(service::ChangesService &changes, QWidget *parent = nullptr);
    void show(const changes::ChangeSet &set);
    const std::optional<changes::ChangeSet> &set() const { return m_set; }
    DiffView &diff() const { return *m_diff; }

Q_SIGNALS:
    void messageRequested(const hsf::SessionId &session, qint64 message);
    void skillRequested(const QString &id);

private:
    void changeEvent(QEvent *event) override;
    QHBoxLayout *makeHead();
    QHBoxLayout *makeButtons();
    void makeActions();
    void acceptAll();
    void acceptChosen();
    void reject();
    void undo();
    void beBusy();
    void allow();
    void showChosen(int count);
    void takeNews(const changes::ChangeSet &set);

    service::ChangesService &m_changes;
    std::optional<changes::ChangeSet> m_set;
    bool m_busy = false;
    Banner *m_banner;
    QLabel *m_subject, *m_about, *m_why, *m_evidence, *m_findings;
    ChipLabel *m_origin, *m_state;
    DiffView *m_diff;
    QPushButton *m_accept, *m_acceptChosen, *m_reject, *m_undo;
};

} // namespace hsf::ui
