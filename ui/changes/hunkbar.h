// SPDX-License-Identifier: MIT
//
// What one may do with the current change of a difference: take it, leave it, edit it. Actions, so that keys and the
// palette reach them; small enough for a narrow pane.
#pragma once
#include <QWidget>

class QAction;
class QLabel;

namespace hsf::ui {

class HunkBar final : public QWidget
{
    Q_OBJECT
public:
    /// The actions belong to `owner` and work wherever it has the focus.
    explicit HunkBar(QWidget *owner);
    void allow(bool decide, bool edit);
    QAction *acceptAction() const { return m_accept; }
    QAction *rejectAction() const { return m_reject; }
    QAction *editAction() const { return m_edit; }

private:
    void resizeEvent(QResizeEvent *event) override;
    QAction *action(QWidget *owner, const char *icon, const QString &text, const QString &hint,
                    const QList<QKeySequence> &keys, const char *buttonName);
    QAction *m_accept, *m_reject, *m_edit;
};

} // namespace hsf::ui
