// SPDX-License-Identifier: MIT
//
// Ctrl+K: every action by name, filtered as one types.
#pragma once
#include <QDialog>

class QAction;
class QLineEdit;
class QListWidget;

namespace hsf::ui {

class Palette final : public QDialog
{
    Q_OBJECT
public:
    explicit Palette(const QList<QAction *> &actions, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &words);
    void trigger();
    QList<QAction *> m_actions;
    QLineEdit *m_words;
    QListWidget *m_list;
};

} // namespace hsf::ui
