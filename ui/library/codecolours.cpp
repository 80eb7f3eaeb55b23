// SPDX-License-Identifier: MIT
#include "ui/library/codecolours.h"

#include "ui/parts/theme.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

namespace hsf::ui {

namespace {
using namespace KSyntaxHighlighting;

constexpr qsizetype mostColoured = 100'000;
constexpr qsizetype longestLine = 20'000; ///< characters; a longer one is data and would hold up the window
constexpr int sliceMs = 4, pauseMs = 4; ///< half of the time is left for keys and painting

QColor readable(const QColor &colour)
{
    const Colours &c = colours();
    QColor mixed = colour;
    for (double part = 0.0; part < 1.0 && contrast(mixed, c.base) < 5; part += 0.1)
        mixed = QColor::fromRgbF(float(colour.redF() * (1 - part) + c.text.redF() * part),
                                 float(colour.greenF() * (1 - part) + c.text.greenF() * part),
                                 float(colour.blueF() * (1 - part) + c.text.blueF() * part));
    return mixed;
}

Theme themeInForce()
{
    const bool dark = contrast(colours().base, Qt::white) > 4.5;
    return colouringRepository().defaultTheme(dark ? Repository::DarkTheme : Repository::LightTheme);
}

/// Collects what a highlighter would paint.
class Collector final : public AbstractHighlighter
{
public:
    QList<ColouredSpan> spans;
    void run(const QString &code)
    {
        State state;
        qsizetype start = 0;
        for (const QString &line : code.split(u'\n')) {
            m_start = int(start);
            state = highlightLine(line, state);
            start += line.size() + 1;
        }
    }

protected:
    void applyFormat(int offset, int length, const Format &format) override
    {
        if (length == 0 || format.isDefaultTextStyle(theme()))
            return;
        QTextCharFormat shown;
        if (format.hasTextColor(theme()))
            shown.setForeground(readable(format.textColor(theme())));
        if (format.isBold(theme()))
            shown.setFontWeight(QFont::Bold);
        shown.setFontItalic(format.isItalic(theme()));
        spans << ColouredSpan{m_start + offset, length, shown};
    }

private:
    int m_start = 0;
};
} // namespace

Repository &colouringRepository()
{
    static Repository all; // reads its index once, some 20 ms
    return all;
}

Colouring::Colouring(QTextDocument *document)
    : SyntaxHighlighter(document)
{
    setTheme(themeInForce());
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &Colouring::goOn);
}

void Colouring::setFileName(const QString &name)
{
    setDefinition(colouringRepository().definitionForFileName(name));
}

void Colouring::followTheme()
{
    m_shown.clear();
    setTheme(themeInForce());
    rehighlight();
}

// One stretch of work ends when the event loop gets its turn; the timer's first shot says that it did.
void Colouring::highlightBlock(const QString &text)
{
    const int line = currentBlock().blockNumber();
    if (!m_slice.isValid())
        m_slice.start();
    if (!m_later.isActive())
        m_later.start(pauseMs);
    const bool waits = m_next >= 0 && line >= m_next; // what is behind it has no state to go on from
    if (waits || m_slice.hasExpired(sliceMs)) {
        m_next = m_next < 0 ? line : std::min(m_next, line);
        m_last = std::max(m_last, line);
        return;
    }
    if (text.size() > longestLine)
        return SyntaxHighlighter::highlightBlock({});
    SyntaxHighlighter::highlightBlock(text);
}

void Colouring::goOn()
{
    m_slice.invalidate();
    while (m_next >= 0 && !(m_slice.isValid() && m_slice.hasExpired(sliceMs))) {
        const QTextBlock block = document() ? document()->findBlockByNumber(m_next) : QTextBlock();
        const int line = std::exchange(m_next, -1), last = m_last;
        if (block.isValid())
            rehighlightBlock(block);
        const QTextBlock next = block.isValid() ? block.next() : QTextBlock();
        // Lines that came in between have moved the last one on: what has no colours yet knows no state either.
        if (m_next < 0 && next.isValid() && (line < last || !next.userData()))
            m_next = line + 1;
    }
    if (m_next < 0)
        m_last = -1;
}

QColor Colouring::shown(const QColor &colour)
{
    QColor &known = m_shown[colour.rgb()];
    return known.isValid() ? known : known = readable(colour);
}

void Colouring::applyFormat(int offset, int length, const Format &format)
{
    SyntaxHighlighter::applyFormat(offset, length, format);
    QTextCharFormat shown = QSyntaxHighlighter::format(offset);
    if (length == 0 || !shown.hasProperty(QTextFormat::ForegroundBrush))
        return;
    shown.setForeground(this->shown(shown.foreground().color()));
    shown.clearBackground();
    setFormat(offset, length, shown);
}

QList<ColouredSpan> colouredSpans(const QString &code, const QString &language)
{
    if (language.isEmpty() || code.size() > mostColoured)
        return {};
    Repository &all = colouringRepository();
    Definition definition = all.definitionForName(language);
    if (!definition.isValid())
        definition = all.definitionForFileName(QStringLiteral("x.") + language);
    if (!definition.isValid())
        return {};
    Collector collector;
    collector.setTheme(themeInForce());
    collector.setDefinition(definition);
    collector.run(code);
    return collector.spans;
}

} // namespace hsf::ui
