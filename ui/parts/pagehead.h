// SPDX-License-Identifier: MIT
//
// The top of a page: its title, one line on how things stand, and its buttons at the right.
#pragma once
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace hsf::ui {

class PageHead final : public QWidget
{
    Q_OBJECT
public:
    explicit PageHead(const QString &title, QWidget *parent = nullptr);
    void setStatus(const QString &text);
    QString status() const;
    QPushButton *addButton(const QString &icon, const QString &text, const QString &objectName);

private:
    QLabel *m_status;
    QHBoxLayout *m_buttons;
};

} // namespace hsf::ui
