// SPDX-License-Identifier: MIT
//
// The library page: the list, one skill opened in the editor, and beside it how it stands, its files and its past. In a
// narrow window the list and the side take turns.
#pragma once
#include "service/factory.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTabWidget;

namespace hsf::ui {

class Banner;
class DiffView;
class FileLook;
class FilesPane;
class HistoryPane;
class LibraryPane;
class PageHead;
class SkillDeeds;
class SkillEditor;
class SkillFacts;

/// Which columns stand beside the editor.
struct Columns {
    bool list = true, side = true;
    bool operator==(const Columns &) const = default;
};
/// `wantsSide`: the person's wish; nullopt: not said for a window of this kind, narrow or wide.
Columns columnsFor(int width, std::optional<bool> wantsSide);
bool isNarrow(int width);

class SkillsPage : public QWidget
{
    Q_OBJECT
public:
    explicit SkillsPage(service::Factory &factory, QWidget *parent = nullptr);

    void openSkill(const QString &id);
    void newSkill();
    void saveSkill();
    void focusSearch();
    /// What was edited and not saved, "id: file"; for a warning before quitting.
    QStringList unsaved() const;
    QString shownSkill() const { return m_shown; }

Q_SIGNALS:
    void messageRequested(const hsf::SessionId &session, qint64 message);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    // skillspageparts.cpp
    QWidget *makeCentre();
    QWidget *makeRevision();
    QWidget *makeSide();
    void makeHead();
    void connectSide();
    void showColumns();

    void connectLibrary();
    void connectHistory();
    void connectDeeds();
    void takeOpened(const service::SkillView &view);
    void showSide();
    void showCount(const QList<service::SkillRow> &rows);
    void open(const QString &id, const QString &file = {});
    void look(const library::FileInfo &file);
    void showRevision(const QString &commit);
    void showDifference(const QString &title, const QList<changes::FileChange> &files);
    void askRestore(const QString &commit, bool wholeSkill);
    void tellUnsaved(const QString &left);
    void offerUndo(const changes::ChangeSet &set);
    void offerRecovered();

    service::Factory &m_factory;
    service::LibraryService &m_library;
    QString m_wanted, m_wantedFile, m_shown, m_created, m_revision;
    std::optional<service::SkillView> m_view;
    QList<service::EditorDraft> m_recovered;
    std::optional<bool> m_wantsSide[2]; // wide, narrow
    QString m_restoring; // tree path whose restore is previewed
    bool m_comparing = false;
    int m_looking = 0, m_creating = 0, m_neighbours = 0;
    QString m_neighboursOf;
    library::FileInfo m_lookingAt;
    PageHead *m_head;
    QPushButton *m_details;
    Banner *m_banner, *m_recovery;
    LibraryPane *m_pane;
    SkillEditor *m_editor;
    FileLook *m_look;
    QTabWidget *m_side;
    SkillFacts *m_facts;
    FilesPane *m_files;
    HistoryPane *m_history;
    SkillDeeds *m_deeds;
    DiffView *m_diff;
    QLabel *m_revisionTitle;
    QStackedLayout *m_centre;
};

} // namespace hsf::ui
