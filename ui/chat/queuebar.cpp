// SPDX-License-Identifier: MIT
#include "ui/chat/queuebar.h"

#include "base/text.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/theme.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QToolButton>

namespace hsf::ui {

QueueBar::QueueBar(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("queueBar"));
    setAccessibleName(tr("Messages that wait to be sent"));
    m_rows = new QVBoxLayout(this);
    m_rows->setContentsMargins(16, 0, 16, 0);
    m_rows->setSpacing(2);
    hide();
}

void QueueBar::setQueued(const QList<chat::Message> &queued)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // one of its buttons may be what was pressed
        delete item;
    }
    for (int i = 0; i < queued.size(); ++i)
        m_rows->addWidget(makeRow(queued.at(i), i));
    setVisible(!queued.isEmpty());
}

QWidget *QueueBar::makeRow(const chat::Message &message, int place)
{
    auto *row = new QFrame;
    row->setObjectName(QStringLiteral("queuedMessage"));
    row->setFrameShape(QFrame::StyledPanel);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(10, 4, 6, 4);
    auto *words = new ElidedLabel(tr("Waits: %1").arg(excerpt(message.text, 100)));
    words->setToolTip(message.text.left(2'000).toHtmlEscaped());
    line->addWidget(words, 1);
    const auto button = [&](const QString &icon, const QString &text, const QString &about, const char *name) {
        auto *made = new QToolButton;
        made->setObjectName(QLatin1StringView(name));
        made->setIcon(themedIcon(icon));
        made->setText(text);
        made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        made->setAutoRaise(true);
        made->setToolTip(about);
        made->setAccessibleName(tr("%1: %2").arg(text, excerpt(message.text, 60)));
        line->addWidget(made);
        return made;
    };
    auto *now = button(QStringLiteral("send"), tr("Send now"), tr("The agent hears it after the tool that runs"), "sendNowButton");
    auto *edit = button(QStringLiteral("edit"), tr("Edit"), tr("Change what will be sent"), "editQueuedButton");
    auto *away = button(QStringLiteral("cross"), tr("Remove"), tr("Do not send it"), "removeQueuedButton");
    connect(now, &QToolButton::clicked, this, [this, place] { Q_EMIT sendNowRequested(place); });
    connect(away, &QToolButton::clicked, this, [this, place] { Q_EMIT removeRequested(place); });
    connect(edit, &QToolButton::clicked, this, [this, place, text = message.text] {
        bool ok = false;
        const QString changed = QInputDialog::getMultiLineText(this, tr("Edit what waits"), tr("Message"), text, &ok);
        if (ok)
            Q_EMIT editRequested(place, changed);
    });
    return row;
}

} // namespace hsf::ui
