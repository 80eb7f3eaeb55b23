// SPDX-License-Identifier: MIT
#include "ui/changes/lastchangepane.h"

#include "ui/changes/setview.h"
#include "ui/parts/emptystate.h"

#include <QStackedLayout>

namespace hsf::ui {

LastChangePane::LastChangePane(service::ChangesService &changes, QWidget *parent)
    : StillWidget(parent)
    , m_changes(changes)
    , m_view(new SetView(changes, this))
    , m_stack(new QStackedLayout(this))
{
    setObjectName(QStringLiteral("lastChangePane"));
    m_stack->addWidget(new EmptyState(QStringLiteral("changes"), tr("No changes yet"),
                                      tr("When a skill or the memory changes, the difference appears here, with Undo."),
                                      this));
    m_stack->addWidget(m_view);
    connect(m_view, &SetView::messageRequested, this, &LastChangePane::messageRequested);
    using Changes = service::ChangesService;
    connect(&changes, &Changes::setOpened, this, [this](const changes::ChangeSet &set) {
        if (m_wanted != set.id)
            return;
        m_view->show(set);
        m_stack->setCurrentIndex(1);
    });
    // A list may hold a set without its bytes, so what is new in it is opened.
    const auto offerFirst = [this](const QList<changes::ChangeSet> &sets) {
        const auto &shown = m_view->set();
        if (sets.isEmpty() || (shown && sets.first().created <= shown->created))
            return;
        offer(sets.first());
        showSet(sets.first().id);
    };
    connect(&changes, &Changes::heldChanged, this, offerFirst);
    connect(&changes, &Changes::decidedChanged, this, offerFirst);
    connect(&changes, &Changes::setChanged, this, &LastChangePane::offer);
}

// News replaces what is shown only when it is newer: a decision on an older set stays where that set is shown.
void LastChangePane::offer(const changes::ChangeSet &set)
{
    const auto &shown = m_view->set();
    if (shown && (set.id == shown->id || set.created <= shown->created))
        return;
    m_wanted = set.id;
    m_view->show(set);
    m_stack->setCurrentIndex(1);
}

void LastChangePane::showSet(const ChangeSetId &id)
{
    m_wanted = id;
    m_changes.openSet(id);
}

std::optional<ChangeSetId> LastChangePane::shown() const
{
    return m_view->set() ? std::optional(m_view->set()->id) : std::nullopt;
}

} // namespace hsf::ui
