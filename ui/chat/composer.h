// SPDX-License-Identifier: MIT
//
// Where one writes a message: takes files and pictures that are dropped or pasted, grows with its text up to a third of a window, Enter sends, Shift+Enter breaks (or the other way).
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
    void filesGiven(const QStringList &files);     ///< dropped or pasted
    void pictureGiven(const QByteArray &png);      ///< pasted as pixels

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    int oneLine() const;
    bool m_enterSends = true;
};

} // namespace hsf::ui
