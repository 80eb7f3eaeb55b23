// SPDX-License-Identifier: MIT
//
// KSyntaxHighlighting's colours, moved towards the text's colour until they can be read on our ground: for the editor,
// line by line as one types, and for a piece of code in a preview.
#pragma once
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <QElapsedTimer>
#include <QHash>
#include <QTextCharFormat>
#include <QTimer>

namespace KSyntaxHighlighting {
class Repository;
}

namespace hsf::ui {

KSyntaxHighlighting::Repository &colouringRepository();

/// In slices: a long text is shown at once and gets its colours from its beginning on, while the window goes on. What is typed
/// is coloured as it is typed, unless a whole text is pasted.
class Colouring final : public KSyntaxHighlighting::SyntaxHighlighter
{
public:
    explicit Colouring(QTextDocument *document);
    void setFileName(const QString &name);
    void followTheme();
    bool isAtWork() const { return m_next >= 0; }

protected:
    void highlightBlock(const QString &text) override;
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;

private:
    void goOn();
    QColor shown(const QColor &colour);

    QElapsedTimer m_slice; ///< since the event loop was at work last
    QTimer m_later;
    int m_next = -1, m_last = -1; ///< the lines that wait for their colours; -1: none
    QHash<QRgb, QColor> m_shown; ///< of this theme
};

struct ColouredSpan {
    int start = 0, length = 0;
    QTextCharFormat format;
};
/// Where which colour belongs in `code`; nothing for a language that is not known.
QList<ColouredSpan> colouredSpans(const QString &code, const QString &language);

} // namespace hsf::ui
