// SPDX-License-Identifier: MIT
#include "ui/changes/setview.h"

#include "models/words.h"
#include "ui/changes/setwords.h"
#include "ui/parts/banner.h"
#include "ui/parts/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace hsf::ui {

SetView::SetView(service::ChangesService &changes, QWidget *parent)
    : QWidget(parent)
    , m_changes(changes)
    , m_banner(new Banner(this))
{
    setObjectName(QStringLiteral("setView"));
    m_diff = new DiffView(this);
    const auto words = [this](const char *name) {
        auto *label = new QLabel(this);
        label->setObjectName(QLatin1StringView(name));
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse
                                       | Qt::LinksAccessibleByKeyboard);
        return label;
    };
    m_about = words("setAbout");
    m_why = words("setWhy");
    m_evidence = words("setEvidence");
    m_findings = words("setFindings");
    m_evidence->setTextFormat(Qt::RichText);
    for (QLabel *plain : {m_about, m_why, m_findings})
        plain->setTextFormat(Qt::PlainText);
    setDim(*m_about);
    connect(m_evidence, &QLabel::linkActivated, this, [this](const QString &number) {
        if (m_set && m_set->author.session)
            Q_EMIT messageRequested(*m_set->author.session, number.toLongLong());
    });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(makeHead());
    for (QWidget *part : std::initializer_list<QWidget *>{m_about, m_why, m_evidence, m_findings, m_banner})
        layout->addWidget(part);
    layout->addWidget(m_diff, 1);
    layout->addStretch(0); // for a set that changes no file
    layout->addLayout(makeButtons());
    makeActions();
    connect(m_diff, &DiffView::chosenChanged, this, &SetView::showChosen);
    connect(&m_changes, &service::ChangesService::setChanged, this, &SetView::takeNews);
    connect(&m_changes, &service::ChangesService::failed, this, [this](const ChangeSetId &id, const QString &sentence) {
        if (!m_set || m_set->id != id)
            return;
        m_busy = false;
        allow();
        m_banner->showError(sentence);
    });
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
    m_state = new ChipLabel(this);
    m_state->setObjectName(QStringLiteral("setState"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_subject, 1);
    head->addWidget(m_origin, 0, Qt::AlignTop);
    head->addWidget(m_state, 0, Qt::AlignTop);
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
    m_acceptChosen = button("check", {}, "acceptChosenButton", &SetView::acceptChosen);
    m_accept = button("check", tr("Accept"), "acceptButton", &SetView::acceptAll);
    setWeight(*m_accept, Weight::Primary);
    m_accept->setToolTip(tr("Accept all of it (Ctrl+Shift+Enter)"));
    m_acceptChosen->setToolTip(
        tr("Write only the ticked changes; the others are turned down. Ctrl+Enter ticks the current one."));
    auto *row = new QHBoxLayout;
    row->addStretch();
    for (QPushButton *each : {m_undo, m_reject, m_acceptChosen, m_accept})
        row->addWidget(each);
    return row;
}

void SetView::makeActions()
{
    const auto action = [this](const QString &text, const QList<QKeySequence> &keys, auto act) {
        auto *made = new QAction(text, this);
        made->setShortcuts(keys);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QAction::triggered, this, act);
        addAction(made);
    };
    action(tr("Accept this change"), {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter},
           [this] { m_diff->chooseCurrentHunk(); });
    action(tr("Accept all changes"), {Qt::CTRL | Qt::SHIFT | Qt::Key_Return, Qt::CTRL | Qt::SHIFT | Qt::Key_Enter},
           [this] {
               if (m_accept->isVisible() && m_accept->isEnabled())
                   acceptAll();
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
    m_subject->setText(set.reason);
    m_origin->setChip(models::originWord(set.author.origin));
    m_state->setChip(set.undoneBy ? models::stateWord(changes::State::Undone) : models::stateWord(set.state),
                     stateTone(set.state));
    m_about->setText(aboutWords(set));
    m_about->setToolTip(models::momentWords(set.created));
    const auto fill = [](QLabel &label, const QString &text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
    };
    fill(*m_why, set.why);
    fill(*m_evidence, evidenceHtml(set));
    fill(*m_findings, findingsText(set));
    if (redraw) {
        m_diff->setChoosable(set.state == changes::State::Held);
        m_diff->setFiles(fileDiffs(set.files));
    }
    m_diff->setVisible(!set.files.isEmpty());
    allow();
}

void SetView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (m_set && event->type() == QEvent::PaletteChange) // its links carry their colour
        m_evidence->setText(evidenceHtml(*m_set));
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
    const bool open = held || (m_set && m_set->state == Outdated);
    const bool applied = m_set && (m_set->state == Applied || m_set->state == PartlyApplied) && !m_set->undoneBy;
    m_accept->setVisible(open);
    m_accept->setText(held ? tr("Accept") : tr("Merge and accept"));
    m_reject->setVisible(open);
    m_undo->setVisible(applied);
    for (QPushButton *button : {m_accept, m_reject, m_undo})
        button->setEnabled(!m_busy);
    showChosen(m_diff->chosenCount());
}

void SetView::showChosen(int count)
{
    const bool held = m_set && m_set->state == changes::State::Held;
    m_acceptChosen->setVisible(held && m_diff->hunkCount() > 1);
    m_acceptChosen->setEnabled(!m_busy && count > 0);
    m_acceptChosen->setText(tr("Accept %1 of %2").arg(count).arg(m_diff->hunkCount()));
    m_acceptChosen->setAccessibleName(m_acceptChosen->text());
}

void SetView::beBusy()
{
    m_busy = true;
    m_banner->dismiss();
    allow();
}

void SetView::acceptAll()
{
    beBusy();
    m_changes.accept(m_set->id);
}

void SetView::acceptChosen()
{
    beBusy();
    m_changes.acceptHunks(m_set->id, m_diff->chosenHunks());
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

} // namespace hsf::ui
