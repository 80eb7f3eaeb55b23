// SPDX-License-Identifier: MIT
//
// Editing and what the service answers. The widgets are made in skilleditorparts.cpp.
#include "ui/library/skilleditor.h"

#include "models/skillmodel.h"
#include "models/words.h"
#include "ui/library/editedtext.h"
#include "ui/library/skillform.h"
#include "ui/library/sourceedit.h"
#include "ui/parts/banner.h"
#include "ui/parts/chips.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSignalBlocker>

namespace hsf::ui {

static QString keyOf(const QString &id, const QString &file)
{
    return id + QStringLiteral(": ") + file;
}

void SkillEditor::connectLibrary()
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
        if (m_draft && news.removed.contains(m_draft->id))
            m_banner->showWarning(
                tr("%1 is no longer in the library. What you see here is kept until you leave.").arg(m_draft->id));
    });
    connect(&m_library, &Library::checked, this,
            [this](const QString &id, const QString &file, const skill::Findings &findings) {
                if (m_draft && m_draft->id == id && m_draft->file == file)
                    showFindings(findings);
            });
    connect(&m_library, &Library::saved, this, &SkillEditor::takeSaved);
    connect(&m_library, &Library::saveRefused, this, [this](const QString &id, const QString &sentence) {
        if (!m_draft || m_draft->id != id)
            return;
        m_draft->saving.reset();
        m_banner->showError(tr("Could not save %1: %2 Your text is still here.").arg(id, sentence));
        showState();
    });
}

void SkillEditor::take(const service::SkillView &view)
{
    const QString id = view.row.entry.id.toString();
    const bool same = m_draft && m_draft->id == id && m_draft->file == view.file;
    m_row = view.row;
    if (!same) {
        keepDraft();
        m_banner->dismiss();
        m_conflict->dismiss();
        m_draft.reset();
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
    showState();
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

void SkillEditor::showDraft()
{
    const QScopedValueRollback filling(m_filling, true);
    const QString text = shownText(m_draft->bytes);
    if (m_source->property("shows").toString() == keyOf(m_draft->id, m_draft->file)) {
        m_source->changeTo(text);
    } else {
        m_source->setFileName(m_draft->file);
        m_source->setPlainText(text);
        m_source->setProperty("shows", keyOf(m_draft->id, m_draft->file));
    }
    m_form->show(skill::parseDocument(m_draft->bytes));
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
    m_form->show(skill::parseDocument(m_draft->bytes));
    afterEdit();
}

void SkillEditor::takeField(const QString &key, const QString &value)
{
    takeSource();
    if (!m_draft || m_filling)
        return;
    const bool empty = value.isEmpty() && key != u"description";
    m_draft->bytes = empty ? skill::withoutField(m_draft->bytes, key) : skill::withField(m_draft->bytes, key, value);
    const QScopedValueRollback filling(m_filling, true);
    m_source->changeTo(shownText(m_draft->bytes));
    afterEdit();
}

void SkillEditor::afterEdit()
{
    m_check.start();
    showState();
    Q_EMIT unsavedChanged();
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
        showDraft();
        m_conflict->dismiss();
        afterEdit();
    });
    connect(m_conflict->offer(tr("Keep mine")), &QAction::triggered, this, [this] {
        keepMine(*m_draft);
        m_conflict->dismiss();
        afterEdit();
    });
}

void SkillEditor::showFiles(const service::SkillView &view)
{
    const QSignalBlocker quiet(m_files);
    m_files->clear();
    for (const auto &file : view.files) {
        m_files->addItem(file.text ? file.path : tr("%1 (not text, %2)").arg(file.path, models::sizeWords(file.bytes)),
                         file.path);
        if (!file.text)
            m_files->setItemData(m_files->count() - 1, 0, Qt::UserRole - 1); // shown, cannot be chosen
    }
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
    m_form->setReadOnly(readOnly);
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
    m_problems->clear();
    for (const auto &finding : findings) {
        const bool here = m_draft && finding.file == m_draft->file;
        if (here)
            own.append(finding);
        const QString place = finding.line > 0 ? tr("%1 line %2").arg(finding.file).arg(finding.line) : finding.file;
        auto *item = new QListWidgetItem(
            tr("%1 · %2 · %3").arg(models::severityWord(finding.severity), place, finding.message), m_problems);
        item->setData(Qt::UserRole, finding.line);
        item->setData(Qt::UserRole + 1, finding.file);
    }
    m_source->setFindings(own);
    m_problems->setVisible(!findings.isEmpty());
    m_problemsTitle->setText(findings.isEmpty() ? tr("No problems found")
                                                : tr("%n finding(s)", nullptr, int(findings.size())));
}

} // namespace hsf::ui
