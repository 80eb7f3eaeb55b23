// SPDX-License-Identifier: MIT
//
// The difference of some files, unified: line numbers of both sides, signs as well as colours, changed words marked,
// what is alike folded. Every byte of both files is in rows(), so what is shown is what is applied.
#pragma once
#include "diff/rows.h"

#include <QMap>
#include <QWidget>

#include <optional>

class QLabel;
class QMenu;
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
    void setChosenHunks(const QMap<QString, QList<int>> &hunks);

    /// One change of one file, numbered as diff::diffLines(before, after) numbers it, whatever the view ignores or folds.
    struct HunkPlace {
        QString path;
        int hunk = 0;
        bool operator==(const HunkPlace &) const = default;
    };
    std::optional<HunkPlace> currentPlace() const; ///< of currentHunk()
    void goTo(const HunkPlace &place);
    /// Its rows, in this widget, also where they are scrolled away; empty when there is no such change.
    QRect hunkRect(const HunkPlace &place) const;
    /// The lines a change puts in, and those it takes out, with their endings; empty when there is no such change.
    QByteArray hunkNewText(const QString &path, int hunk) const;
    QByteArray hunkOldText(const QString &path, int hunk) const;
    /// For the menu of an owner who answers hunkContextRequested(): Copy, Select All …
    void fillMenu(QMenu &menu);

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
    /// A menu was asked for on a change. Whoever connects shows it (see fillMenu()); else the view shows its own.
    void hunkContextRequested(const QString &path, int hunk, const QPoint &globalPosition);

private:
    void load();
    void announceHunk();
    void askForMenu(int hunk, const QPoint &globalPosition);
    QByteArray hunkText(const QString &path, int hunk, bool added) const;
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
