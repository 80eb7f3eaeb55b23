// SPDX-License-Identifier: MIT
#include "ui/parts/pagehead.h"

#include "ui/parts/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace hsf::ui {

PageHead::PageHead(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_status(new QLabel(this))
    , m_buttons(new QHBoxLayout)
{
    auto *name = new QLabel(title, this);
    setTextScale(*name, 1.4, true);
    setDim(*m_status);
    m_status->setWordWrap(true);
    m_status->setObjectName(QStringLiteral("pageStatus"));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(name);
    words->addWidget(m_status);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(words, 1);
    m_buttons->setSpacing(8);
    layout->addLayout(m_buttons);
}

void PageHead::setStatus(const QString &text)
{
    m_status->setText(text);
}

QString PageHead::status() const
{
    return m_status->text();
}

QPushButton *PageHead::addButton(const QString &icon, const QString &text, const QString &objectName)
{
    auto *button = new QPushButton(themedIcon(icon), text, this);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    m_buttons->addWidget(button);
    return button;
}

} // namespace hsf::ui
