// SPDX-License-Identifier: MIT
#include "skill/characters.h"

namespace hsf::skill {

bool isHidden(char32_t character)
{
    // Letters by their category, yet without any ink.
    if (character == 0x115F || character == 0x1160 || character == 0x3164 || character == 0xFFA0 || character == 0x2800)
        return true;
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return character >= 0xE0000 && character <= 0xE0FFF;
    }
}

QList<char32_t> codePoints(QStringView text)
{
    QList<char32_t> points;
    points.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        points << (pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t(text[i].unicode()));
        i += pair;
    }
    return points;
}

std::optional<char32_t> firstHidden(QStringView text)
{
    for (const char32_t point : codePoints(text)) {
        if (isHidden(point))
            return point;
    }
    return std::nullopt;
}

QString codePointName(char32_t character)
{
    return QStringLiteral("U+") + QString::number(uint(character), 16).toUpper().rightJustified(4, u'0');
}

} // namespace hsf::skill
