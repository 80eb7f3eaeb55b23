// SPDX-License-Identifier: MIT
#include "ui/changes/outdatedview.h"

#include "ui/parts/diffview.h"
#include "ui/parts/threeway.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QRadioButton>
#include <QStackedWidget>

namespace hsf::ui {

OutdatedView::OutdatedView(QWidget *parent)
    : QWidget(parent)
    , m_words(new QLabel(this))
    , m_files(new QComboBox(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("outdatedView"));
    setAccessibleName(tr("What changed since it was proposed"));
    m_words->setObjectName(QStringLiteral("outdatedWords"));
    m_words->setWordWrap(true);
    m_files->setObjectName(QStringLiteral("outdatedFiles"));
    m_files->setAccessibleName(tr("Files that changed since"));
    connect(m_files, &QComboBox::currentIndexChanged, m_stack, &QStackedWidget::setCurrentIndex);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_words);
    layout->addWidget(m_files);
    layout->addWidget(m_stack, 1);
}

void OutdatedView::setSides(const QList<changes::ThreeSides> &sides)
{
    m_sides = sides;
    m_taken.clear();
    m_files->clear();
    while (m_stack->count() > 0)
        delete m_stack->widget(0);
    for (const changes::ThreeSides &one : sides) {
        m_stack->addWidget(viewOf(one));
        m_files->addItem(one.conflicts > 0 ? tr("%1: both changed the same lines").arg(one.path)
                                           : tr("%1: merges by itself").arg(one.path));
    }
    m_files->setVisible(sides.size() > 1);
    showWords();
    Q_EMIT resolvedChanged(isResolved());
}

namespace {

QByteArray shown(const changes::FileBytes &side) ///< null is no file, an empty one is not
{
    return !side ? QByteArray() : side->isEmpty() ? QByteArray("") : *side;
}

bool hasAllSides(const changes::ThreeSides &sides)
{
    return sides.base && sides.now && sides.proposed;
}

} // namespace

QWidget *OutdatedView::viewOf(const changes::ThreeSides &sides)
{
    if (sides.conflicts > 0 && hasAllSides(sides)) {
        auto *view = new ThreeWayView(m_stack);
        view->setTexts(sides.path, *sides.base, *sides.now, *sides.proposed);
        connect(view, &ThreeWayView::resolvedChanged, this, [this] { Q_EMIT resolvedChanged(isResolved()); });
        return view;
    }
    auto *view = new DiffView(m_stack);
    // What merges by itself is shown as what it would do to the file that is there now.
    view->setFiles({{sides.path, shown(sides.now), shown(sides.conflicts > 0 ? sides.proposed : sides.merged)}});
    return sides.conflicts > 0 ? withChoice(sides, view) : view;
}

// One side has no file at all: there are no lines to bring together, only one or the other.
QWidget *OutdatedView::withChoice(const changes::ThreeSides &sides, DiffView *view)
{
    auto *both = new QWidget(m_stack);
    auto *now = new QRadioButton(sides.now ? tr("Keep the file as it is now") : tr("Leave the file removed"), both);
    now->setObjectName(QStringLiteral("keepNowChoice"));
    auto *proposed
        = new QRadioButton(sides.proposed ? tr("Take the proposed file") : tr("Remove the file, as proposed"), both);
    proposed->setObjectName(QStringLiteral("takeProposedChoice"));
    for (QRadioButton *choice : {now, proposed}) {
        const QByteArray bytes = shown(choice == now ? sides.now : sides.proposed);
        connect(choice, &QRadioButton::toggled, this, [this, path = sides.path, bytes](bool on) {
            if (!on)
                return;
            m_taken.insert(path, bytes);
            Q_EMIT resolvedChanged(isResolved());
        });
    }
    auto *layout = new QVBoxLayout(both);
    layout->setContentsMargins({});
    layout->addWidget(now);
    layout->addWidget(proposed);
    layout->addWidget(view, 1);
    return both;
}

void OutdatedView::showWords()
{
    m_words->setText(
        conflicts() > 0
            ? tr("The skill changed since this was proposed, at the same lines. Say what shall stand there.")
            : tr("The skill changed since this was proposed, at other lines. Below: the same change to "
                 "what is there now."));
}

int OutdatedView::conflicts() const
{
    return int(std::ranges::count_if(m_sides, [](const changes::ThreeSides &one) { return one.conflicts > 0; }));
}

bool OutdatedView::isResolved() const
{
    for (int i = 0; i < m_sides.size(); ++i) {
        if (const auto *view = qobject_cast<const ThreeWayView *>(m_stack->widget(i))) {
            if (!view->isResolved())
                return false;
        } else if (m_sides.at(i).conflicts > 0 && !m_taken.contains(m_sides.at(i).path)) {
            return false;
        }
    }
    return true;
}

QMap<QString, QByteArray> OutdatedView::results() const
{
    QMap<QString, QByteArray> results = m_taken;
    for (int i = 0; i < m_sides.size(); ++i) {
        if (const auto *view = qobject_cast<const ThreeWayView *>(m_stack->widget(i))) {
            const QByteArray result = view->result();
            results.insert(m_sides.at(i).path, result.isNull() ? QByteArray("") : result);
        }
    }
    return results;
}

} // namespace hsf::ui
