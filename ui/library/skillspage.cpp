// SPDX-License-Identifier: MIT
#include "ui/library/skillspage.h"

#include "models/skillmodel.h"
#include "ui/changes/setwords.h"
#include "ui/library/librarypane.h"
#include "ui/library/newskilldialog.h"
#include "ui/library/skilleditor.h"
#include "ui/library/skillfacts.h"
#include "ui/parts/banner.h"
#include "ui/parts/diffview.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/pagehead.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>

namespace hsf::ui {

enum Centre { Nothing, Editor, Revision };

SkillsPage::SkillsPage(service::LibraryService &library, service::ChangesService &changes, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_changes(changes)
{
    setObjectName(QStringLiteral("skillsPage"));
    m_head = new PageHead(tr("Skills"), this);
    auto *add = m_head->addButton(QStringLiteral("plus"), tr("New skill"), QStringLiteral("newSkillButton"));
    connect(add, &QPushButton::clicked, this, &SkillsPage::newSkill);
    m_banner = new Banner(this);
    m_pane = new LibraryPane(library, this);
    m_facts = new SkillFacts(this);
    m_facts->hide();
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_pane);
    splitter->addWidget(makeCentre());
    splitter->addWidget(m_facts);
    splitter->setSizes({300, 640, 250});
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addWidget(m_head);
    layout->addWidget(m_banner);
    layout->addWidget(splitter, 1);
    connect(m_pane, &LibraryPane::skillActivated, this, [this](const QString &id) { open(id); });
    connectLibrary();
    connectFacts();
    showCount(library.rows());
}

QWidget *SkillsPage::makeCentre()
{
    auto *centre = new QWidget(this);
    m_editor = new SkillEditor(m_library, centre);
    connect(m_editor, &SkillEditor::fileRequested, this, &SkillsPage::open);
    addActions(m_editor->actions()); // Save, wherever one is on this page
    m_centre = new QStackedLayout(centre);
    m_centre->addWidget(new EmptyState(QStringLiteral("skills"), tr("Choose a skill"),
                                       tr("Its text, its files, its problems and its past appear here."), centre));
    m_centre->addWidget(m_editor);
    m_centre->addWidget(makeRevision());
    return centre;
}

QWidget *SkillsPage::makeRevision()
{
    auto *page = new QWidget(this);
    m_revisionTitle = new QLabel(page);
    m_revisionTitle->setTextFormat(Qt::PlainText);
    setTextScale(*m_revisionTitle, 1.1, true);
    auto *back = new QPushButton(themedIcon(QStringLiteral("chevron-left")), tr("Back to the editor"), page);
    back->setObjectName(QStringLiteral("backToEditorButton"));
    connect(back, &QPushButton::clicked, this, [this] { m_centre->setCurrentIndex(Editor); });
    auto *row = new QHBoxLayout;
    row->addWidget(m_revisionTitle, 1);
    row->addWidget(back);
    m_diff = new DiffView(page);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->addLayout(row);
    layout->addWidget(m_diff, 1);
    return page;
}

void SkillsPage::connectLibrary()
{
    using Library = service::LibraryService;
    connect(&m_library, &Library::skillOpened, this, [this](const service::SkillView &view) {
        const QString id = view.row.entry.id.toString();
        const bool asked = id == m_wanted && (m_wantedFile.isEmpty() || m_wantedFile == view.file);
        if (asked) {
            const QString left = m_shown;
            m_wanted.clear();
            m_shown = id;
            m_editor->take(view);
            m_centre->setCurrentIndex(Editor);
            m_facts->setVisible(true);
            m_pane->select(id);
            tellUnsaved(left);
        }
        if (id == m_shown) {
            m_row = view.row;
            m_facts->show(view);
        }
    });
    connect(&m_library, &Library::rowsChanged, this, [this](const QList<service::SkillRow> &rows) {
        showCount(rows);
        if (const auto row = std::ranges::find(rows, m_shown, [](const auto &row) { return row.entry.id.toString(); });
            row != rows.end()) {
            m_row = *row;
            m_facts->showRow(*row);
        }
        if (!m_created.isEmpty()
            && std::ranges::contains(rows, m_created, [](const auto &row) { return row.entry.id.toString(); }))
            open(std::exchange(m_created, {}));
    });
    connect(&m_library, &Library::saved, this, &SkillsPage::offerUndo);
    connect(&m_library, &Library::saveRefused, this, [this](const QString &id, const QString &sentence) {
        if (id != m_shown)
            m_banner->showError(sentence);
        if (m_row) // a switch that could not be set goes back
            m_facts->showRow(*m_row);
    });
    connect(&m_library, &Library::failed, m_banner, &Banner::showError);
    connect(&m_library, &Library::revisionOpened, this,
            [this](const QString &commit, const QList<changes::FileChange> &files) {
                if (commit != m_revision)
                    return;
                m_diff->setFiles(fileDiffs(files));
                m_centre->setCurrentIndex(Revision);
            });
    connect(&m_changes, &service::ChangesService::failed, this, [this](const ChangeSetId &, const QString &sentence) {
        if (isVisible())
            m_banner->showError(sentence);
    });
}

void SkillsPage::showCount(const QList<service::SkillRow> &rows)
{
    const int archived = int(
        std::ranges::count_if(rows, [](const auto &row) { return models::stageOf(row) == changes::Stage::Archived; }));
    const int live = int(rows.size()) - archived;
    m_head->setStatus(archived == 0 ? tr("%n skill(s)", nullptr, live)
                                    : tr("%n skill(s), %1 archived", nullptr, live).arg(archived));
}

void SkillsPage::connectFacts()
{
    connect(m_facts, &SkillFacts::factRequested, this,
            [this](const QString &fact, const QString &value) { m_library.setFact(m_shown, fact, value); });
    connect(m_facts, &SkillFacts::archiveRequested, this, [this] { m_library.archive(m_shown); });
    connect(m_facts, &SkillFacts::restoreRequested, this, [this] { m_library.restore(m_shown); });
    connect(m_facts, &SkillFacts::adoptRequested, this, [this] {
        if (m_row)
            m_library.adopt(m_row->entry.folder, m_shown);
    });
    connect(m_facts, &SkillFacts::revisionRequested, this, [this](const QString &commit) {
        m_revision = commit;
        m_revisionTitle->setText(tr("%1 at revision %2").arg(m_shown, commit.left(8)));
        m_library.openRevision(commit, {});
    });
}

// A change that is not an edit of text: it says so, and can be taken back at once.
void SkillsPage::offerUndo(const changes::ChangeSet &set)
{
    const bool shown = set.skills().contains(m_shown) || set.skills().contains(m_created);
    if (!shown || set.undoes)
        return;
    if (set.state != changes::State::Applied) {
        if (!m_editor->isUnsaved())
            m_banner->showWarning(set.state == changes::State::Held ? tr("This waits under Changes: %1").arg(set.why)
                                                                    : set.why);
        return;
    }
    if (set.facts.isEmpty() || set.createsSkill())
        return;
    m_banner->showNews(tr("Done: %1").arg(set.reason));
    connect(m_banner->offer(tr("Undo")), &QAction::triggered, this, [this, id = set.id] {
        m_banner->dismiss();
        m_changes.undo(id);
    });
}

void SkillsPage::tellUnsaved(const QString &left)
{
    if (left.isEmpty() || left == m_shown)
        return;
    const QStringList kept = m_editor->unsaved();
    const bool unsaved = std::ranges::any_of(kept, [&](const QString &name) { return name.startsWith(left + u':'); });
    if (!unsaved)
        return m_banner->dismiss();
    m_banner->showWarning(tr("Your unsaved text of %1 is kept while the program runs.").arg(left));
    connect(m_banner->offer(tr("Go back")), &QAction::triggered, this, [this, left] { open(left); });
}

void SkillsPage::open(const QString &id, const QString &file)
{
    m_wanted = id;
    m_wantedFile = file;
    m_library.openSkill(id, file);
}

void SkillsPage::openSkill(const QString &id)
{
    open(id);
}

void SkillsPage::newSkill()
{
    QStringList taken;
    for (const auto &row : m_library.rows())
        taken.append(row.entry.id.toString());
    auto *dialog = new NewSkillDialog(taken, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_created = dialog->folder();
        m_library.createSkill(m_created, dialog->content());
    });
    dialog->open();
}

void SkillsPage::saveSkill()
{
    m_editor->save();
}

void SkillsPage::focusSearch()
{
    m_pane->focusSearch();
}

QStringList SkillsPage::unsaved() const
{
    return m_editor->unsaved();
}

} // namespace hsf::ui
