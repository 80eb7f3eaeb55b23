// SPDX-License-Identifier: MIT
//
// The strip at the left of a SourceEdit: it hears the mouse, the editor paints it.
#pragma once
#include "ui/library/sourceedit.h"

namespace hsf::ui {

class SourceGutter final : public QWidget
{
public:
    explicit SourceGutter(SourceEdit *edit);
    QSize sizeHint() const override { return {m_edit->gutterWidth(), 0}; }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override { m_edit->paintGutter(event); }
    void mousePressEvent(QMouseEvent *event) override;

private:
    SourceEdit *m_edit;
};

} // namespace hsf::ui
