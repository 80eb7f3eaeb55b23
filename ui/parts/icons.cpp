// SPDX-License-Identifier: MIT
//
// Icons of one colour: the drawing says "currentColor", and painting puts in the text's colour of the moment, so that a
// change of theme or of state needs no new icons.
#include "ui/parts/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace hsf::ui {

namespace {

QColor tint(QIcon::Mode mode, QIcon::State state)
{
    if (mode == QIcon::Disabled) {
        QColor faded = colours().dim;
        faded.setAlphaF(0.55f);
        return faded;
    }
    return state == QIcon::On || mode == QIcon::Selected ? colours().accent : colours().text;
}

class ThemedIcon final : public QIconEngine
{
public:
    explicit ThemedIcon(const QString &name)
        : m_name(name)
    { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const QColor colour = tint(mode, state);
        QByteArray drawing = source();
        drawing.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
        QSvgRenderer renderer(drawing);
        painter->save();
        painter->setOpacity(painter->opacity() * colour.alphaF());
        const int side = std::min(rect.width(), rect.height());
        renderer.render(painter,
                        QRectF(rect.center().x() - side / 2.0 + 0.5, rect.center().y() - side / 2.0 + 0.5, side, side));
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        const QString key = QStringLiteral("hsf-%1-%2x%3-%4")
                                .arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(tint(mode, state).name(QColor::HexArgb));
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }
    bool isNull() override { return source().isEmpty(); }
    QString iconName() override { return m_name; }
    QIconEngine *clone() const override { return new ThemedIcon(*this); }

private:
    QByteArray source() const
    {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString m_name;
};

} // namespace

QIcon themedIcon(const QString &name)
{
    return QIcon(new ThemedIcon(name));
}

} // namespace hsf::ui
