// SPDX-License-Identifier: MIT
//
// A SkillEditor's other sides: the preview that scrolls with the source, who wrote which line, fixes with their
// preview.
#include "ui/library/changepreview.h"
#include "ui/library/editedtext.h"
#include "ui/library/markdownpreview.h"
#include "ui/library/problemslist.h"
#include "ui/library/skilleditor.h"
#include "ui/library/skillform.h"
#include "ui/library/sourceedit.h"
#include "ui/parts/banner.h"

#include <QAction>
#include <QButtonGroup>
#include <QDesktopServices>
#include <QDir>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSplitter>

namespace hsf::ui {

namespace {
constexpr int roomForBoth = 780; ///< pixels; with less, one side alone is better to read
constexpr int roomBeside = 560; ///< with less, both stand one above the other
constexpr int roomForForm = 520; ///< of height

bool isMarkdown(const QString &file)
{
    return file.endsWith(u".md", Qt::CaseInsensitive) || file.endsWith(u".markdown", Qt::CaseInsensitive);
}

/// The text from a line on, counted from 1.
QString fromLine(const QString &text, int line)
{
    qsizetype at = 0;
    for (int i = 1; i < line; ++i) {
        at = text.indexOf(u'\n', at) + 1;
        if (at == 0)
            return {};
    }
    return text.sliced(at);
}
} // namespace

void SkillEditor::setView(View view)
{
    m_view = view;
    showViews();
    showPreview();
    followSource();
}

void SkillEditor::showViews()
{
    const bool readable = m_draft && isMarkdown(m_draft->file);
    View view = m_view != View::Automatic ? m_view : width() >= roomForBoth ? View::Both : View::Source;
    if (!readable)
        view = View::Source;
    m_views->setOrientation(width() < roomBeside ? Qt::Vertical : Qt::Horizontal);
    const bool wasBoth = m_source->isVisibleTo(m_views) && m_preview->isVisibleTo(m_views);
    m_source->setVisible(view != View::Preview);
    m_preview->setVisible(view != View::Source);
    if (view == View::Both && !wasBoth)
        m_views->setSizes({1000, 1000});
    const QSignalBlocker noWish(m_viewButtons);
    for (QAbstractButton *button : m_viewButtons->buttons()) {
        button->setEnabled(readable || m_viewButtons->id(button) == int(View::Source));
        button->setChecked(m_viewButtons->id(button) == int(view));
    }
}

void SkillEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showViews();
    showPreview();
    if (event->oldSize().height() <= 0 || (event->oldSize().height() < roomForForm) != (height() < roomForForm)) {
        m_form->setOpen(height() >= roomForForm);
        m_problems->setOpen(height() >= roomForForm);
    }
}

void SkillEditor::showPreview()
{
    if (!m_draft || !m_preview->isVisibleTo(m_views))
        return;
    const QString text = shownText(m_draft->bytes);
    const int line = m_draft->file == u"SKILL.md" ? skill::parseDocument(m_draft->bytes).bodyLine : 1;
    m_preview->setMarkdown(fromLine(text, line), line);
}

void SkillEditor::followSource()
{
    if (m_following || !m_preview->isVisible() || !m_source->isVisible())
        return;
    const QScopedValueRollback following(m_following, true);
    const QScrollBar *bar = m_source->verticalScrollBar();
    if (bar->value() == bar->maximum() && bar->maximum() > 0)
        m_preview->verticalScrollBar()->setValue(m_preview->verticalScrollBar()->maximum());
    else
        m_preview->setTopLine(m_source->topLine());
}

// The preview leads only while a person is in it: its own layout must not move the source while one types.
void SkillEditor::followPreview()
{
    if (m_following || !m_source->isVisible() || !(m_preview->underMouse() || m_preview->hasFocus()))
        return;
    const QScopedValueRollback following(m_following, true);
    const QScrollBar *bar = m_preview->verticalScrollBar();
    if (bar->value() == bar->maximum() && bar->maximum() > 0)
        m_source->verticalScrollBar()->setValue(m_source->verticalScrollBar()->maximum());
    else
        m_source->setTopLine(m_preview->topLine());
}

void SkillEditor::openLink(const QUrl &link)
{
    if (!m_draft)
        return;
    if (link.scheme() == u"http" || link.scheme() == u"https" || link.scheme() == u"mailto") {
        QDesktopServices::openUrl(link);
        return;
    }
    if (!link.isRelative() || link.path().isEmpty())
        return;
    const QString folder = m_draft->file.contains(u'/') ? m_draft->file.section(u'/', 0, -2) + u'/' : QString();
    const QString file = QDir::cleanPath(folder + link.path());
    if (!file.startsWith(u"..") && !file.startsWith(u'/'))
        Q_EMIT fileRequested(m_draft->id, file);
}

void SkillEditor::showOrigins()
{
    const bool ours = m_draft && m_blamed == m_draft->id + QStringLiteral(": ") + m_draft->file;
    if (!ours || m_origins.isEmpty())
        return m_source->setOrigins({});
    m_source->setOrigins(originsAfter(m_origins, shownText(m_draft->base), shownText(m_draft->bytes)));
}

void SkillEditor::openOrigin(const LineOrigin &origin)
{
    if (origin.session)
        Q_EMIT messageRequested(*origin.session, origin.message);
    else if (!origin.commit.isEmpty())
        Q_EMIT revisionRequested(origin.commit);
}

void SkillEditor::askForFixes(const skill::Findings &findings)
{
    if (!m_draft || !m_row || findings.isEmpty() || isReadOnly())
        return;
    m_fixedBytes = m_draft->bytes;
    m_fixTicket = m_factory.edits->findFixes(m_row->entry.folder, m_draft->id.section(u'/', -1), m_draft->file,
                                             m_draft->bytes, findings);
}

void SkillEditor::previewFix(const skill::Fix &fix)
{
    takeSource();
    if (!m_draft)
        return;
    if (m_draft->bytes != m_fixedBytes) {
        m_check.start(0);
        m_banner->showWarning(tr("The text changed meanwhile; the problems are looked at again."));
        return;
    }
    if (fix.file != m_draft->file)
        return Q_EMIT otherFixRequested(fix);
    auto *preview = new ChangePreview(tr("Fix a problem"), fix.words, {{fix.file, m_draft->bytes, fix.result}},
                                      tr("Fix it"), this);
    preview->setAttribute(Qt::WA_DeleteOnClose);
    connect(preview, &ChangePreview::applyRequested, this, [this, preview, fix] {
        preview->close();
        applyFix(fix);
    });
    preview->open();
}

// Into the editor, where Undo takes it back; saving writes it.
void SkillEditor::applyFix(const skill::Fix &fix)
{
    if (!m_draft || m_draft->bytes != m_fixedBytes || isReadOnly())
        return;
    takeEdit([&](const QByteArray &) { return fix.result; });
}

} // namespace hsf::ui
