// SPDX-License-Identifier: MIT
//
// Files that will go with the next message, each with its way out.
#pragma once
#include "service/attachments.h"

#include <QWidget>

namespace hsf::ui {

class AttachmentBar final : public QWidget
{
    Q_OBJECT
public:
    explicit AttachmentBar(QWidget *parent = nullptr);
    /// What is beyond the limit is left out; false: something was.
    bool add(const service::Attachments &read);
    const QList<chat::Image> &images() const { return m_images; }
    const QList<chat::TextFile> &files() const { return m_files; }
    bool isEmpty() const { return m_images.isEmpty() && m_files.isEmpty(); }
    void clear();

Q_SIGNALS:
    void changed();

private:
    void showAll();
    QList<chat::Image> m_images;
    QList<chat::TextFile> m_files;
};

} // namespace hsf::ui
