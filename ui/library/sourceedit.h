// SPDX-License-Identifier: MIT
//
// The source of a file, coloured, embedded code too, with line numbers, a dot at each line that has a finding, and who
// wrote it. Every file keeps its own undo, cursor and place while the program runs.
#pragma once
#include "skill/finding.h"
#include "ui/library/lineorigins.h"

#include <QMap>
#include <QPlainTextEdit>

namespace hsf::ui {

class Colouring;

class SourceEdit final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit SourceEdit(QWidget *parent = nullptr);
    ~SourceEdit() override;

    /// Shows the file of that key as it was left, brought to `text` as one step when it says something else by now.
    void showFile(const QString &key, const QString &fileName, const QString &text);
    QString shownFile() const { return m_key; }
    QString rawText() const; ///< with "\n", no-break spaces and all
    /// The least replacement, so that undo, cursor and scroll survive.
    void changeTo(const QString &text);
    void setFindings(const skill::Findings &findings);
    void goToLine(int line);

    /// Who wrote each line shown; empty: nobody knows yet.
    void setOrigins(const QList<LineOrigin> &origins);
    void setOriginsVisible(bool visible);
    bool originsVisible() const { return m_originsVisible; }
    const QList<LineOrigin> &origins() const { return m_origins; }
    int currentLine() const { return textCursor().blockNumber() + 1; }

    /// The line at the upper edge, from 1, with the part of it that is scrolled away; and back.
    double topLine() const;
    void setTopLine(double line);

    int gutterWidth() const;
    void paintGutter(QPaintEvent *event);
    int lineAt(int y) const; ///< from 1; 0: below the text
    void clickGutter(int x, int y);
    QString gutterTip(int y) const;

Q_SIGNALS:
    void originActivated(const hsf::ui::LineOrigin &origin);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Buffer {
        QTextDocument *document;
        Colouring *colouring;
        QTextCursor cursor;
        int scroll = 0;
    };
    Buffer makeBuffer(const QString &fileName);
    void dropOldBuffers();
    void applyTheme();
    void placeGutter();
    int originsWidth() const;
    QWidget *m_gutter;
    QString m_key;
    QHash<QString, Buffer> m_buffers;
    QStringList m_recent; // keys, newest last
    QMap<int, skill::Severity> m_marks; // worst by line
    QList<LineOrigin> m_origins;
    bool m_originsVisible = true;
    bool m_applying = false;
};

} // namespace hsf::ui
