// SPDX-License-Identifier: MIT
//
// The live library: search as you type, filters, and a row a skill below its category. New and changed rows light up by
// themselves; neither selection nor scroll position moves for it.
#pragma once
#include "models/skilllist.h"
#include "ui/parts/stillwidget.h"

#include <QPersistentModelIndex>
#include <QTimer>

class QLineEdit;
class QListView;
class QStackedLayout;
class QToolButton;

namespace hsf::ui {

class EmptyState;
class FilterChip;
class FilterMenu;

class LibraryPane : public StillWidget
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

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeSearch();
    void makeChips();
    void makeList();
    void connectLibrary();
    void typed();
    void search();
    void applyFilter();
    void clearFilter();
    models::SkillFilter chosen() const;
    void choose(const models::SkillFilter &filter);
    void showProblems(const QStringList &problems);
    bool openGroup(const QModelIndex &index, bool open);
    void count();
    void showWhatFits();
    void keepPlace();
    void restorePlace();
    void startGlow();
    void activate(const QModelIndex &index);

    service::LibraryService &m_library;
    models::SkillModel &m_model;
    models::SkillList m_skills;
    models::SkillFilter m_extra; ///< what the menu chose; chips and text speak for themselves
    QLineEdit *m_search;
    QHash<changes::Origin, FilterChip *> m_originChips;
    QHash<changes::Stage, FilterChip *> m_stageChips;
    FilterChip *m_problemsChip;
    FilterChip *m_extraChip;
    FilterMenu *m_menu;
    QWidget *m_chips;
    QToolButton *m_hidden, *m_unread;
    QListView *m_list;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    QTimer m_glow, m_counting;
    QString m_asked; ///< the words of the search that was asked for
    QPersistentModelIndex m_top;
    int m_topOffset = 0;
};

} // namespace hsf::ui
