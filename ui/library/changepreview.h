// SPDX-License-Identifier: MIT
//
// What would be written, or how two texts differ, in a window of its own: the difference, and the one button that
// applies exactly it.
#pragma once
#include "ui/parts/diffview.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace hsf::ui {

class ChangePreview final : public QDialog
{
    Q_OBJECT
public:
    /// `apply`: what the button says; empty: there is nothing to apply, one only looks.
    ChangePreview(const QString &title, const QString &words, const QList<FileDiff> &files, const QString &apply,
                  QWidget *parent = nullptr);
    /// A sentence in red above the difference: what applying would break, or why it was refused.
    void setWarning(const QString &words);
    void setFiles(const QList<FileDiff> &files);

Q_SIGNALS:
    void applyRequested();

private:
    QLabel *m_words, *m_warning;
    DiffView *m_diff;
    QPushButton *m_apply = nullptr;
};

} // namespace hsf::ui
