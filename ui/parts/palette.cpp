// SPDX-License-Identifier: MIT
#include "ui/parts/palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace hsf::ui {

Palette::Palette(const QList<QAction *> &actions, QWidget *parent) : QDialog(parent, Qt::Popup), m_actions(actions)
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Find an action"));
    auto *column = new QVBoxLayout(this);
    m_words = new QLineEdit;
    m_words->setObjectName(QStringLiteral("paletteWords"));
    m_words->setPlaceholderText(tr("What do you want to do?"));
    m_list = new QListWidget;
    m_list->setAccessibleName(tr("Actions"));
    m_list->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_words);
    column->addWidget(m_list);
    resize(480, 360);
    m_words->installEventFilter(this);
    connect(m_words, &QLineEdit::textChanged, this, &Palette::filter);
    connect(m_words, &QLineEdit::returnPressed, this, &Palette::trigger);
    connect(m_list, &QListWidget::itemClicked, this, &Palette::trigger);
    filter({});
}

void Palette::filter(const QString &words)
{
    m_list->clear();
    const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
    for (int i = 0; i < m_actions.size(); ++i) {
        const QAction *action = m_actions.at(i);
        const QString text = QString(action->text()).remove(u'&');
        const bool fits = std::ranges::all_of(wanted, [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
        if (!fits || !action->isEnabled())
            continue;
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        auto *item = new QListWidgetItem(action->icon(), keys.isEmpty() ? text : tr("%1   (%2)").arg(text, keys), m_list);
        item->setData(Qt::UserRole, i);
    }
    m_list->setCurrentRow(0);
}

void Palette::trigger()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    QAction *action = m_actions.at(item->data(Qt::UserRole).toInt());
    accept();
    action->trigger();
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + (key == Qt::Key_Up ? -1 : 1), 0, std::max(0, m_list->count() - 1)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace hsf::ui
