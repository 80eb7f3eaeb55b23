// SPDX-License-Identifier: MIT
#include "ui/parts/glyphsheet.h"

#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hsf::ui {

GlyphSheet::GlyphSheet(const QFont &font, qreal column)
    : m_font(QRawFont::fromFont(font))
    , m_column(column)
    , m_glyphs(plainTo - plainFrom)
{
    if (!m_font.isValid())
        return;
    const auto lookUp = [this](QChar c) {
        quint32 glyph = 0;
        int count = 1;
        return m_font.glyphIndexesForChars(&c, 1, &glyph, &count) && count == 1 ? glyph : 0;
    };
    for (int code = plainFrom; code < plainTo; ++code) {
        if (const QChar c(code); c.isPrint() && c.category() != QChar::Other_Format)
            m_glyphs[size_t(code - plainFrom)] = lookUp(c);
    }
    for (const QChar c : u"−–—…•→‘’“”⋯▾"_s)
        m_marks.emplace_back(c, lookUp(c));
}

quint32 GlyphSheet::glyphOf(QChar c) const
{
    const int code = c.unicode();
    if (code >= plainFrom && code < plainTo)
        return m_glyphs[size_t(code - plainFrom)];
    const auto found = std::ranges::find(m_marks, c, &std::pair<QChar, quint32>::first);
    return found == m_marks.end() ? 0 : found->second;
}

GlyphSheet::Ink &GlyphSheet::inkOf(QRgb colour)
{
    if (m_last < m_inks.size() && m_inks[m_last].colour == colour)
        return m_inks[m_last];
    const auto found = std::ranges::find(m_inks, colour, &Ink::colour);
    m_last = size_t(found - m_inks.begin());
    if (found == m_inks.end())
        m_inks.push_back({colour, {}, {}});
    return m_inks[m_last];
}

bool GlyphSheet::add(QRgb colour, const QPointF &baseline, QStringView text)
{
    const auto isPlain = [this](QChar c) { return c == u' ' || glyphOf(c) != 0; };
    if (!m_font.isValid() || !std::ranges::all_of(text, isPlain))
        return false;
    Ink &ink = inkOf(colour);
    QPointF place = baseline;
    for (const QChar c : text) {
        if (c != u' ') {
            ink.glyphs.append(glyphOf(c));
            ink.places.append(place);
        }
        place.rx() += m_column;
    }
    return true;
}

void GlyphSheet::draw(QPainter &painter)
{
    for (Ink &ink : m_inks) {
        if (ink.glyphs.isEmpty())
            continue;
        QGlyphRun run;
        run.setRawFont(m_font);
        run.setRawData(ink.glyphs.constData(), ink.places.constData(), int(ink.glyphs.size()));
        painter.setPen(QColor::fromRgb(ink.colour));
        painter.drawGlyphRun({}, run);
        ink.glyphs.clear(); // keeps its room for the next view
        ink.places.clear();
    }
    if (m_inks.size() > 64) // of other themes and files
        m_inks.clear();
}

} // namespace hsf::ui
