// SPDX-License-Identifier: MIT
//
// Going through a set: single changes taken, left out or edited, and then the decision on the whole.
#include "ui/changes/hunkeditor.h"
#include "ui/changes/outdatedview.h"
#include "ui/changes/setview.h"
#include "ui/changes/setwords.h"
#include "ui/parts/banner.h"

#include <QLabel>

namespace hsf::ui {

void SetView::acceptAll()
{
    beBusy();
    if (m_review.isEdited())
        m_changes.acceptEdited(m_set->id, m_review.results());
    else
        m_changes.accept(m_set->id);
}

void SetView::acceptChosen()
{
    const Hunks picked = m_diff->chosenHunks();
    beBusy();
    if (m_review.isEdited())
        m_changes.acceptEdited(m_set->id, m_review.results(picked));
    else
        m_changes.acceptHunks(m_set->id, picked);
}

void SetView::reject()
{
    beBusy();
    m_changes.reject(m_set->id);
}

void SetView::undo()
{
    beBusy();
    m_changes.undo(m_set->id);
}

void SetView::rebase()
{
    const QMap<QString, QByteArray> resolved = m_outdated->results();
    beBusy();
    m_changes.rebase(m_set->id, resolved);
}

void SetView::chooseHunk()
{
    m_diff->chooseCurrentHunk();
}

// The first "leave this" of a set nobody has ticked in means: all but this one.
void SetView::leaveHunk()
{
    const auto place = m_diff->currentPlace();
    if (!place)
        return;
    Hunks picked = m_diff->chosenHunks();
    if (picked.isEmpty()) {
        for (const FileDiff &file : m_diff->files()) {
            const int count = int(diff::diffLines(file.before, file.after).size());
            for (int hunk = 0; hunk < count; ++hunk)
                picked[file.path].append(hunk);
        }
    }
    picked[place->path].removeAll(place->hunk);
    m_diff->setChosenHunks(picked);
    m_diff->nextHunk();
}

void SetView::editHunk()
{
    const auto place = m_diff->currentPlace();
    if (!place || !m_review.canEdit(place->path, place->hunk))
        return;
    m_editedPath = place->path;
    m_editedHunk = place->hunk;
    m_diff->goTo(*place);
    m_editor->open(tr("%1, change %2: what shall stand here").arg(place->path).arg(m_diff->currentHunk() + 1),
                   m_review.text(place->path, place->hunk), m_diff->hunkRect(*place));
    allow();
}

void SetView::takeEdit(const QString &text)
{
    if (m_editedHunk < 0)
        return;
    const DiffView::HunkPlace place{m_editedPath, m_editedHunk};
    const Hunks picked = m_review.edit(place.path, place.hunk, text, m_diff->chosenHunks());
    m_diff->setFiles(fileDiffs(m_review.working()));
    m_diff->setChosenHunks(picked);
    m_diff->goTo(place);
    m_editedHunk = -1;
    m_tried.reset();
    m_banner->dismiss();
    showWords();
    allow();
    if (m_review.isEdited())
        m_changes.tryEdited(m_set->id, m_review.results());
}

void SetView::takeBackEdits()
{
    m_review.takeBack();
    m_tried.reset();
    m_diff->setFiles(fileDiffs(m_review.working()));
    m_banner->dismiss();
    showWords();
    allow();
}

// The checks' word on the edited result stands where the proposal's stood.
void SetView::takeTried(const changes::ChangeSet &result)
{
    m_tried = result;
    showWords();
}

} // namespace hsf::ui
