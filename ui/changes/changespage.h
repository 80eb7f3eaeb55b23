// SPDX-License-Identifier: MIT
//
// Everything that waits for a decision, grouped by skill, and everything that was decided, with undo; both filtered,
// one by one or several at once. How much changes in a day, and the switch that pauses learning.
#pragma once
#include "models/changesetmodel.h"
#include "service/settingsservice.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QStackedLayout;
class QTabWidget;

namespace hsf::ui {

class Banner;
class BulkView;
class EmptyState;
class FilterBar;
class PageHead;
class RateSpark;
class SetView;

class ChangesPage : public QWidget
{
    Q_OBJECT
public:
    ChangesPage(service::ChangesService &changes, service::SettingsService &settings, QWidget *parent = nullptr);
    ~ChangesPage() override;
    void showSet(const ChangeSetId &id);

Q_SIGNALS:
    void messageRequested(const hsf::SessionId &session, qint64 message);

private:
    struct Side { ///< one of the two tabs
        models::ChangeSetModel *model = nullptr;
        QListView *list = nullptr;
        FilterBar *filter = nullptr;
        EmptyState *empty = nullptr;
        QStackedLayout *stack = nullptr;
        QWidget *bulk = nullptr;
        QLabel *selected = nullptr;
        QPushButton *older = nullptr;
    };
    QWidget *makeHead();
    QWidget *makeSide(Side &side, models::ChangeSetModel &model, const QString &name,
                      const QList<changes::State> &states, const QString &words);
    QListView *makeList(models::ChangeSetModel &model, const QString &name, const QString &words);
    QWidget *makeBulkBar(Side &side, const QList<service::BulkDecision> &decisions);
    void connectChanges();
    void connectFilters();
    void takeHeld(const QList<changes::ChangeSet> &sets);
    void takeDecided(const QList<changes::ChangeSet> &sets);
    void takeCounts(int matching, int all);
    void takeSettings(const Settings &settings);
    void showStatus();
    void showSide(Side &side);
    void showSelected(Side &side);
    void decideSelected(const Side &side, service::BulkDecision decision);
    void open(const QModelIndex &index);
    void selectNextHeld();

    service::ChangesService &m_changes;
    service::SettingsService &m_settings;
    models::ChangeSetModel m_held{models::ChangeSetModel::Order::ByTarget};
    models::ChangeSetModel m_decided;
    Side m_waiting, m_history;
    PageHead *m_head = nullptr;
    QPushButton *m_pause = nullptr;
    RateSpark *m_rate = nullptr;
    Banner *m_banner;
    QTabWidget *m_tabs;
    SetView *m_view;
    BulkView *m_bulk;
    QStackedLayout *m_stack;
    std::optional<ChangeSetId> m_wanted;
    int m_row = 0; // where the person works in the waiting list
    int m_matching = 0, m_all = 0; // decided sets in the database
};

} // namespace hsf::ui
