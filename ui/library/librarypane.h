// SPDX-License-Identifier: MIT
//
// The live library: search, filter chips, and a row a skill. New and changed rows light up by themselves; neither
// selection nor scroll position moves for it.
#pragma once
#include "models/skillmodel.h"

#include <QPersistentModelIndex>
#include <QTimer>
#include <QWidget>

class QLineEdit;
class QListView;
class QStackedLayout;
class QToolButton;

namespace hsf::ui {

class EmptyState;
class FilterChip;

class LibraryPane : public QWidget
{
    Q_OBJECT
public:
    LibraryPane(service::LibraryService &library, QWidget *parent = nullptr);

    ~LibraryPane() override;

    void select(const QString &id); ///< without announcing it; clears a filter that hides it
    QString selected() const;
    void focusSearch();

Q_SIGNALS:
    void skillActivated(const QString &id);

private:
    void makeSearch();
    void makeChips();
    void makeList();
    void connectLibrary();
    void applyFilter();
    void clearFilter();
    void count();
    void showWhatFits();
    void keepPlace();
    void restorePlace();
    void startGlow();
    void activate(const QModelIndex &index);

    service::LibraryService &m_library;
    models::SkillModel &m_model;
    models::SkillFilterProxy m_proxy;
    QLineEdit *m_search;
    QHash<changes::Origin, FilterChip *> m_originChips;
    QHash<changes::Stage, FilterChip *> m_stageChips;
    FilterChip *m_problemsChip;
    QWidget *m_chips;
    QToolButton *m_hidden, *m_unread;
    QListView *m_list;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    QTimer m_glow, m_counting;
    QPersistentModelIndex m_top;
    int m_topOffset = 0;
};

} // namespace hsf::ui
