// SPDX-License-Identifier: MIT
//
// What stands where nothing is yet: what will appear here, and what to do.
#pragma once
#include "ui/parts/stillwidget.h"

class QLabel;
class QPushButton;

namespace hsf::ui {

class EmptyState final : public StillWidget
{
    Q_OBJECT
public:
    EmptyState(const QString &icon, const QString &title, const QString &text, QWidget *parent = nullptr);
    void setWords(const QString &title, const QString &text);
    /// A button below the words; the same button when asked again.
    QPushButton *addButton(const QString &text);

private:
    QLabel *m_title, *m_text;
    QPushButton *m_button = nullptr;
};

} // namespace hsf::ui
