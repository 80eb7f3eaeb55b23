// SPDX-License-Identifier: MIT
//
// Markdown as it reads, beside its source. Read in a worker thread; only blocks that changed are laid out again, a few
// milliseconds at a time. Knows which source line each block began at, so that both sides scroll together. Raw HTML is
// text, nothing is fetched.
#pragma once
#include "ui/chat/markdown.h"

#include <QPointer>
#include <QTextBrowser>
#include <QTextFrame>
#include <QTimer>

namespace hsf::ui {

struct PreviewBlock {
    MarkdownBlock block;
    int line = 1; ///< of the file, from 1
};
/// The Markdown part of a file as blocks. `firstLine`: where `text` begins in the file.
QList<PreviewBlock> previewBlocks(const QString &text, int firstLine);

class MarkdownPreview final : public QTextBrowser
{
    Q_OBJECT
public:
    explicit MarkdownPreview(QWidget *parent = nullptr);

    void setMarkdown(const QString &text, int firstLine);
    double topLine() const;
    void setTopLine(double line);
    /// How many blocks were made anew since the text was first shown; a change of one paragraph makes one.
    int blocksMade() const { return m_made; }
    bool isComplete() const { return m_complete; }

Q_SIGNALS:
    void completed();
    void linkRequested(const QUrl &link);

protected:
    void changeEvent(QEvent *event) override;
    QVariant loadResource(int, const QUrl &) override { return {}; } // nothing is fetched

private:
    struct Shown {
        PreviewBlock block;
        QPointer<QTextFrame> frame;
    };
    void take(const QList<PreviewBlock> &blocks);
    void work();
    void removeBlocks(int from, int to);
    void insertBlock(int at, const PreviewBlock &block);
    void fill(QTextCursor &cursor, const MarkdownBlock &block) const;
    void applyTheme();
    double topOf(int index) const;

    QList<Shown> m_shown;
    QList<PreviewBlock> m_wanted;
    QTimer m_work;
    QString m_text;
    int m_firstLine = 1;
    int m_asked = 0;
    int m_made = 0;
    bool m_complete = true;
    bool m_theming = false;
};

} // namespace hsf::ui
