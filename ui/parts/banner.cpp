// SPDX-License-Identifier: MIT
#include "ui/parts/banner.h"

#include "ui/parts/theme.h"

#include <QAction>
#include <QToolButton>

namespace hsf::ui {

Banner::Banner(QWidget *parent)
    : KMessageWidget(parent)
{
    setObjectName(QStringLiteral("banner"));
    setWordWrap(true);
    setCloseButtonVisible(true);
    setTextFormat(Qt::PlainText);
    for (auto *button : findChildren<QToolButton *>())
        if (QAction *close = button->defaultAction())
            close->setIcon(themedIcon(QStringLiteral("cross")));
    hide();
}

void Banner::dismiss()
{
    const auto old = actions();
    for (QAction *action : old) {
        removeAction(action);
        action->deleteLater();
    }
    hide();
}

void Banner::show(const QString &sentence, MessageType type)
{
    dismiss();
    setMessageType(type);
    setText(sentence);
    setAccessibleName(sentence);
    setVisible(true); // at once: an animated one moves what one is about to click
}

QAction *Banner::offer(const QString &text)
{
    auto *action = new QAction(text, this);
    addAction(action);
    return action;
}

} // namespace hsf::ui
