// SPDX-License-Identifier: MIT
//
// Lines of a list as they were laid out. Most rows are painted again as they were, at each key and for every other reason to
// paint, and shaping their letters is most of what painting them costs.
#pragma once
#include "models/skilllist.h"

#include <QCache>
#include <QFont>
#include <QRgb>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace hsf::ui {

class RowLines
{
public:
    RowLines();
    ~RowLines();

    int widthOf(const QString &name, const QFont &font);
    /// One line in the painter's colour, cut at its end. How wide it came out.
    int paint(QPainter &painter, const QRect &box, const QFont &font, const QString &text);
    /// What a search found, its words in the text's own colour; the first of them is in sight.
    void paintMarked(QPainter &painter, const QRect &box, const QFont &font, const QString &text,
                     const QList<library::SearchMark> &marks);

private:
    struct Key {
        QString text;
        int font = 0; ///< in m_fonts
        int width = 0;
        QRgb colour = 0; ///< of its marks
        QList<std::pair<int, int>> marks;
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed = 0) { return qHashMulti(seed, key.text, key.font, key.width); }
    };
    struct Plain;
    struct Marked;
    const Plain &plain(const QString &text, const QFont &font, int width);
    Marked &marked(const QString &part, const QFont &font, int width, const QList<library::SearchMark> &marks);
    int numberOf(const QFont &font);

    QList<QFont> m_fonts; ///< a plain and a bold one; a font's own key is a sentence, made anew for each question
    QCache<Key, Plain> m_plain;
    QCache<Key, Marked> m_marked;
};

} // namespace hsf::ui
