// SPDX-License-Identifier: MIT
//
// The library page: the list, one skill opened in the editor, its facts and past beside it.
#pragma once
#include "service/changesservice.h"
#include "service/libraryservice.h"

#include <QWidget>

class QStackedLayout;

namespace hsf::ui {

class Banner;
class DiffView;
class LibraryPane;
class PageHead;
class SkillEditor;
class SkillFacts;

class SkillsPage : public QWidget
{
    Q_OBJECT
public:
    SkillsPage(service::LibraryService &library, service::ChangesService &changes, QWidget *parent = nullptr);

    void openSkill(const QString &id);
    void newSkill();
    void saveSkill();
    void focusSearch();
    /// What was edited and not saved, "id: file"; for a warning before quitting.
    QStringList unsaved() const;

private:
    QWidget *makeCentre();
    QWidget *makeRevision();
    void connectLibrary();
    void connectFacts();
    void showCount(const QList<service::SkillRow> &rows);
    void open(const QString &id, const QString &file = {});
    void tellUnsaved(const QString &left);
    void offerUndo(const changes::ChangeSet &set);

    service::LibraryService &m_library;
    service::ChangesService &m_changes;
    QString m_wanted, m_wantedFile, m_shown, m_created, m_revision;
    std::optional<service::SkillRow> m_row;
    PageHead *m_head;
    Banner *m_banner;
    LibraryPane *m_pane;
    SkillEditor *m_editor;
    SkillFacts *m_facts;
    DiffView *m_diff;
    class QLabel *m_revisionTitle;
    QStackedLayout *m_centre;
};

} // namespace hsf::ui
