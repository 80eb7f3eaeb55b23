// SPDX-License-Identifier: MIT
#include "ui/parts/difffind.h"

#include "ui/parts/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

namespace hsf::ui {

DiffFindBar::DiffFindBar(QWidget *parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_place(new QLabel(this))
{
    setObjectName(QStringLiteral("diffFindBar"));
    m_field->setObjectName(QStringLiteral("diffFindField"));
    m_field->setAccessibleName(tr("Find in the difference"));
    m_field->setPlaceholderText(tr("Find in the difference"));
    m_field->setClearButtonEnabled(true);
    m_place->setObjectName(QStringLiteral("diffFindPlace"));
    setDim(*m_place);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_field, 1);
    layout->addWidget(m_place);
    const auto button = [&](const char *icon, const QString &words, auto act) {
        auto *made = new QToolButton(this);
        made->setIcon(themedIcon(QLatin1StringView(icon)));
        made->setAccessibleName(words);
        made->setToolTip(words);
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, this, act);
        layout->addWidget(made);
    };
    button("chevron-up", tr("Previous match (Shift+Enter)"), [this] { Q_EMIT stepped(-1); });
    button("chevron-down", tr("Next match (Enter)"), [this] { Q_EMIT stepped(1); });
    button("cross", tr("Close (Esc)"), [this] { Q_EMIT closed(); });
    connect(m_field, &QLineEdit::textChanged, this, &DiffFindBar::sought);
}

void DiffFindBar::open(const QString &words)
{
    show();
    if (!words.isEmpty() && !words.contains(u'\n'))
        m_field->setText(words);
    m_field->selectAll();
    m_field->setFocus(Qt::ShortcutFocusReason);
    Q_EMIT sought(m_field->text());
}

QString DiffFindBar::words() const
{
    return m_field->text();
}

void DiffFindBar::setPlace(int number, qsizetype count, bool searching)
{
    const QLocale locale;
    if (m_field->text().isEmpty())
        m_place->clear();
    else if (searching)
        m_place->setText(tr("Searching …"));
    else if (count == 0)
        m_place->setText(tr("Not found"));
    else
        m_place->setText(tr("%1 of %2").arg(locale.toString(number), locale.toString(count)));
}

void DiffFindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT stepped(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

} // namespace hsf::ui
