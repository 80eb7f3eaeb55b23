// SPDX-License-Identifier: MIT
#include "ui/parts/emptystate.h"

#include "ui/parts/theme.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace hsf::ui {

namespace {

class Emblem final : public QWidget // painted when shown, so that it follows the theme
{
public:
    Emblem(const QString &icon, QWidget *parent)
        : QWidget(parent)
        , m_icon(themedIcon(icon))
    {
        setFixedSize(40, 40);
    }

private:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setOpacity(0.6);
        m_icon.paint(&painter, rect());
    }
    QIcon m_icon;
};

} // namespace

EmptyState::EmptyState(const QString &icon, const QString &title, const QString &text, QWidget *parent)
    : StillWidget(parent)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
{
    setTextScale(*m_title, 1.15, true);
    setDim(*m_text);
    for (QLabel *label : {m_title, m_text}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->addStretch(2);
    layout->addWidget(new Emblem(icon, this), 0, Qt::AlignHCenter);
    layout->addSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addStretch(3);
    setWords(title, text);
}

void EmptyState::setWords(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    m_title->setVisible(!title.isEmpty());
}

QPushButton *EmptyState::addButton(const QString &text)
{
    if (!m_button) {
        m_button = new QPushButton(this);
        auto *box = static_cast<QVBoxLayout *>(layout());
        box->insertSpacing(box->count() - 1, 8);
        box->insertWidget(box->count() - 1, m_button, 0, Qt::AlignHCenter);
    }
    m_button->setText(text);
    return m_button;
}

} // namespace hsf::ui
