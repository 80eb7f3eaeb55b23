// SPDX-License-Identifier: MIT
//
// A change that was made for a text that has changed since: what it was based on, what it is now, what is proposed,
// side by side. What only one side changed is taken; where both did, a person chooses. Shows the text that would
// result; edits nothing.
#pragma once
#include "diff/pieces.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace hsf::ui {

class ThreeWayCanvas;

class ThreeWayView : public QWidget
{
    Q_OBJECT
public:
    explicit ThreeWayView(QWidget *parent = nullptr);

    void setTexts(const QString &path, const QByteArray &base, const QByteArray &now, const QByteArray &proposed);
    const QString &path() const { return m_path; }
    int conflictCount() const;
    int chosenCount() const;
    /// Both sides' changes, conflicts as chosen; one without a choice stays as it is now.
    QByteArray result() const;
    bool isResolved() const;
    int currentConflict() const { return m_current; } ///< from 0; -1: there is none
    void goTo(int conflict);
    void choose(int conflict, diff::Piece::Choice choice);
    void chooseAll(diff::Piece::Choice choice);

Q_SIGNALS:
    void resolvedChanged(bool resolved);
    void resultChanged();

private:
    QWidget *makeBar();
    QWidget *makeChoices();
    void tell();
    diff::Piece *conflict(int number);

    QString m_path;
    QList<diff::Piece> m_pieces;
    int m_current = -1;
    bool m_toldResolved = true;
    ThreeWayCanvas *m_canvas;
    QLabel *m_place;
    QToolButton *m_previous, *m_next;
    QList<std::pair<diff::Piece::Choice, QPushButton *>> m_choices;
    QWidget *m_choiceBar;
    QPlainTextEdit *m_result;
};

} // namespace hsf::ui
