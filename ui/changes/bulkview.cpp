// SPDX-License-Identifier: MIT
#include "ui/changes/bulkview.h"

#include "models/changesetmodel.h"
#include "ui/parts/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>

namespace hsf::ui {

using service::BulkDecision;
using Fate = changes::BulkPlan::Fate;

BulkView::BulkView(service::ChangesService &changes, QWidget *parent)
    : QWidget(parent)
    , m_changes(changes)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(QStringLiteral("bulkView"));
    setAccessibleName(tr("Decide on several changes"));
    m_title->setObjectName(QStringLiteral("bulkTitle"));
    m_title->setWordWrap(true);
    m_title->setTextFormat(Qt::PlainText);
    setTextScale(*m_title, 1.1, true);
    m_text->setObjectName(QStringLiteral("bulkText"));
    m_text->setWordWrap(true);
    setDim(*m_text);
    m_list->setObjectName(QStringLiteral("bulkList"));
    m_list->setAccessibleName(tr("Each of the changes"));
    m_list->setWordWrap(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_progress->hide();
    auto *bar = new QWidget(this);
    makeButtons(bar);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_progress);
    layout->addWidget(bar);
    using Changes = service::ChangesService;
    connect(&changes, &Changes::bulkPlanned, this, &BulkView::showPlan);
    connect(&changes, &Changes::bulkProgress, this, &BulkView::showProgress);
    connect(&changes, &Changes::bulkDone, this, &BulkView::showOutcomes);
}

void BulkView::makeButtons(QWidget *bar)
{
    const auto button = [bar](const char *icon, const QString &text, const char *name) {
        auto *made = new QPushButton(themedIcon(QLatin1StringView(icon)), text, bar);
        made->setObjectName(QLatin1StringView(name));
        return made;
    };
    m_undoAll = button("undo", tr("Undo all of it"), "bulkUndoButton");
    m_cancel = button("cross", tr("Cancel"), "bulkCancelButton");
    m_go = button("check", {}, "bulkGoButton");
    setWeight(*m_go, Weight::Primary);
    connect(m_undoAll, &QPushButton::clicked, this, &BulkView::undoAll);
    connect(m_go, &QPushButton::clicked, this, &BulkView::start);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_changes.cancelBulk();
        if (!m_progress->isVisible())
            Q_EMIT closed();
    });
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->addStretch();
    for (QPushButton *each : {m_undoAll, m_cancel, m_go})
        row->addWidget(each);
}

QString planWords(const changes::BulkPlan &plan)
{
    const int writes = plan.count(Fate::Applies) + plan.count(Fate::Merges);
    QStringList parts{BulkView::tr("%n file(s)", nullptr, int(plan.files.size()))};
    if (!plan.skills.isEmpty())
        parts.append(BulkView::tr("%n skill(s)", nullptr, int(plan.skills.size())));
    if (plan.memory)
        parts.append(BulkView::tr("memory"));
    if (const int outdated = plan.count(Fate::Outdated))
        parts.append(BulkView::tr("%n will be outdated", nullptr, outdated));
    if (const int nothing = plan.count(Fate::Nothing))
        parts.append(BulkView::tr("%n change(s) nothing any more", nullptr, nothing));
    return BulkView::tr("%n change(s): %1", nullptr, writes).arg(parts.join(QStringLiteral(", ")));
}

void BulkView::open(const QList<changes::ChangeSet> &sets, BulkDecision decision)
{
    m_sets = sets;
    m_decision = decision;
    m_undoable.clear();
    m_list->clear();
    m_progress->hide();
    m_undoAll->hide();
    m_cancel->setText(tr("Cancel"));
    m_go->show();
    const int count = int(sets.size());
    m_go->setText(decision == BulkDecision::Accept       ? tr("Accept %n change(s)", nullptr, count)
                      : decision == BulkDecision::Reject ? tr("Reject %n change(s)", nullptr, count)
                                                         : tr("Undo %n change(s)", nullptr, count));
    m_go->setAccessibleName(m_go->text());
    m_waiting = true;
    if (decision == BulkDecision::Accept) {
        m_title->setText(tr("Looking ahead …"));
        m_text->clear();
        m_go->setEnabled(false);
        QList<ChangeSetId> ids;
        for (const changes::ChangeSet &set : sets)
            ids.append(set.id);
        m_changes.planBulk(ids);
        return;
    }
    m_title->setText(m_go->text());
    m_text->setText(
        decision == BulkDecision::Reject
            ? tr("Nothing is written. What is rejected stays in the history of decisions.")
            : tr("The newest is taken back first. Where later changes are in the way, that one is told and left."));
    for (const changes::ChangeSet &set : sets)
        addLine(QStringLiteral("changes"), set.reason, models::targetWords(set));
    m_go->setEnabled(true);
}

QString BulkView::reasonOf(const ChangeSetId &id) const
{
    const auto set = std::ranges::find(m_sets, id, &changes::ChangeSet::id);
    return set == m_sets.end() ? id.toString() : set->reason;
}

void BulkView::addLine(const QString &icon, const QString &text, const QString &detail)
{
    auto *item
        = new QListWidgetItem(themedIcon(icon), detail.isEmpty() ? text : tr("%1\n%2").arg(text, detail), m_list);
    item->setFlags(Qt::ItemIsEnabled);
}

void BulkView::showPlan(const changes::BulkPlan &plan)
{
    if (!m_waiting || m_decision != BulkDecision::Accept)
        return;
    m_waiting = false;
    m_title->setText(tr("Accept %1").arg(planWords(plan)));
    m_text->setText(plan.risky > 0 ? tr("%n of them need a careful look: a finding of the scan, or new powers.",
                                        nullptr, plan.risky)
                                   : tr("Each is written as one change that can be undone by itself."));
    for (const changes::BulkPlan::Step &step : plan.steps) {
        switch (step.fate) {
        case Fate::Applies:
            addLine(QStringLiteral("check"), reasonOf(step.set), tr("applies as it was proposed"));
            break;
        case Fate::Merges:
            addLine(QStringLiteral("check"), reasonOf(step.set),
                    tr("merges with another of these, or with what changed since"));
            break;
        case Fate::Outdated:
            addLine(QStringLiteral("warning"), reasonOf(step.set), tr("will be outdated: %1").arg(step.why));
            break;
        case Fate::Nothing:
            addLine(QStringLiteral("minus"), reasonOf(step.set), tr("all of it is so already"));
            break;
        }
    }
    // What would be outdated is left to be looked at by itself.
    const auto applies = [&](const changes::ChangeSet &set) {
        const auto step = std::ranges::find(plan.steps, set.id, &changes::BulkPlan::Step::set);
        return step != plan.steps.end() && (step->fate == Fate::Applies || step->fate == Fate::Merges);
    };
    m_sets.removeIf([&](const changes::ChangeSet &set) { return !applies(set); });
    m_go->setText(tr("Accept %n change(s)", nullptr, int(m_sets.size())));
    m_go->setAccessibleName(m_go->text());
    m_go->setEnabled(!m_sets.isEmpty());
}

void BulkView::start()
{
    QList<ChangeSetId> ids;
    for (const changes::ChangeSet &set : std::as_const(m_sets))
        ids.append(set.id);
    m_waiting = true;
    m_go->setEnabled(false);
    decide(ids);
}

void BulkView::decide(const QList<ChangeSetId> &ids)
{
    m_asked = int(ids.size());
    m_progress->setRange(0, m_asked);
    m_progress->setValue(0);
    m_progress->show();
    m_changes.decideBulk(ids, m_decision);
}

void BulkView::showProgress(int done, int all)
{
    m_progress->setRange(0, all);
    m_progress->setValue(done);
}

void BulkView::showOutcomes(BulkDecision decision, const QList<service::BulkOutcome> &outcomes)
{
    if (!m_waiting)
        return;
    m_waiting = false;
    m_list->clear();
    m_undoable.clear();
    int done = 0;
    for (const service::BulkOutcome &outcome : outcomes) {
        done += outcome.done;
        if (outcome.undo)
            m_undoable.append(*outcome.undo);
        addLine(outcome.done ? QStringLiteral("check") : QStringLiteral("warning"), outcome.reason, outcome.sentence);
    }
    const int missed = m_asked - done;
    m_title->setText(decision == BulkDecision::Accept       ? tr("%n change(s) accepted", nullptr, done)
                         : decision == BulkDecision::Reject ? tr("%n change(s) rejected", nullptr, done)
                                                            : tr("%n change(s) undone", nullptr, done));
    m_text->setText(missed > 0 ? tr("%n could not be decided so; below it says why.", nullptr, missed) : QString());
    m_progress->hide();
    m_go->hide();
    m_undoAll->setVisible(!m_undoable.isEmpty());
    m_undoAll->setEnabled(true);
    m_cancel->setText(tr("Close"));
}

void BulkView::undoAll()
{
    m_waiting = true;
    m_undoAll->setEnabled(false);
    m_decision = BulkDecision::Undo;
    decide(m_undoable);
}

} // namespace hsf::ui
