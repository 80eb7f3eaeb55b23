// SPDX-License-Identifier: MIT
#include "ui/parts/chips.h"

#include "ui/parts/theme.h"

#include <QCache>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>

namespace hsf::ui {

ToneColours toneColours(Tone tone)
{
    const Colours &c = colours();
    switch (tone) {
    case Tone::Accent:
        return {c.accent, c.accentSoft};
    case Tone::Ok:
        return {c.ok, c.okSoft};
    case Tone::Warning:
        return {c.warning, c.warningSoft};
    case Tone::Error:
        return {c.error, c.errorSoft};
    case Tone::Plain:
        break;
    }
    return {c.dim, c.hover};
}

QFont chipFont(const QFont &base)
{
    QFont font = base;
    font.setPointSizeF(base.pointSizeF() * 0.86);
    return font;
}

QSize chipSize(const QString &text, const QFont &base)
{
    // There are few words for chips, and lists ask for each chip of each row they paint.
    static QCache<std::pair<QString, QString>, QSize> known(256);
    const std::pair key(text, base.key());
    if (const QSize *size = known.object(key))
        return *size;
    const QFontMetrics metrics(chipFont(base));
    const QSize size(metrics.horizontalAdvance(text) + 14, metrics.height() + 4);
    known.insert(key, new QSize(size));
    return size;
}

static void paintPill(QPainter &painter, const QRect &rect, const QString &text, const ToneColours &tone,
                      const QFont &base)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tone.ground);
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    painter.setPen(tone.text);
    painter.setFont(chipFont(base));
    painter.drawText(rect, Qt::AlignCenter, text);
    painter.restore();
}

int paintChip(QPainter &painter, int left, int middle, const QString &text, Tone tone, const QFont &base)
{
    const QSize size = chipSize(text, base);
    paintPill(painter, {left, middle - size.height() / 2, size.width(), size.height()}, text, toneColours(tone), base);
    return size.width();
}

ChipLabel::ChipLabel(QWidget *parent)
    : QLabel(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ChipLabel::setChip(const QString &text, Tone tone)
{
    m_tone = tone;
    setText(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize ChipLabel::sizeHint() const
{
    return chipSize(text(), font());
}

void ChipLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPill(painter, rect(), text(), toneColours(m_tone), font());
}

FilterChip::FilterChip(const QString &text, QWidget *parent)
    : QToolButton(parent)
    , m_words(text)
{
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(text);
}

void FilterChip::setCount(int count)
{
    setText(QStringLiteral("%1 %2").arg(m_words, QLocale().toString(count)));
    setVisible(count > 0 || isChecked());
    updateGeometry();
}

QSize FilterChip::sizeHint() const
{
    return chipSize(text(), font()) + QSize(2, 4);
}

void FilterChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = colours();
    const ToneColours tone = isChecked() ? ToneColours{c.onAccent, c.accent}
        : underMouse()                   ? ToneColours{c.text, c.accentSoft}
                                         : toneColours(Tone::Plain);
    paintPill(painter, rect().adjusted(2, 2, -2, -2), text(), tone, font());
    if (!hasFocus())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(c.accent, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), height() / 2.0, height() / 2.0);
}

} // namespace hsf::ui
