// SPDX-License-Identifier: MIT
//
// A button that stands for a page. To a screen reader it is one of several to choose from, with the chosen one told, and not a box
// to tick and untick.
#pragma once
#include <QToolButton>

namespace hsf::ui {

class RailButton final : public QToolButton
{
    Q_OBJECT
public:
    explicit RailButton(QWidget *parent = nullptr);
};

} // namespace hsf::ui
