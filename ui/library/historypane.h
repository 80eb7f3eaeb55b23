// SPDX-License-Identifier: MIT
//
// The past of a skill: what each revision was, two of them compared, one of them brought back.
#pragma once
#include "service/historyservice.h"

#include <QWidget>

class QAction;
class QLabel;
class QListWidget;
class QPushButton;
class QToolButton;

namespace hsf::ui {

class HistoryPane final : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryPane(QWidget *parent = nullptr);
    /// Newest first.
    void show(const QList<library::Revision> &revisions, const QString &file);
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void revisionRequested(const QString &commit);
    void compareRequested(const QString &from, const QString &to); ///< `to` empty: now
    void restoreRequested(const QString &commit, bool wholeSkill);

private:
    QStringList chosen() const; ///< commits, oldest first
    void showState();
    QListWidget *m_list;
    QLabel *m_none, *m_hint;
    QPushButton *m_compare;
    QToolButton *m_restore;
    QAction *m_restoreFile;
    bool m_readOnly = false;
};

} // namespace hsf::ui
