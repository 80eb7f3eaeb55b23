// SPDX-License-Identifier: MIT
#include "ui/chat/attachmentbar.h"

#include "models/words.h"
#include "ui/parts/flowlayout.h"
#include "ui/parts/theme.h"

#include <QToolButton>

namespace hsf::ui {

AttachmentBar::AttachmentBar(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("attachments"));
    setAccessibleName(tr("Attached files"));
    auto *flow = new FlowLayout(this);
    flow->setContentsMargins(16, 0, 16, 0);
    hide();
}

bool AttachmentBar::add(const service::Attachments &read)
{
    bool all = true;
    const auto hasRoom = [&] { return m_images.size() + m_files.size() < service::mostAttachments || (all = false); };
    for (const chat::Image &image : read.images)
        if (hasRoom())
            m_images.append(image);
    for (const chat::TextFile &file : read.files)
        if (hasRoom())
            m_files.append(file);
    showAll();
    return all;
}

void AttachmentBar::clear()
{
    m_images.clear();
    m_files.clear();
    showAll();
}

void AttachmentBar::showAll()
{
    while (QLayoutItem *item = layout()->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const auto put = [this](const QString &icon, const QString &name, qint64 bytes, const std::function<void()> &remove) {
        auto *chip = new QToolButton;
        chip->setObjectName(QStringLiteral("attachment"));
        chip->setIcon(themedIcon(icon));
        chip->setText(tr("%1 · %2  ✕").arg(name, models::sizeWords(bytes)));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setToolTip(tr("Do not attach %1").arg(name));
        chip->setAccessibleName(tr("Attached: %1. Press to take it away.").arg(name));
        connect(chip, &QToolButton::clicked, this, [this, remove] {
            remove();
            showAll();
        });
        layout()->addWidget(chip);
    };
    for (qsizetype i = 0; i < m_images.size(); ++i)
        put(QStringLiteral("eye"), m_images.at(i).name, m_images.at(i).bytes.size(), [this, i] { m_images.removeAt(i); });
    for (qsizetype i = 0; i < m_files.size(); ++i)
        put(QStringLiteral("file"), m_files.at(i).name, m_files.at(i).text.size(), [this, i] { m_files.removeAt(i); });
    setVisible(!isEmpty());
    Q_EMIT changed();
}

} // namespace hsf::ui
