// SPDX-License-Identifier: MIT
//
// The difference of some files, unified: line numbers of both sides, signs as well as colours, changed words marked,
// what is alike folded. Every byte of both files is in rows(), so what is shown is what is applied.
#pragma once
#include "diff/rows.h"

#include <QMap>
#include <QWidget>

class QLabel;
class QStackedLayout;
class QToolButton;

namespace hsf::ui {

class DiffCanvas;

struct FileDiff {
    QString path;
    QByteArray before, after; ///< null (not just empty): there is no such file on this side
    bool operator==(const FileDiff &) const = default;
};

class DiffView : public QWidget
{
    Q_OBJECT
public:
    explicit DiffView(QWidget *parent = nullptr);
    ~DiffView() override;

    void setFiles(const QList<FileDiff> &files);
    const QList<FileDiff> &files() const { return m_files; }
    /// What is displayed of a file; empty while "Show anyway" waits.
    QList<diff::Row> rows(const QString &path) const;
    int hunkCount() const;
    int currentHunk() const; ///< from 0; -1: none
    void nextHunk();
    void previousHunk();

    /// Each hunk gets a tick box; none is ticked.
    void setChoosable(bool choosable);
    void chooseCurrentHunk(); ///< ticks it and goes to the next
    QMap<QString, QList<int>> chosenHunks() const;
    int chosenCount() const;

    QString selectedText() const; ///< without gutter and signs; one side only
    /// "Removed line 4: …" one a line: the same for ears.
    QString plainList() const;
    QWidget *canvas() const; ///< the part that scrolls
    bool isGuarded() const { return m_guarded; }

public Q_SLOTS:
    void showAnyway();

Q_SIGNALS:
    void currentHunkChanged(int current, int total); ///< from 1
    void chosenChanged(int count);

private:
    void load();
    void announceHunk();
    QWidget *makeBar();

    QList<FileDiff> m_files;
    bool m_guarded = false;
    DiffCanvas *m_canvas;
    QLabel *m_place, *m_guardText;
    QToolButton *m_previous, *m_next;
    QWidget *m_bar;
    QStackedLayout *m_stack;
};

} // namespace hsf::ui
