// SPDX-License-Identifier: MIT
//
// Find and replace above a source: all hits are marked, the count says where one is, replacing all is one step to undo.
// Patterns run in a worker thread, so that a slow one never holds the window.
#pragma once
#include "ui/library/textsearch.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace hsf::ui {

class SourceEdit;

class FindBar final : public QWidget
{
    Q_OBJECT
public:
    FindBar(SourceEdit &source, QWidget *parent = nullptr);
    void openFind();
    void openReplace();
    void findNext() { go(1); }
    void findPrevious() { go(-1); }
    void close();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void open(bool replace);
    QWidget *makeFindRow();
    QWidget *makeReplaceRow();
    QToolButton *makeOption(const QString &text, const QString &about, const char *name);
    TextQuery query() const;
    void search();
    void take(const Result<QList<Hit>> &hits, bool move);
    void go(int step);
    void show(int hit);
    void mark();
    void replaceOne();
    void replaceAll();
    void say(const QString &words, bool wrong = false);

    SourceEdit &m_source;
    QLineEdit *m_words, *m_by;
    QToolButton *m_case, *m_whole, *m_regex;
    QPushButton *m_one, *m_all;
    QLabel *m_count;
    QWidget *m_replaceRow;
    QTimer m_typed;
    QList<Hit> m_hits;
    int m_current = -1;
    int m_search = 0; // the newest one asked for
    bool m_moveThen = false; // the words changed: go to the nearest hit
};

} // namespace hsf::ui
