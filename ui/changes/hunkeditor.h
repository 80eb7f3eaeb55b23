// SPDX-License-Identifier: MIT
//
// A small editor over one change of a difference: the proposed lines, to be changed before they are accepted.
#pragma once
#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace hsf::ui {

class HunkEditor final : public QFrame
{
    Q_OBJECT
public:
    explicit HunkEditor(QWidget *parent);
    /// `at`: where the change stands in the parent; the editor covers it and as much more as it needs.
    void open(const QString &title, const QString &text, const QRect &at);
    QString text() const;
    /// What the checks say of it, or why it cannot be.
    void showNote(const QString &note);

Q_SIGNALS:
    void saved(const QString &text);
    void closed();

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void save();
    void cancel();
    void place();

    QLabel *m_title, *m_note;
    QPlainTextEdit *m_edit;
    QPushButton *m_save, *m_cancel;
    QRect m_at;
    bool m_endsLine = true;
};

} // namespace hsf::ui
