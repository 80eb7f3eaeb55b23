// SPDX-License-Identifier: MIT
//
// Plain text of a fixed-pitch font, collected over a whole view and painted colour by colour: a character is looked up once and
// stands in its column, so that nothing is shaped anew at each step of a scroll bar.
#pragma once
#include <QGlyphRun>
#include <QRawFont>
#include <QRgb>

#include <vector>

class QPainter;

namespace hsf::ui {

class GlyphSheet
{
public:
    GlyphSheet() = default;
    GlyphSheet(const QFont &font, qreal column);

    /// Its first character's left end on the baseline, the others a column each behind it. False: this text needs shaping (other
    /// scripts, accents apart from their letter, what the font does not have), and nothing was taken.
    bool add(QRgb ink, const QPointF &baseline, QStringView text);
    void draw(QPainter &painter); ///< what was collected; then there is nothing

private:
    struct Ink {
        QRgb colour = 0;
        QList<quint32> glyphs;
        QList<QPointF> places;
    };
    Ink &inkOf(QRgb colour);
    quint32 glyphOf(QChar c) const; ///< 0: none

    static constexpr int plainFrom = 0x20, plainTo = 0x250; ///< Latin
    QRawFont m_font;
    qreal m_column = 8;
    std::vector<quint32> m_glyphs; ///< of plainFrom …
    std::vector<std::pair<QChar, quint32>> m_marks; ///< what prose has beside letters
    std::vector<Ink> m_inks;
    size_t m_last = 0;
};

} // namespace hsf::ui
