// SPDX-License-Identifier: MIT
//
// What the page asks of the history: a revision, two of them compared, something brought back.
#include "ui/library/skillspage.h"

#include "models/skillmodel.h"
#include "ui/changes/setwords.h"
#include "ui/library/changepreview.h"
#include "ui/library/historypane.h"
#include "ui/library/skilleditor.h"
#include "ui/parts/banner.h"
#include "ui/parts/diffview.h"

#include <QLabel>
#include <QStackedLayout>

namespace hsf::ui {

namespace {
QString treeFolder(const service::SkillRow &row)
{
    const bool archived = models::stageOf(row) == changes::Stage::Archived;
    return (archived ? QStringLiteral("skills/.archive/") : QStringLiteral("skills/")) + row.entry.id.toString();
}
} // namespace

void SkillsPage::connectHistory()
{
    service::HistoryService *history = m_factory.history.get();
    connect(m_history, &HistoryPane::revisionRequested, this, &SkillsPage::showRevision);
    connect(m_history, &HistoryPane::compareRequested, this, [this, history](const QString &from, const QString &to) {
        if (!m_view)
            return;
        m_comparing = true;
        m_revisionTitle->setText(to.isEmpty()
                                     ? tr("%1: revision %2 and now").arg(m_shown, from.left(8))
                                     : tr("%1: revision %2 and revision %3").arg(m_shown, from.left(8), to.left(8)));
        history->compare(treeFolder(m_view->row), from, to);
    });
    connect(m_history, &HistoryPane::restoreRequested, this, &SkillsPage::askRestore);
    connect(history, &service::HistoryService::compared, this, [this](const QList<changes::FileChange> &files) {
        if (std::exchange(m_comparing, false))
            showDifference(m_revisionTitle->text(), files);
    });
    connect(&m_library, &service::LibraryService::revisionOpened, this,
            [this](const QString &commit, const QList<changes::FileChange> &files) {
                if (commit == m_revision)
                    showDifference(m_revisionTitle->text(), files);
            });
    connect(history, &service::HistoryService::restorePreviewed, this,
            [this, history](const QString &tree, const QString &commit, const QList<changes::FileChange> &files) {
                if (tree != std::exchange(m_restoring, QString()))
                    return;
                if (files.isEmpty())
                    return m_banner->showNews(tr("It is as it was then already."));
                auto *preview
                    = new ChangePreview(tr("Bring back revision %1").arg(commit.left(8)),
                                        tr("%n file(s) become what they were. What came since stays in the history.",
                                           nullptr, int(files.size())),
                                        fileDiffs(files), tr("Bring back"), this);
                preview->setAttribute(Qt::WA_DeleteOnClose);
                connect(preview, &ChangePreview::applyRequested, this, [this, preview, history, tree, commit] {
                    preview->close();
                    m_restoring = tree;
                    history->restore(tree, commit);
                });
                preview->open();
            });
    connect(history, &service::HistoryService::restored, this, [this](const changes::ChangeSet &set) {
        m_restoring.clear();
        offerUndo(set);
        if (set.skills().contains(m_shown))
            open(m_shown, m_editor->file());
    });
    connect(history, &service::HistoryService::failed, this, [this](const QString &sentence) {
        // Who wrote a line may not be known: only what was asked for here is an error here.
        const bool asked = m_comparing || !m_restoring.isEmpty();
        m_comparing = false;
        m_restoring.clear();
        if (asked)
            m_banner->showError(sentence);
    });
}

void SkillsPage::showRevision(const QString &commit)
{
    m_revision = commit;
    m_revisionTitle->setText(tr("%1 at revision %2").arg(m_shown, commit.left(8)));
    m_library.openRevision(commit, {});
}

void SkillsPage::showDifference(const QString &title, const QList<changes::FileChange> &files)
{
    m_revisionTitle->setText(files.isEmpty() ? tr("%1: nothing differs").arg(title) : title);
    m_diff->setFiles(fileDiffs(files));
    m_centre->setCurrentWidget(m_diff->parentWidget());
}

void SkillsPage::askRestore(const QString &commit, bool wholeSkill)
{
    if (!m_view)
        return;
    const QStringList unsaved = m_editor->unsavedFiles(m_shown);
    if (wholeSkill ? !unsaved.isEmpty() : unsaved.contains(m_editor->file()))
        return m_banner->showWarning(
            tr("Save or revert what you edited in %1 first.").arg(unsaved.join(QStringLiteral(", "))));
    m_restoring = treeFolder(m_view->row) + (wholeSkill ? QString() : u'/' + m_editor->file());
    m_factory.history->previewRestore(m_restoring, commit);
}

} // namespace hsf::ui
