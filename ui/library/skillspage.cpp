// SPDX-License-Identifier: MIT
//
// What is opened, and what the library says of it. The columns are made in skillspageparts.cpp, what is asked of the
// history is in skillspagepast.cpp.
#include "ui/library/skillspage.h"

#include "models/skillmodel.h"
#include "models/words.h"
#include "ui/library/changepreview.h"
#include "ui/library/filelook.h"
#include "ui/library/filespane.h"
#include "ui/library/historypane.h"
#include "ui/library/librarypane.h"
#include "ui/library/newskilldialog.h"
#include "ui/library/skilldeeds.h"
#include "ui/library/skilleditor.h"
#include "ui/library/skillfacts.h"
#include "ui/parts/banner.h"
#include "ui/parts/diffview.h"
#include "ui/parts/pagehead.h"

#include <QAction>
#include <QStackedLayout>

namespace hsf::ui {

static constexpr int neighboursBySelf = 1000;

void SkillsPage::connectLibrary()
{
    using Library = service::LibraryService;
    connect(&m_library, &Library::skillOpened, this, &SkillsPage::takeOpened);
    connect(&m_library, &Library::rowsChanged, this, [this](const QList<service::SkillRow> &rows) {
        showCount(rows);
        if (const auto row = std::ranges::find(rows, m_shown, [](const auto &row) { return row.entry.id.toString(); });
            row != rows.end() && m_view) {
            m_view->row = *row;
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
        if (m_view) // a switch that could not be set goes back
            m_facts->showRow(m_view->row);
    });
    connect(&m_library, &Library::failed, m_banner, &Banner::showError);
    connect(m_factory.changes.get(), &service::ChangesService::failed, this,
            [this](const ChangeSetId &, const QString &sentence) {
                if (isVisible())
                    m_banner->showError(sentence);
            });
    connect(m_factory.drafts.get(), &service::DraftService::recovered, this,
            [this](const QList<service::EditorDraft> &drafts) {
                m_recovered = drafts;
                offerRecovered();
            });
}

void SkillsPage::takeOpened(const service::SkillView &view)
{
    const QString id = view.row.entry.id.toString();
    const bool asked = id == m_wanted && (m_wantedFile.isEmpty() || m_wantedFile == view.file);
    const auto info = std::ranges::find(view.files, view.file, &library::FileInfo::path);
    const bool readable = info == view.files.end() || info->text;
    if (asked) {
        const QString left = m_shown;
        m_wanted.clear();
        m_shown = id;
        if (readable) {
            m_editor->take(view);
            m_centre->setCurrentWidget(m_editor);
        }
        m_pane->select(id);
        tellUnsaved(left);
    }
    if (id != m_shown)
        return;
    const bool first = !m_view;
    m_view = view;
    m_facts->showRow(view.row);
    m_history->show(view.history, m_editor->file());
    showSide();
    if (first || asked)
        showColumns();
    if (asked && !readable)
        look(*info);
    if (asked && m_neighboursOf != id) {
        m_neighboursOf = id;
        m_facts->showNeighbours({});
        // A large library takes seconds of another thread: when it is asked for.
        m_facts->offerNeighbours(m_library.rows().size() > neighboursBySelf);
        if (m_library.rows().size() <= neighboursBySelf)
            m_neighbours = m_factory.edits->findNeighbours(id);
    }
}

void SkillsPage::showSide()
{
    if (!m_view)
        return;
    const bool readOnly = m_editor->isReadOnly();
    m_files->show(m_view->files, m_editor->file(), m_editor->unsavedFiles(m_shown));
    m_files->setReadOnly(readOnly);
    m_history->setReadOnly(readOnly);
}

void SkillsPage::showCount(const QList<service::SkillRow> &rows)
{
    const int archived = int(
        std::ranges::count_if(rows, [](const auto &row) { return models::stageOf(row) == changes::Stage::Archived; }));
    const int live = int(rows.size()) - archived;
    m_head->setStatus(archived == 0 ? tr("%n skill(s)", nullptr, live)
                                    : tr("%n skill(s), %1 archived", nullptr, live).arg(archived));
}

void SkillsPage::connectSide()
{
    connect(m_facts, &SkillFacts::factRequested, this,
            [this](const QString &fact, const QString &value) { m_library.setFact(m_shown, fact, value); });
    connect(m_facts, &SkillFacts::archiveRequested, this, [this] { m_library.archive(m_shown); });
    connect(m_facts, &SkillFacts::restoreRequested, this, [this] { m_library.restore(m_shown); });
    connect(m_facts, &SkillFacts::adoptRequested, this, [this] {
        if (m_view)
            m_library.adopt(m_view->row.entry.folder, m_shown);
    });
    connect(m_facts, &SkillFacts::skillRequested, this, [this](const QString &id) { open(id); });
    connect(m_facts, &SkillFacts::neighboursRequested, this,
            [this] { m_neighbours = m_factory.edits->findNeighbours(m_shown); });
    connect(m_factory.edits.get(), &service::EditService::neighboursFound, this,
            [this](int ticket, const QList<skill::OverlapPair> &pairs) {
                if (ticket != m_neighbours)
                    return;
                QList<Neighbour> neighbours;
                for (const skill::OverlapPair &pair : pairs)
                    neighbours << Neighbour{pair.b, skill::overlapSentence(pair)};
                m_facts->offerNeighbours(false);
                m_facts->showNeighbours(neighbours);
            });
    connect(m_files, &FilesPane::fileRequested, this, [this](const QString &file) { open(m_shown, file); });
}

void SkillsPage::connectDeeds()
{
    const auto paths = [this] {
        QStringList all;
        for (const library::FileInfo &file : m_view ? m_view->files : QList<library::FileInfo>())
            all << file.path;
        return all;
    };
    const auto unsaved = [this](const QString &file) {
        const QStringList files = m_editor->unsavedFiles(m_shown);
        const bool waits = file.isEmpty() ? !files.isEmpty() : files.contains(file);
        if (waits)
            m_banner->showWarning(tr("Save or revert what you edited in %1 first.")
                                      .arg(file.isEmpty() ? files.join(QStringLiteral(", ")) : file));
        return waits;
    };
    const auto rename = [this, unsaved] {
        if (!unsaved({}))
            m_deeds->renameSkill(m_shown);
    };
    connect(m_facts, &SkillFacts::renameRequested, this, rename);
    connect(m_editor, &SkillEditor::renameRequested, this, rename);
    connect(m_files, &FilesPane::addRequested, this,
            [this, paths](const QString &folder) { m_deeds->addFile(m_shown, paths(), folder); });
    connect(m_files, &FilesPane::bringRequested, this,
            [this, paths](const QString &folder) { m_deeds->bringFile(m_shown, paths(), folder); });
    connect(m_files, &FilesPane::filesDropped, this, [this, paths](const QStringList &dropped, const QString &folder) {
        m_deeds->bringFiles(m_shown, paths(), dropped, folder);
    });
    connect(m_files, &FilesPane::renameRequested, this, [this, paths, unsaved](const QString &file) {
        if (!unsaved({})) // texts that point to it change as well
            m_deeds->renameFile(m_shown, paths(), file);
    });
    connect(m_files, &FilesPane::removeRequested, this, [this, unsaved](const QString &file) {
        if (!unsaved(file))
            m_deeds->removeFile(m_shown, file);
    });
    connect(m_editor, &SkillEditor::fixAllRequested, this, [this, unsaved] {
        if (!unsaved({}))
            m_deeds->fixAll(m_shown, m_editor->file());
    });
    connect(m_editor, &SkillEditor::otherFixRequested, this, [this, unsaved](const skill::Fix &fix) {
        if (!unsaved(fix.file))
            m_deeds->fixFile(m_shown, fix, m_editor->file());
    });
    connect(m_deeds, &SkillDeeds::done, this, [this](const changes::ChangeSet &set, const QString &file) {
        offerUndo(set);
        if (set.skills().contains(m_shown))
            open(m_shown, file);
    });
    connect(m_deeds, &SkillDeeds::skillRenamed, this,
            [this](const QString &from, const QString &to, const changes::ChangeSet &set) {
                if (m_shown == from)
                    m_shown = m_created = to; // opened as soon as the list has it
                offerUndo(set);
            });
    const auto *edits = m_factory.edits.get();
    connect(edits, &service::EditService::fileRead, m_look, [this](int ticket, const QByteArray &bytes) {
        if (ticket == m_looking)
            m_look->show(m_lookingAt.path, bytes, m_lookingAt.executable);
    });
    connect(edits, &service::EditService::failed, this, [this](int ticket, const QString &sentence) {
        if (ticket == m_creating)
            m_banner->showError(sentence);
    });
    connect(edits, &service::EditService::done, this, [this](int ticket, const changes::ChangeSet &set) {
        if (ticket == m_creating && set.state != changes::State::Applied)
            m_banner->showWarning(set.why);
    });
    connect(edits, &service::EditService::failed, m_look, [this](int ticket, const QString &sentence) {
        if (ticket == m_looking)
            m_look->showTrouble(m_lookingAt.path, sentence);
    });
    connect(m_deeds, &SkillDeeds::failed, m_banner, &Banner::showError);
    connect(m_deeds, &SkillDeeds::held, m_banner, &Banner::showWarning);
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
    const bool isText = set.facts.isEmpty()
        && std::ranges::all_of(set.files, [](const changes::FileChange &file) { return file.base && file.result; });
    const bool isNew = set.createsSkill() && changes::movesIn(set.facts).isEmpty();
    if ((isText && set.files.size() == 1) || isNew)
        return;
    m_banner->showNews(tr("Done: %1").arg(set.reason));
    connect(m_banner->offer(tr("Undo")), &QAction::triggered, this,
            [this, id = set.id, moves = changes::movesIn(set.facts)] {
                m_banner->dismiss();
                if (!moves.isEmpty() && m_shown == moves.first().to)
                    m_shown = m_created = moves.first().from;
                m_factory.changes->undo(id);
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
    m_banner->showWarning(tr("Your unsaved text of %1 is kept.").arg(left));
    connect(m_banner->offer(tr("Go back")), &QAction::triggered, this, [this, left] { open(left); });
}

void SkillsPage::offerRecovered()
{
    if (m_recovered.isEmpty())
        return m_recovery->dismiss();
    const service::EditorDraft draft = m_recovered.first();
    const int more = int(m_recovered.size()) - 1;
    QString words = tr("Recovered unsaved text of %1 (%2), typed %3.")
                        .arg(draft.id, draft.file, models::agoWords(draft.time, QDateTime::currentDateTimeUtc()));
    if (more > 0)
        words += u' ' + tr("%n more after it.", nullptr, more);
    m_recovery->showWarning(words);
    const auto settle = [this, draft](service::DraftService::Fate fate) {
        m_factory.drafts->settle(draft, fate);
        m_recovered.removeFirst();
        offerRecovered();
    };
    connect(m_recovery->offer(tr("Restore")), &QAction::triggered, this, [this, draft, settle] {
        m_editor->takeRecovered(draft);
        settle(service::DraftService::Fate::Restored);
        open(draft.id, draft.file);
    });
    connect(m_recovery->offer(tr("Discard")), &QAction::triggered, this,
            [settle] { settle(service::DraftService::Fate::Discarded); });
    connect(m_recovery->offer(tr("Compare")), &QAction::triggered, this, [this, draft] {
        auto *preview = new ChangePreview(
            tr("Recovered text"), tr("%1 of %2: − as it was read, + as it was typed.").arg(draft.file, draft.id),
            {{draft.file, draft.base, draft.bytes}}, {}, this);
        preview->setAttribute(Qt::WA_DeleteOnClose);
        preview->open();
    });
}

void SkillsPage::open(const QString &id, const QString &file)
{
    if (id == m_shown && m_view) {
        const auto info = std::ranges::find(m_view->files, file, &library::FileInfo::path);
        if (info != m_view->files.end() && !info->text)
            return look(*info);
    }
    m_wanted = id;
    m_wantedFile = file;
    m_library.openSkill(id, file);
}

// What is not text is looked at; the editor stays as it is behind it.
void SkillsPage::look(const library::FileInfo &file)
{
    m_look->wait(file.path);
    m_centre->setCurrentWidget(m_look);
    m_lookingAt = file;
    m_looking = m_factory.edits->read(m_view->row.entry.folder, file.path);
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
        QList<changes::Operation> operations{changes::CreateSkill{m_created, dialog->content()}};
        for (const auto &[file, bytes] : dialog->files().asKeyValueRange())
            if (file != u"SKILL.md")
                operations << changes::WriteFile{m_created, file, bytes, {}};
        m_creating = m_factory.edits->apply(tr("Create %1").arg(m_created), operations);
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
