// SPDX-License-Identifier: MIT
//
// The menu beside the search field: last use, verdict, tags and sources to filter by, filters that were saved under a name, and
// the way to the sources.
#pragma once
#include "models/skillmodel.h"

class QMenu;
class QToolButton;

namespace hsf::ui {

class FilterMenu final : public QObject
{
    Q_OBJECT
public:
    FilterMenu(service::LibraryService &library, QWidget *parent);
    QToolButton *button() const { return m_button; }
    /// What is filtered by now, and the rows there are; before it shows.
    void setNow(const models::SkillFilter &now, const QList<service::SkillRow> &rows);
    void setAtWork(bool filtering);
    /// "tag: office", "never used" …, of what only the menu can choose.
    static QStringList wordsOf(const models::SkillFilter &filter);

Q_SIGNALS:
    void aboutToShow();
    void filterChosen(const hsf::models::SkillFilter &filter);
    void sourcesRequested();

private:
    void addSaved();
    void addLastUse();
    void addVerdicts();
    void addTags(const QList<service::SkillRow> &rows);
    void addSources(const QList<service::SkillRow> &rows);
    QAction *addChoice(QMenu *menu, const QString &text, bool on, const models::SkillFilter &chosen);
    void askForName();

    service::LibraryService &m_library;
    QToolButton *m_button;
    QMenu *m_menu;
    models::SkillFilter m_now;
};

} // namespace hsf::ui
