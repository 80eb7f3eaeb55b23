// SPDX-License-Identifier: MIT
//
// This library with another by way of a Git repository: the address, what would come and go with its difference, then the one
// button that does it.
#pragma once
#include "service/syncservice.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace hsf::ui {

class Banner;
class DiffView;
class EmptyState;

class SyncDialog final : public QDialog
{
    Q_OBJECT
public:
    SyncDialog(service::SyncService &sync, service::SettingsService &settings, QWidget *parent = nullptr);
    ~SyncDialog() override;

Q_SIGNALS:
    /// The person wants to decide what is held.
    void changesRequested();

private:
    QWidget *makeAddress();
    QWidget *makeBody();
    QWidget *makeButtons();
    void connectService();
    void look();
    void carryOut();
    void showPlan(const service::SyncPlan &plan);
    void showReport(const service::SyncReport &report);
    void showItem(QListWidgetItem *item);
    void say(const QString &title, const QString &text);
    void allow();
    QListWidgetItem *addItem(const QString &icon, const QString &text, const QString &meaning, int merge);

    service::SyncService &m_sync;
    service::SettingsService &m_settings;
    std::optional<service::SyncPlan> m_plan;
    Banner *m_banner;
    QLineEdit *m_url, *m_branch;
    QListWidget *m_list;
    QStackedWidget *m_side;
    EmptyState *m_words;
    DiffView *m_diff;
    QLabel *m_summary;
    QProgressBar *m_progress;
    QPushButton *m_look, *m_go, *m_cancel;
};

} // namespace hsf::ui
