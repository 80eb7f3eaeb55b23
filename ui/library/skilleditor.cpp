// SPDX-License-Identifier: MIT
//
// Editing and what the services answer. The widgets are made in skilleditorparts.cpp; preview, blame and fixes are in
// skilleditorview.cpp.
#include "ui/library/skilleditor.h"

#include "models/skillmodel.h"
#include "models/words.h"
#include "ui/library/changepreview.h"
#include "ui/library/editedtext.h"
#include "ui/library/problemslist.h"
#include "ui/library/skillform.h"
#include "ui/library/sourceedit.h"
#include "ui/parts/banner.h"
#include "ui/parts/chips.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSignalBlocker>

namespace hsf::ui {

static QString keyOf(const QString &id, const QString &file)
{
    return id + QStringLiteral(": ") + file;
}

void SkillEditor::connectServices()
{
    using Library = service::LibraryService;
    connect(&m_library, &Library::skillOpened, this, [this](const service::SkillView &view) {
        // Only what this page opened or shows; the chat page opens nothing here.
        if (m_row && m_draft && view.row.entry.id.toString() == m_draft->id && view.file == m_draft->file)
            take(view);
    });
    connect(&m_library, &Library::rowsChanged, this, [this](const auto &, const service::RowNews &news) {
        if (m_draft && (news.changed + news.created).contains(m_draft->id))
            m_library.openSkill(m_draft->id, m_draft->file);
        if (m_draft && news.removed.contains(m_draft->id)) {
            m_gone = true;
            m_banner->showWarning(
                tr("%1 is no longer in the library. What you see here is kept until you leave.").arg(m_draft->id));
        }
    });
    connect(&m_library, &Library::checked, this,
            [this](const QString &id, const QString &file, const skill::Findings &findings) {
                if (m_draft && m_draft->id == id && m_draft->file == file)
                    showFindings(findings);
            });
    connect(&m_library, &Library::saved, this, &SkillEditor::takeSaved);
    connect(&m_library, &Library::saveRefused, this, &SkillEditor::takeRefusal);
    connect(m_factory.history.get(), &service::HistoryService::blamed, this,
            [this](const QString &id, const QString &file, const QList<library::BlameSpan> &spans) {
                if (keyOf(id, file) != m_blamed)
                    return;
                m_origins = originsOf(spans, QDateTime::currentDateTimeUtc());
                showOrigins();
            });
    connect(m_factory.edits.get(), &service::EditService::fixesFound, this,
            [this](int ticket, const QList<std::optional<skill::Fix>> &fixes) {
                if (ticket == m_fixTicket)
                    m_problems->setFixes(fixes);
            });
    connect(m_factory.edits.get(), &service::EditService::failed, this, [this](int ticket, const QString &sentence) {
        if (ticket == m_applyTicket)
            m_banner->showError(tr("The problem could not be fixed: %1").arg(sentence));
    });
    connect(m_factory.drafts.get(), &service::DraftService::failed, m_banner, &Banner::showWarning);
}

void SkillEditor::take(const service::SkillView &view)
{
    const QString id = view.row.entry.id.toString();
    const bool same = m_draft && m_draft->id == id && m_draft->file == view.file;
    if (same)
        takeSource(); // what was typed in the last moment counts as typed
    m_row = view.row;
    m_gone = false;
    if (!same) {
        keepDraft();
        m_banner->dismiss();
        m_conflict->dismiss();
        m_draft.reset();
        m_origins.clear();
        if (m_kept.contains(keyOf(id, view.file)))
            m_draft = m_kept.take(keyOf(id, view.file));
    }
    const bool fresh = !m_draft;
    if (fresh)
        m_draft = Draft{.id = id, .file = view.file, .base = view.bytes, .blob = view.blob, .bytes = view.bytes};
    const Arrival arrival = fresh ? Arrival::Taken : arrive(*m_draft, view.bytes, view.blob);
    showFiles(view);
    if (!same || arrival == Arrival::Taken)
        showDraft();
    if (!m_draft->isUnsaved())
        showFindings(view.findings);
    else
        m_check.start();
    if (arrival == Arrival::Conflict)
        showConflict();
    else
        m_conflict->dismiss();
    keepAgainstCrash();
    if (!view.history.isEmpty() && (!same || arrival != Arrival::Same || m_origins.isEmpty())) {
        m_blamed = keyOf(id, view.file);
        m_factory.history->blame(id, view.file);
    }
    showState();
}

void SkillEditor::takeRecovered(const service::EditorDraft &draft)
{
    m_kept.insert(
        keyOf(draft.id, draft.file),
        Draft{.id = draft.id, .file = draft.file, .base = draft.base, .blob = draft.blob, .bytes = draft.bytes});
    m_factory.drafts->keep(draft);
    Q_EMIT unsavedChanged();
}

void SkillEditor::keepDraft()
{
    if (!m_draft)
        return;
    takeSource();
    if (m_draft->isUnsaved())
        m_kept.insert(keyOf(m_draft->id, m_draft->file), *m_draft);
    Q_EMIT unsavedChanged();
}

QStringList SkillEditor::unsaved() const
{
    QStringList names = m_kept.keys();
    if (isUnsaved())
        names.append(keyOf(m_draft->id, m_draft->file));
    names.sort();
    return names;
}

QStringList SkillEditor::unsavedFiles(const QString &id) const
{
    QStringList files;
    for (const Draft &draft : m_kept)
        if (draft.id == id)
            files << draft.file;
    if (isUnsaved() && m_draft->id == id)
        files << m_draft->file;
    return files;
}

void SkillEditor::showDraft()
{
    const QScopedValueRollback filling(m_filling, true);
    m_source->showFile(keyOf(m_draft->id, m_draft->file), m_draft->file, shownText(m_draft->bytes));
    m_form->show(skill::parseDocument(m_draft->bytes), m_draft->id.section(u'/', -1));
    showViews();
    showPreview();
    showOrigins();
}

bool SkillEditor::isReadOnly() const
{
    return !m_row || !m_row->entry.source.isEmpty() || models::stageOf(*m_row) == changes::Stage::Archived;
}

// The source is the truth while one types; the bytes follow after a moment, and at once when they are asked for.
void SkillEditor::takeSource()
{
    m_typed.stop();
    if (!m_draft || m_filling || m_source->isReadOnly())
        return;
    const QString text = m_source->rawText();
    if (text == shownText(m_draft->bytes))
        return;
    m_draft->bytes = textAsEdited(m_draft->base, text);
    const QScopedValueRollback filling(m_filling, true);
    m_form->show(skill::parseDocument(m_draft->bytes), m_draft->id.section(u'/', -1));
    afterEdit();
}

void SkillEditor::takeEdit(const std::function<QByteArray(const QByteArray &)> &edit)
{
    takeSource();
    if (!m_draft || m_filling || isReadOnly())
        return;
    m_draft->bytes = edit(m_draft->bytes);
    const QScopedValueRollback filling(m_filling, true);
    m_source->changeTo(shownText(m_draft->bytes));
    m_form->show(skill::parseDocument(m_draft->bytes), m_draft->id.section(u'/', -1));
    afterEdit();
}

void SkillEditor::afterEdit()
{
    m_check.start();
    showPreview();
    showOrigins();
    keepAgainstCrash();
    showState();
    Q_EMIT unsavedChanged();
}

void SkillEditor::keepAgainstCrash()
{
    if (!m_draft)
        return;
    if (m_draft->isUnsaved())
        m_factory.drafts->keep({.id = m_draft->id,
                                .file = m_draft->file,
                                .base = m_draft->base,
                                .blob = m_draft->blob,
                                .bytes = m_draft->bytes});
    else
        m_factory.drafts->forget(m_draft->id, m_draft->file);
}

void SkillEditor::save()
{
    takeSource();
    if (!m_draft || !m_draft->isUnsaved() || isReadOnly() || m_draft->saving)
        return;
    if (m_draft->theirs)
        return showConflict();
    m_banner->dismiss();
    m_draft->saving = m_draft->bytes;
    m_library.saveFile(m_draft->id, m_draft->file, m_draft->bytes, m_draft->blob);
    showState();
}

void SkillEditor::takeSaved(const changes::ChangeSet &set)
{
    if (!m_draft || !m_draft->saving || !set.skills().contains(m_draft->id))
        return;
    if (set.state == changes::State::Applied)
        return m_library.openSkill(m_draft->id, m_draft->file); // its new name comes with it
    m_draft->saving.reset();
    if (set.state == changes::State::Held)
        m_banner->showWarning(tr("Your change waits under Changes: %1").arg(set.why));
    else
        m_banner->showError(tr("Could not save %1: %2 Your text is still here.").arg(m_draft->id, set.why));
    showState();
}

void SkillEditor::takeRefusal(const QString &id, const QString &sentence)
{
    if (!m_draft || m_draft->id != id)
        return;
    if (std::exchange(m_draft->saving, std::nullopt))
        m_library.openSkill(id, m_draft->file); // somebody may have been faster: then both sides are offered
    m_banner->showError(tr("Could not save %1: %2 Your text is still here.").arg(id, sentence));
    showState();
}

void SkillEditor::revert()
{
    if (!m_draft)
        return;
    m_typed.stop();
    m_draft->bytes = m_draft->base;
    showDraft(); // as one step that Undo brings back
    afterEdit();
}

void SkillEditor::showConflict()
{
    m_conflict->showWarning(tr("%1 changed on disk while you were editing it.").arg(m_draft->file));
    connect(m_conflict->offer(tr("Reload")), &QAction::triggered, this, [this] {
        takeTheirs(*m_draft);
        showDraft(); // as one step that Undo brings back
        m_conflict->dismiss();
        afterEdit();
    });
    connect(m_conflict->offer(tr("Keep mine")), &QAction::triggered, this, [this] {
        keepMine(*m_draft);
        m_conflict->dismiss();
        afterEdit();
    });
    connect(m_conflict->offer(tr("Compare")), &QAction::triggered, this, &SkillEditor::compareWithDisk);
}

void SkillEditor::compareWithDisk()
{
    takeSource();
    if (!m_draft || !m_draft->theirs)
        return;
    auto *preview = new ChangePreview(
        tr("On disk and here"),
        tr("%1: − as it is on disk now, + as you have it here. Nothing is written yet.").arg(m_draft->file),
        {{m_draft->file, m_draft->theirs->first, m_draft->bytes}}, {}, this);
    preview->setAttribute(Qt::WA_DeleteOnClose);
    preview->open();
}

void SkillEditor::showFiles(const service::SkillView &view)
{
    const QSignalBlocker quiet(m_files);
    m_files->clear();
    for (const auto &file : view.files)
        m_files->addItem(file.text ? file.path : tr("%1 (not text, %2)").arg(file.path, models::sizeWords(file.bytes)),
                         file.path);
    m_files->setCurrentIndex(m_files->findData(view.file));
}

void SkillEditor::showState()
{
    const bool unsaved = isUnsaved(), readOnly = isReadOnly();
    m_title->setText(m_draft ? m_draft->id : QString());
    m_mark->setChip(!m_draft              ? QString()
                        : m_draft->saving ? tr("saving …")
                        : unsaved         ? tr("unsaved")
                                          : QString(),
                    Tone::Warning);
    m_save->setEnabled(unsaved && !readOnly && !m_draft->saving);
    m_revert->setEnabled(unsaved);
    m_source->setReadOnly(readOnly);
    m_replace->setEnabled(!readOnly);
    m_rename->setEnabled(!readOnly);
    m_form->setReadOnly(readOnly);
    m_problems->setReadOnly(readOnly);
    m_form->setVisible(m_draft && m_draft->file == u"SKILL.md");
    m_readOnly->setVisible(m_row && readOnly);
    if (m_row)
        m_readOnly->setText(
            m_row->entry.source.isEmpty()
                ? tr("Archived: restore it to edit it.")
                : tr("Read-only, from %1. Copy it into the library to edit it.").arg(m_row->entry.source));
}

void SkillEditor::showFindings(const skill::Findings &findings)
{
    skill::Findings own;
    for (const auto &finding : findings)
        if (m_draft && finding.file == m_draft->file)
            own.append(finding);
    m_findings = findings;
    m_source->setFindings(own);
    m_problems->setFindings(findings);
    askForFixes(findings);
}

} // namespace hsf::ui
