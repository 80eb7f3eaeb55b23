// SPDX-License-Identifier: MIT
//
// A decision on several change sets: first what it would do, then, when the person says so, what became of each, with
// one click that takes all of it back.
#pragma once
#include "service/changesservice.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace hsf::ui {

class BulkView final : public QWidget
{
    Q_OBJECT
public:
    explicit BulkView(service::ChangesService &changes, QWidget *parent = nullptr);
    /// Asks the service what accepting would do; rejecting and undoing need no look ahead.
    void open(const QList<changes::ChangeSet> &sets, service::BulkDecision decision);

Q_SIGNALS:
    void closed();

private:
    void makeButtons(QWidget *bar);
    void showPlan(const changes::BulkPlan &plan);
    void start();
    void decide(const QList<ChangeSetId> &ids);
    void showProgress(int done, int all);
    void showOutcomes(service::BulkDecision decision, const QList<service::BulkOutcome> &outcomes);
    void undoAll();
    void addLine(const QString &icon, const QString &text, const QString &detail = {});
    QString reasonOf(const ChangeSetId &id) const;

    service::ChangesService &m_changes;
    QList<changes::ChangeSet> m_sets;
    service::BulkDecision m_decision = service::BulkDecision::Accept;
    QList<ChangeSetId> m_undoable;
    int m_asked = 0;
    bool m_waiting = false; // for a plan or outcomes that this view asked for
    QLabel *m_title, *m_text;
    QListWidget *m_list;
    QProgressBar *m_progress;
    QPushButton *m_go, *m_cancel, *m_undoAll;
};

/// "7 changes: 9 files, 2 skills, 1 will be outdated".
QString planWords(const changes::BulkPlan &plan);

} // namespace hsf::ui
