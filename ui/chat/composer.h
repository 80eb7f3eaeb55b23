// SPDX-License-Identifier: MIT
//
// Where one writes a message: grows with its text up to a third of a window, Enter sends, Shift+Enter breaks (or the other way).
#pragma once
#include <QPlainTextEdit>

namespace hsf::ui {

class Composer final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit Composer(QWidget *parent = nullptr);
    void setEnterSends(bool sends) { m_enterSends = sends; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, oneLine()}; }

Q_SIGNALS:
    void sendRequested();
    void stopRequested();   ///< Esc while an answer is written

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    int oneLine() const;
    bool m_enterSends = true;
};

} // namespace hsf::ui
