// SPDX-License-Identifier: MIT
#include "ui/parts/threeway.h"

#include "ui/parts/flowlayout.h"
#include "ui/parts/theme.h"
#include "ui/parts/threewaycanvas.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>

namespace hsf::ui {

using diff::Piece;
using Choice = Piece::Choice;

ThreeWayView::ThreeWayView(QWidget *parent)
    : QWidget(parent)
    , m_canvas(new ThreeWayCanvas(this))
    , m_result(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("threeWayView"));
    setAccessibleName(tr("Three versions of one file"));
    m_result->setObjectName(QStringLiteral("threeWayResult"));
    m_result->setAccessibleName(tr("What would result"));
    m_result->setReadOnly(true);
    m_result->setFont(monospaceFont());
    auto *below = new QWidget(this);
    auto *title = new QLabel(tr("What would result"), below);
    setDim(*title);
    auto *belowLayout = new QVBoxLayout(below);
    belowLayout->setContentsMargins({});
    belowLayout->setSpacing(4);
    belowLayout->addWidget(title);
    belowLayout->addWidget(m_result);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_canvas);
    splitter->addWidget(below);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(makeBar());
    m_choiceBar = makeChoices();
    layout->addWidget(m_choiceBar);
    layout->addWidget(splitter, 1);
    connect(m_canvas, &ThreeWayCanvas::sideClicked, this, [this](int conflict, int column) {
        goTo(conflict);
        const Choice choices[] = {Choice::Base, Choice::Now, Choice::Proposed};
        if (column >= 0)
            choose(conflict, choices[std::min(column, 2)]);
    });
    tell();
}

QWidget *ThreeWayView::makeBar()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins({});
    m_place = new QLabel(bar);
    m_place->setObjectName(QStringLiteral("conflictPlace"));
    const auto button
        = [&](const char *icon, const char *name, const QString &words, const QKeySequence &keys, int by) {
              auto *action = new QAction(themedIcon(QLatin1StringView(icon)), words, this);
              action->setShortcut(keys);
              action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
              action->setToolTip(QStringLiteral("%1 (%2)").arg(words, keys.toString(QKeySequence::NativeText)));
              connect(action, &QAction::triggered, this, [this, by] { goTo(m_current + by); });
              addAction(action);
              auto *made = new QToolButton(bar);
              made->setObjectName(QLatin1StringView(name));
              made->setDefaultAction(action);
              made->setAccessibleName(words);
              made->setAutoRaise(true);
              return made;
          };
    m_previous = button("chevron-up", "previousConflictButton", tr("Previous conflict"),
                        QKeySequence(Qt::SHIFT | Qt::Key_F7), -1);
    m_next = button("chevron-down", "nextConflictButton", tr("Next conflict"), QKeySequence(Qt::Key_F7), 1);
    layout->addWidget(m_place);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addStretch();
    return bar;
}

QWidget *ThreeWayView::makeChoices()
{
    auto *bar = new QWidget(this);
    auto *layout = new FlowLayout(bar);
    layout->setContentsMargins({});
    const auto add = [&](Choice choice, const char *name, const QString &words, const QString &hint) {
        auto *button = new QPushButton(words, bar);
        button->setObjectName(QLatin1StringView(name));
        button->setAccessibleName(words);
        button->setToolTip(hint);
        button->setCheckable(true);
        connect(button, &QPushButton::clicked, this, [this, choice] { choose(m_current, choice); });
        layout->addWidget(button);
        m_choices.append({choice, button});
    };
    add(Choice::Now, "chooseNow", tr("As it is &now"), tr("This conflict keeps the text that is there now"));
    add(Choice::Proposed, "chooseProposed", tr("As &proposed"), tr("This conflict takes the text of the change"));
    add(Choice::NowThenProposed, "chooseBoth", tr("&Both"), tr("The present text, then the proposed one"));
    add(Choice::ProposedThenNow, "chooseBothTurned", tr("Both, proposed &first"),
        tr("The proposed text, then the present one"));
    add(Choice::Base, "chooseBase", tr("As it &was"), tr("Neither: the text both started from"));
    auto *all = new QPushButton(tr("All conflicts"), bar);
    all->setObjectName(QStringLiteral("chooseAll"));
    all->setAccessibleName(tr("Decide all conflicts"));
    auto *menu = new QMenu(all);
    menu->addAction(tr("All as it is now"), this, [this] { chooseAll(Choice::Now); });
    menu->addAction(tr("All as proposed"), this, [this] { chooseAll(Choice::Proposed); });
    menu->addAction(tr("Decide all again"), this, [this] { chooseAll(Choice::None); });
    all->setMenu(menu);
    layout->addWidget(all);
    return bar;
}

void ThreeWayView::setTexts(const QString &path, const QByteArray &base, const QByteArray &now,
                            const QByteArray &proposed)
{
    m_path = path;
    m_pieces = diff::mergePieces(base, now, proposed);
    m_current = conflictCount() > 0 ? 0 : -1;
    m_canvas->setPieces(m_pieces, m_current);
    m_canvas->show(m_current);
    tell();
}

int ThreeWayView::conflictCount() const
{
    return diff::conflictCount(m_pieces);
}

int ThreeWayView::chosenCount() const
{
    return int(std::ranges::count_if(m_pieces, [](const Piece &piece) {
        return piece.kind == Piece::Kind::Conflict && piece.choice != Choice::None;
    }));
}

QByteArray ThreeWayView::result() const
{
    return diff::mergedText(m_pieces);
}

bool ThreeWayView::isResolved() const
{
    return diff::isResolved(m_pieces);
}

Piece *ThreeWayView::conflict(int number)
{
    for (Piece &piece : m_pieces)
        if (piece.kind == Piece::Kind::Conflict && number-- == 0)
            return &piece;
    return nullptr;
}

void ThreeWayView::goTo(int conflict)
{
    if (conflict < 0 || conflict >= conflictCount())
        return;
    m_current = conflict;
    m_canvas->update(m_pieces, m_current);
    m_canvas->show(m_current);
    tell();
}

void ThreeWayView::choose(int number, Choice choice)
{
    Piece *piece = conflict(number);
    if (!piece)
        return;
    piece->choice = choice;
    m_canvas->update(m_pieces, m_current);
    tell();
}

void ThreeWayView::chooseAll(Choice choice)
{
    for (Piece &piece : m_pieces)
        if (piece.kind == Piece::Kind::Conflict)
            piece.choice = choice;
    m_canvas->update(m_pieces, m_current);
    tell();
}

void ThreeWayView::tell()
{
    const int total = conflictCount();
    m_place->setText(total == 0
                         ? tr("No conflict: both sides' changes fit together.")
                         : tr("Conflict %1 of %2 · %3 decided").arg(m_current + 1).arg(total).arg(chosenCount()));
    m_previous->defaultAction()->setEnabled(m_current > 0);
    m_next->defaultAction()->setEnabled(m_current + 1 < total);
    m_previous->setVisible(total > 0);
    m_next->setVisible(total > 0);
    m_choiceBar->setVisible(total > 0);
    const Piece *current = conflict(m_current);
    for (const auto &[choice, button] : std::as_const(m_choices))
        button->setChecked(current && current->choice == choice);
    const QString text = QString::fromUtf8(result());
    if (text != m_result->toPlainText())
        m_result->setPlainText(text);
    Q_EMIT resultChanged();
    if (m_toldResolved != isResolved()) {
        m_toldResolved = isResolved();
        Q_EMIT resolvedChanged(m_toldResolved);
    }
}

} // namespace hsf::ui
