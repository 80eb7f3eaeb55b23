// SPDX-License-Identifier: MIT
#include "ui/changes/hunkbar.h"

#include "ui/parts/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

namespace hsf::ui {

HunkBar::HunkBar(QWidget *owner)
    : QWidget(owner)
{
    setObjectName(QStringLiteral("hunkBar"));
    setAccessibleName(tr("This change"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    m_accept = action(owner, "check", tr("Take this"), tr("Take this change and go to the next"),
                      {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}, "hunkAcceptButton");
    m_reject = action(owner, "cross", tr("Leave this"), tr("Leave this change out and go to the next"),
                      {Qt::CTRL | Qt::Key_Backspace}, "hunkRejectButton");
    m_edit = action(owner, "edit", tr("Edit this"), tr("Change the proposed lines before you accept them"),
                    {Qt::CTRL | Qt::Key_E}, "hunkEditButton");
}

QAction *HunkBar::action(QWidget *owner, const char *icon, const QString &text, const QString &hint,
                         const QList<QKeySequence> &keys, const char *buttonName)
{
    auto *made = new QAction(themedIcon(QLatin1StringView(icon)), text, owner);
    made->setShortcuts(keys);
    made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    made->setToolTip(QStringLiteral("%1 (%2)").arg(hint, keys.first().toString(QKeySequence::NativeText)));
    owner->addAction(made);
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1StringView(buttonName));
    button->setDefaultAction(made);
    button->setAccessibleName(hint);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    layout()->addWidget(button);
    return made;
}

void HunkBar::allow(bool decide, bool edit)
{
    m_accept->setEnabled(decide);
    m_reject->setEnabled(decide);
    m_edit->setEnabled(edit);
    setVisible(decide || edit);
}

// In a narrow pane the icons say it alone.
void HunkBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = parentWidget() && parentWidget()->width() < 620;
    for (QToolButton *button : findChildren<QToolButton *>())
        button->setToolButtonStyle(narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

} // namespace hsf::ui
