// SPDX-License-Identifier: MIT
//
// A set whose files changed since it was proposed: each such file in three versions (then, now, proposed), and what
// they make together; where both changed the same lines, the person says what shall stand there.
#pragma once
#include "service/changesservice.h"

#include <QMap>
#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace hsf::ui {

class DiffView;

class OutdatedView final : public QWidget
{
    Q_OBJECT
public:
    explicit OutdatedView(QWidget *parent = nullptr);
    void setSides(const QList<changes::ThreeSides> &sides);
    void clear() { setSides({}); }
    bool isResolved() const; ///< nothing is left to say
    int conflicts() const; ///< files in which both changed the same lines
    /// The person's bytes for files in conflict; the others merge by themselves.
    QMap<QString, QByteArray> results() const;

Q_SIGNALS:
    void resolvedChanged(bool resolved);

private:
    QWidget *viewOf(const changes::ThreeSides &sides);
    QWidget *withChoice(const changes::ThreeSides &sides, DiffView *view);
    void showWords();

    QMap<QString, QByteArray> m_taken; // of files that are missing on one side: what the person chose
    QList<changes::ThreeSides> m_sides;
    QLabel *m_words;
    QComboBox *m_files;
    QStackedWidget *m_stack;
};

} // namespace hsf::ui
