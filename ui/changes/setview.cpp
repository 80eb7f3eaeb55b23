// SPDX-License-Identifier: MIT
//
// How a set is put together on the screen and what its buttons allow. Going through its changes is sethunks.cpp.
#include "ui/changes/setview.h"

#include "models/changesetmodel.h"
#include "models/words.h"
#include "ui/changes/hunkbar.h"
#include "ui/changes/hunkeditor.h"
#include "ui/changes/outdatedview.h"
#include "ui/changes/setwords.h"
#include "ui/parts/banner.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedLayout>

namespace hsf::ui {

SetView::SetView(service::ChangesService &changes, QWidget *parent)
    : StillWidget(parent)
    , m_changes(changes)
    , m_banner(new Banner(this))
{
    setObjectName(QStringLiteral("setView"));
    m_diff = new DiffView(this);
    m_outdated = new OutdatedView(this);
    m_editor = new HunkEditor(m_diff);
    m_hunks = new HunkBar(this);
    const auto words = [this](const char *name, Qt::TextFormat format) {
        auto *label = new QLabel(this);
        label->setObjectName(QLatin1StringView(name));
        label->setWordWrap(true);
        label->setTextFormat(format);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse
                                       | Qt::LinksAccessibleByKeyboard);
        return label;
    };
    m_about = words("setAbout", Qt::PlainText);
    m_why = words("setWhy", Qt::PlainText);
    m_evidence = words("setEvidence", Qt::RichText);
    m_findings = words("setFindings", Qt::RichText);
    m_edited = words("setEdited", Qt::RichText);
    m_turnedDown = words("setTurnedDown", Qt::RichText);
    setDim(*m_about);
    auto *middle = new QWidget(this);
    m_middle = new QStackedLayout(middle);
    m_middle->addWidget(m_diff);
    m_middle->addWidget(m_outdated);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(makeHead());
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_about, m_why, m_evidence, m_findings, m_turnedDown, m_edited, m_banner})
        layout->addWidget(part);
    layout->addWidget(middle, 1);
    layout->addStretch(0); // for a set that changes no file
    layout->addLayout(makeButtons());
    makeActions();
    connectChanges();
    allow();
}

QHBoxLayout *SetView::makeHead()
{
    m_subject = new QLabel(this);
    m_subject->setObjectName(QStringLiteral("setSubject"));
    m_subject->setWordWrap(true);
    m_subject->setTextFormat(Qt::PlainText);
    setTextScale(*m_subject, 1.1, true);
    m_origin = new ChipLabel(this);
    m_risk = new ChipLabel(this);
    m_risk->setObjectName(QStringLiteral("setRisk"));
    m_state = new ChipLabel(this);
    m_state->setObjectName(QStringLiteral("setState"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_subject, 1);
    for (ChipLabel *chip : {m_origin, m_risk, m_state})
        head->addWidget(chip, 0, Qt::AlignTop);
    return head;
}

QHBoxLayout *SetView::makeButtons()
{
    const auto button = [this](const char *icon, const QString &text, const char *name, void (SetView::*act)()) {
        auto *made = new QPushButton(themedIcon(QLatin1StringView(icon)), text, this);
        made->setObjectName(QLatin1StringView(name));
        made->setAccessibleName(text);
        connect(made, &QPushButton::clicked, this, act);
        return made;
    };
    m_undo = button("undo", tr("Undo"), "undoButton", &SetView::undo);
    m_reject = button("cross", tr("Reject"), "rejectButton", &SetView::reject);
    m_rebase = button("refresh", tr("Bring up to date"), "rebaseButton", &SetView::rebase);
    m_acceptChosen = button("check", {}, "acceptChosenButton", &SetView::acceptChosen);
    m_accept = button("check", tr("Accept"), "acceptButton", &SetView::acceptAll);
    setWeight(*m_accept, Weight::Primary);
    setWeight(*m_rebase, Weight::Primary);
    m_accept->setToolTip(tr("Accept all of it (Ctrl+Shift+Enter)"));
    m_rebase->setToolTip(tr("Make the same change to what is there now; you see it again before anything is written."));
    m_acceptChosen->setToolTip(
        tr("Write only the ticked changes; the others are turned down. Ctrl+Enter ticks the current one."));
    auto *row = new QHBoxLayout;
    row->addWidget(m_hunks);
    row->addStretch();
    for (QPushButton *each : {m_undo, m_reject, m_rebase, m_acceptChosen, m_accept})
        row->addWidget(each);
    return row;
}

void SetView::makeActions()
{
    connect(m_hunks->acceptAction(), &QAction::triggered, this, &SetView::chooseHunk);
    connect(m_hunks->rejectAction(), &QAction::triggered, this, &SetView::leaveHunk);
    connect(m_hunks->editAction(), &QAction::triggered, this, &SetView::editHunk);
    auto *all = new QAction(tr("Accept all changes"), this);
    all->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Return, Qt::CTRL | Qt::SHIFT | Qt::Key_Enter});
    all->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(all, &QAction::triggered, this, [this] {
        if (m_accept->isVisible() && m_accept->isEnabled())
            acceptAll();
    });
    addAction(all);
}

void SetView::connectChanges()
{
    using Changes = service::ChangesService;
    connect(m_evidence, &QLabel::linkActivated, this, [this](const QString &number) {
        if (m_set && m_set->author.session)
            Q_EMIT messageRequested(*m_set->author.session, number.toLongLong());
    });
    connect(m_edited, &QLabel::linkActivated, this, &SetView::takeBackEdits);
    connect(m_turnedDown, &QLabel::linkActivated, this, [this] {
        if (!m_set)
            return;
        m_diff->setFiles(fileDiffs(m_set->turnedDown)); // from what was written to what was proposed
        m_turnedDown->setText(tr("Below: what you turned down, from what was written to what was proposed."));
    });
    connect(m_diff, &DiffView::chosenChanged, this, &SetView::showChosen);
    connect(m_diff, &DiffView::hunkContextRequested, this, [this](const QString &path, int hunk, const QPoint &at) {
        m_diff->goTo({path, hunk});
        QMenu menu(this);
        menu.addActions({m_hunks->acceptAction(), m_hunks->rejectAction(), m_hunks->editAction()});
        menu.addSeparator();
        m_diff->fillMenu(menu);
        menu.exec(at);
    });
    connect(m_diff, &DiffView::currentHunkChanged, this, &SetView::allow);
    connect(m_outdated, &OutdatedView::resolvedChanged, this, &SetView::allow);
    connect(m_editor, &HunkEditor::saved, this, &SetView::takeEdit);
    connect(m_editor, &HunkEditor::closed, this, [this] {
        m_editedHunk = -1;
        allow();
        m_diff->canvas()->setFocus();
    });
    connect(&m_changes, &Changes::setChanged, this, &SetView::takeNews);
    connect(&m_changes, &Changes::editTried, this, [this](const ChangeSetId &id, const changes::ChangeSet &result) {
        if (m_set && m_set->id == id && m_review.isEdited())
            takeTried(result);
    });
    connect(&m_changes, &Changes::editRefused, this, [this](const ChangeSetId &id, const QString &sentence) {
        if (m_set && m_set->id == id && m_review.isEdited())
            m_banner->showError(tr("This cannot be written: %1").arg(sentence));
    });
    connect(&m_changes, &Changes::threeSidesOpened, this,
            [this](const ChangeSetId &id, const QList<changes::ThreeSides> &sides) {
                if (!m_set || m_set->id != id || m_set->state != changes::State::Outdated)
                    return;
                m_outdated->setSides(sides);
                showOutdated(!sides.isEmpty());
                allow();
            });
    connect(&m_changes, &Changes::failed, this, [this](const ChangeSetId &id, const QString &sentence) {
        if (!m_set || m_set->id != id)
            return;
        m_busy = false;
        allow();
        m_banner->showError(sentence);
    });
}

void SetView::show(const changes::ChangeSet &set)
{
    const bool other = !m_set || m_set->id != set.id;
    const bool redraw = other || m_set->files != set.files || m_set->state != set.state;
    m_set = set;
    m_busy = false;
    if (other)
        m_banner->dismiss();
    if (redraw)
        showDifference();
    showWords();
    allow();
}

void SetView::showDifference()
{
    m_review = HunkReview(m_set->files);
    m_tried.reset();
    m_editor->hide();
    m_editedHunk = -1;
    m_diff->setChoosable(m_set->state == changes::State::Held);
    m_diff->setFiles(fileDiffs(m_set->files));
    m_outdated->clear();
    showOutdated(false);
    m_middle->parentWidget()->setVisible(!m_set->files.isEmpty());
    if (m_set->state == changes::State::Outdated)
        m_changes.openThreeSides(m_set->id);
}

// The keys that go from change to change belong to what is seen.
void SetView::showOutdated(bool outdated)
{
    m_middle->setCurrentIndex(outdated);
    for (QAction *action : m_diff->actions())
        action->setShortcutContext(outdated ? Qt::WidgetShortcut : Qt::WidgetWithChildrenShortcut);
}

void SetView::showWords()
{
    const changes::ChangeSet &set = *m_set;
    const changes::ChangeSet &checked = m_tried && m_review.isEdited() ? *m_tried : set;
    m_subject->setText(set.reason);
    m_origin->setChip(models::originWord(set.author.origin));
    const models::Risk risk = models::riskOf(checked);
    m_risk->setChip(risk == models::Risk::Low ? QString() : models::riskWord(risk), riskTone(risk));
    m_risk->setToolTip(models::riskReason(checked));
    m_state->setChip(set.undoneBy ? models::stateWord(changes::State::Undone) : models::stateWord(set.state),
                     stateTone(set.state));
    m_about->setText(aboutWords(set, m_changes.limits().expiryDays));
    m_about->setToolTip(models::momentWords(set.created));
    const auto fill = [](QLabel &label, const QString &text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
    };
    fill(*m_why, set.why);
    fill(*m_evidence, evidenceHtml(set));
    fill(*m_findings, findingsHtml(checked));
    fill(*m_turnedDown, turnedDownHtml(set));
    fill(*m_edited, m_review.isEdited() ? editedHtml(m_tried ? &*m_tried : nullptr) : QString());
}

void SetView::changeEvent(QEvent *event)
{
    StillWidget::changeEvent(event);
    if (m_set && event->type() == QEvent::PaletteChange) // its links and findings carry their colour
        showWords();
}

void SetView::takeNews(const changes::ChangeSet &set)
{
    if (m_set && m_set->id == set.id) {
        m_banner->dismiss();
        show(set);
    }
}

void SetView::allow()
{
    using enum changes::State;
    const bool held = m_set && m_set->state == Held;
    const bool outdated = m_set && m_set->state == Outdated;
    const bool applied = m_set && (m_set->state == Applied || m_set->state == PartlyApplied) && !m_set->undoneBy;
    const bool editing = m_editedHunk >= 0;
    m_accept->setVisible(held);
    m_accept->setText(m_review.isEdited() ? tr("Accept as edited") : tr("Accept"));
    m_reject->setVisible(held || outdated);
    m_rebase->setVisible(outdated);
    m_rebase->setText(m_outdated->conflicts() > 0 ? tr("Use this result") : tr("Bring up to date"));
    m_rebase->setEnabled(!m_busy && m_outdated->isResolved());
    m_undo->setVisible(applied);
    for (QPushButton *button : {m_accept, m_reject, m_undo})
        button->setEnabled(!m_busy && !editing);
    const auto place = m_diff->currentPlace();
    m_hunks->allow(held && !m_busy && !editing && m_diff->hunkCount() > 1,
                   held && !m_busy && !editing && place && m_review.canEdit(place->path, place->hunk));
    showChosen();
}

void SetView::showChosen()
{
    const int count = m_diff->chosenCount();
    const bool held = m_set && m_set->state == changes::State::Held;
    m_acceptChosen->setVisible(held && m_diff->hunkCount() > 1);
    m_acceptChosen->setEnabled(!m_busy && m_editedHunk < 0 && count > 0);
    m_acceptChosen->setText(tr("Accept %1 of %2").arg(count).arg(m_diff->hunkCount()));
    m_acceptChosen->setAccessibleName(m_acceptChosen->text());
}

void SetView::beBusy()
{
    m_busy = true;
    m_banner->dismiss();
    allow();
}

} // namespace hsf::ui
