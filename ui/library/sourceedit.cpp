// SPDX-License-Identifier: MIT
#include "ui/library/sourceedit.h"

#include "ui/parts/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>
#include <QPainter>
#include <QPaintEvent>
#include <QTextBlock>

namespace hsf::ui {

// The library's colours, moved towards the text's colour until they can be read on our ground.
class Colouring final : public KSyntaxHighlighting::SyntaxHighlighter
{
public:
    using SyntaxHighlighter::SyntaxHighlighter;

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        SyntaxHighlighter::applyFormat(offset, length, format);
        QTextCharFormat shown = QSyntaxHighlighter::format(offset);
        if (length == 0 || !shown.hasProperty(QTextFormat::ForegroundBrush))
            return;
        shown.setForeground(readable(shown.foreground().color()));
        shown.clearBackground();
        setFormat(offset, length, shown);
    }

private:
    static QColor readable(const QColor &colour)
    {
        const Colours &c = colours();
        QColor mixed = colour;
        for (double part = 0.0; part < 1.0 && contrast(mixed, c.base) < 5; part += 0.1)
            mixed = QColor::fromRgbF(float(colour.redF() * (1 - part) + c.text.redF() * part),
                                     float(colour.greenF() * (1 - part) + c.text.greenF() * part),
                                     float(colour.blueF() * (1 - part) + c.text.blueF() * part));
        return mixed;
    }
};

namespace {

KSyntaxHighlighting::Repository &repository()
{
    static KSyntaxHighlighting::Repository all; // reads its index once, some 20 ms
    return all;
}

class Gutter final : public QWidget
{
public:
    explicit Gutter(SourceEdit *edit)
        : QWidget(edit)
        , m_edit(edit)
    { }
    QSize sizeHint() const override { return {m_edit->gutterWidth(), 0}; }

private:
    void paintEvent(QPaintEvent *event) override { m_edit->paintGutter(event); }
    SourceEdit *m_edit;
};

} // namespace

SourceEdit::SourceEdit(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_gutter(new Gutter(this))
{
    setObjectName(QStringLiteral("sourceEdit"));
    setAccessibleName(tr("Source of the file"));
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_colouring = std::make_unique<Colouring>(document());
    connect(this, &QPlainTextEdit::blockCountChanged, this, &SourceEdit::placeGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    applyTheme();
}

SourceEdit::~SourceEdit() = default;

void SourceEdit::applyTheme()
{
    setFont(monospaceFont());
    const bool dark = contrast(colours().base, Qt::white) > 4.5;
    m_colouring->setTheme(repository().defaultTheme(dark ? KSyntaxHighlighting::Repository::DarkTheme
                                                         : KSyntaxHighlighting::Repository::LightTheme));
    m_colouring->rehighlight();
    placeGutter();
}

void SourceEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (m_colouring
        && (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange))
        applyTheme();
}

void SourceEdit::setFileName(const QString &name)
{
    m_colouring->setDefinition(repository().definitionForFileName(name));
}

QString SourceEdit::rawText() const
{
    QString text = document()->toRawText();
    return text.replace(QChar::ParagraphSeparator, u'\n');
}

void SourceEdit::changeTo(const QString &text)
{
    const QString now = rawText();
    if (now == text)
        return;
    qsizetype same = 0;
    const qsizetype shorter = std::min(now.size(), text.size());
    while (same < shorter && now.at(same) == text.at(same))
        ++same;
    qsizetype tail = 0;
    while (tail < shorter - same && now.at(now.size() - 1 - tail) == text.at(text.size() - 1 - tail))
        ++tail;
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.setPosition(int(same));
    cursor.setPosition(int(now.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(text.sliced(same, text.size() - tail - same));
    cursor.endEditBlock();
}

void SourceEdit::setFindings(const skill::Findings &findings)
{
    m_marks.clear();
    for (const skill::Finding &finding : findings)
        if (finding.line > 0)
            m_marks[finding.line] = std::max(m_marks.value(finding.line), finding.severity);
    m_gutter->update();
}

void SourceEdit::goToLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(std::max(0, line - 1));
    if (block.isValid())
        setTextCursor(QTextCursor(block));
    centerCursor();
    setFocus();
}

int SourceEdit::gutterWidth() const
{
    const int digits = int(QString::number(std::max(99, blockCount())).size());
    return 24 + fontMetrics().horizontalAdvance(u'9') * digits;
}

void SourceEdit::placeGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inner = contentsRect();
    m_gutter->setGeometry(inner.left(), inner.top(), gutterWidth(), inner.height());
    m_gutter->update();
}

void SourceEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

void SourceEdit::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    const Colours &c = colours();
    painter.fillRect(event->rect(), c.window);
    painter.setFont(font());
    painter.setRenderHint(QPainter::Antialiasing);
    const int line = fontMetrics().height();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const int top = int(blockBoundingGeometry(block).translated(contentOffset()).top());
        if (top > event->rect().bottom())
            break;
        const int number = block.blockNumber() + 1;
        painter.setPen(number == textCursor().blockNumber() + 1 ? c.text : c.dim);
        painter.drawText(QRect(0, top, m_gutter->width() - 8, line), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(number));
        if (const auto mark = m_marks.constFind(number); mark != m_marks.cend()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(*mark >= skill::Severity::Error         ? c.error
                                 : *mark == skill::Severity::Warning ? c.warning
                                                                     : c.accent);
            painter.drawEllipse(QRect(4, top + line / 2 - 3, 7, 7));
        }
    }
}

} // namespace hsf::ui
