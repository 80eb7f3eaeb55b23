// SPDX-License-Identifier: MIT
//
// The difference of some files, in one column or two: line numbers of both sides, signs as well as colours, changed
// words marked, what is alike folded. Every byte of both files is in rows(), so what is shown is what is applied. What
// is not in view costs nothing: files are compared as one comes to them, large ones away from the window's thread.
#pragma once
#include "diff/rows.h"

#include <QMap>
#include <QSet>
#include <QWidget>

#include <atomic>
#include <memory>
#include <optional>

class QAction;
class QLabel;
class QListView;
class QMenu;
class QStackedLayout;
class QToolButton;

namespace hsf::ui {

class DiffCanvas;
class DiffFindBar;
struct DiffHit;

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

    void setFiles(const QList<FileDiff> &files); ///< returns at once, however many there are
    const QList<FileDiff> &files() const { return m_files; }
    /// What is displayed of a file, folds as they are; empty while "Show anyway" waits.
    QList<diff::Row> rows(const QString &path) const;

    enum class Mode { Automatic, Unified, SideBySide }; ///< Automatic: two columns from 900 pixels on
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    bool isSideBySide() const; ///< as it is now
    void setWrap(bool wrap);
    bool wraps() const { return m_wrap; }
    /// Changes of white space alone are folded. Numbers of changes, rows() and what is accepted stay those of the exact
    /// bytes.
    void setIgnoreWhiteSpace(bool ignore);
    bool ignoresWhiteSpace() const { return m_ignoreWhiteSpace; }
    /// The changes as a plain list instead of the painted lines.
    void setList(bool list);
    void setAllFoldsOpen(bool open);

    /// Of all files; those not compared yet count as they become known, and currentHunkChanged() says so.
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

    /// One change of one file, numbered as diff::diffLines(before, after) numbers it, whatever the view ignores or
    /// folds.
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
    bool isGuarded() const { return !m_guarded.isEmpty(); } ///< something waits for "Show anyway"

public Q_SLOTS:
    void showAnyway();
    void find(); ///< opens the bar

Q_SIGNALS:
    void optionsChanged(); ///< mode, wrap or white space, by the person
    void currentHunkChanged(int current, int total); ///< from 1
    void chosenChanged(int count);
    /// A menu was asked for on a change. Whoever connects shows it (see fillMenu()); else the view shows its own.
    void hunkContextRequested(const QString &path, int hunk, const QPoint &globalPosition);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using Gone = std::shared_ptr<std::atomic<bool>>;
    void loadWanted();
    void load(int file);
    void colour(int file);
    void count();
    void step(int by);
    void chooseMode();
    void announceHunk();
    void tellNotices();
    void describe();
    void fillList();
    void seek(const QString &words);
    void takeHits(const QList<DiffHit> &hits);
    void goToHit(int number);
    void closeFind();
    void askForMenu(int file, int hunk, const QPoint &globalPosition);
    QByteArray hunkText(const QString &path, int hunk, bool added) const;
    QWidget *makeBar();
    QMenu *makeMenu();
    QWidget *makeNotice();
    QAction *makeAction(const QString &words, const char *icon, const QKeySequence &keys);

    QList<FileDiff> m_files;
    Mode m_mode = Mode::Automatic;
    bool m_wrap = true, m_ignoreWhiteSpace = false, m_listed = false, m_foldsOpen = false;
    QSet<int> m_guarded, m_anyway; ///< files that wait for "Show anyway", and those that waited
    Gone m_gone, m_searchGone;
    std::unique_ptr<QList<DiffHit>> m_hits;
    int m_hit = -1;
    int m_toldCurrent = -1, m_toldTotal = -1;
    DiffCanvas *m_canvas;
    DiffFindBar *m_find;
    QLabel *m_place, *m_noticeText, *m_whiteSpaceText;
    QAction *m_previous, *m_next, *m_wrapAction, *m_whiteSpaceAction, *m_listAction, *m_modeActions[3];
    QWidget *m_bar, *m_notice;
    QListView *m_list;
    QStackedLayout *m_stack;
};

} // namespace hsf::ui
