// SPDX-License-Identifier: MIT
//
// One change set: what it wants and why, what caused it, its difference with a decision for each change, and the
// buttons its state allows. Asks the service; shows what comes back.
#pragma once
#include "ui/changes/hunkreview.h"
#include "ui/parts/stillwidget.h"

class QAction;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace hsf::ui {

class Banner;
class ChipLabel;
class DiffView;
class HunkBar;
class HunkEditor;
class OutdatedView;

class SetView final : public StillWidget
{
    Q_OBJECT
public:
    SetView(service::ChangesService &changes, QWidget *parent = nullptr);
    void show(const changes::ChangeSet &set);
    const std::optional<changes::ChangeSet> &set() const { return m_set; }
    DiffView &diff() const { return *m_diff; }

Q_SIGNALS:
    void messageRequested(const hsf::SessionId &session, qint64 message);
    void skillRequested(const QString &id);

private:
    void changeEvent(QEvent *event) override;
    QHBoxLayout *makeHead();
    QHBoxLayout *makeButtons();
    void makeActions();
    void connectChanges();
    void showWords();
    void showDifference();
    void showOutdated(bool outdated);
    void acceptAll();
    void acceptChosen();
    void reject();
    void undo();
    void rebase();
    void chooseHunk();
    void leaveHunk();
    void editHunk();
    void takeEdit(const QString &text);
    void takeBackEdits();
    void takeTried(const changes::ChangeSet &result);
    void beBusy();
    void allow();
    void showChosen();
    void takeNews(const changes::ChangeSet &set);

    service::ChangesService &m_changes;
    std::optional<changes::ChangeSet> m_set;
    HunkReview m_review;
    std::optional<changes::ChangeSet> m_tried; // what the checks say of the edited result
    QString m_editedPath; // of the change that the editor is open on
    int m_editedHunk = -1;
    bool m_busy = false;
    Banner *m_banner;
    QLabel *m_subject, *m_about, *m_why, *m_evidence, *m_findings, *m_edited, *m_turnedDown;
    ChipLabel *m_origin, *m_risk, *m_state;
    DiffView *m_diff;
    OutdatedView *m_outdated;
    QStackedLayout *m_middle;
    HunkBar *m_hunks;
    HunkEditor *m_editor;
    QPushButton *m_accept, *m_acceptChosen, *m_reject, *m_undo, *m_rebase;
};

} // namespace hsf::ui
