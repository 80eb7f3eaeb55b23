// SPDX-License-Identifier: MIT
//
// Everything that waits for a decision, grouped by skill, and everything that was decided, with undo.
#pragma once
#include "models/changesetmodel.h"

#include <QWidget>

class QListView;
class QStackedLayout;
class QTabWidget;

namespace hsf::ui {

class Banner;
class EmptyState;
class PageHead;
class SetView;

class ChangesPage : public QWidget
{
    Q_OBJECT
public:
    ChangesPage(service::ChangesService &changes, QWidget *parent = nullptr);
    ~ChangesPage() override;
    void showSet(const ChangeSetId &id);

Q_SIGNALS:
    void messageRequested(const hsf::SessionId &session, qint64 message);

private:
    QListView *makeList(models::ChangeSetModel &model, const char *name, const QString &words);
    QWidget *withEmpty(QListView *list, const QString &title, const QString &text);
    void connectChanges();
    void takeHeld(const QList<changes::ChangeSet> &sets);
    void takeDecided(const QList<changes::ChangeSet> &sets);
    void open(const QModelIndex &index);
    void selectNextHeld();

    service::ChangesService &m_changes;
    models::ChangeSetModel m_held{models::ChangeSetModel::Order::ByTarget};
    models::ChangeSetModel m_decided;
    PageHead *m_head;
    Banner *m_banner;
    QTabWidget *m_tabs;
    QListView *m_heldList, *m_decidedList;
    SetView *m_view;
    QStackedLayout *m_stack;
    std::optional<ChangeSetId> m_wanted;
    int m_row = 0; // where the person works in the waiting list
};

} // namespace hsf::ui
