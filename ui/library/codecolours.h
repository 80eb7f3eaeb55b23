// SPDX-License-Identifier: MIT
//
// KSyntaxHighlighting's colours, moved towards the text's colour until they can be read on our ground: for the editor,
// line by line as one types, and for a piece of code in a preview.
#pragma once
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <QTextCharFormat>

namespace KSyntaxHighlighting {
class Repository;
}

namespace hsf::ui {

KSyntaxHighlighting::Repository &colouringRepository();

class Colouring final : public KSyntaxHighlighting::SyntaxHighlighter
{
public:
    explicit Colouring(QTextDocument *document);
    void setFileName(const QString &name);
    void followTheme();

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;
};

struct ColouredSpan {
    int start = 0, length = 0;
    QTextCharFormat format;
};
/// Where which colour belongs in `code`; nothing for a language that is not known.
QList<ColouredSpan> colouredSpans(const QString &code, const QString &language);

} // namespace hsf::ui
