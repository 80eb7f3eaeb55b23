// SPDX-License-Identifier: MIT
//
// Small pills: a fact on a row (painted by delegates), a fact on a page (a label), a filter one can switch (a button).
#pragma once
#include <QLabel>
#include <QToolButton>

namespace hsf::ui {

enum class Tone { Plain, Accent, Ok, Warning, Error };
struct ToneColours {
    QColor text, ground;
};
ToneColours toneColours(Tone tone);

QFont chipFont(const QFont &base);
QSize chipSize(const QString &text, const QFont &base);
/// Painted with its left edge and vertical middle where said; the width it took.
int paintChip(QPainter &painter, int left, int middle, const QString &text, Tone tone, const QFont &base);

class ChipLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit ChipLabel(QWidget *parent = nullptr);
    void setChip(const QString &text, Tone tone = Tone::Plain);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Plain;
};

class FilterChip final : public QToolButton
{
    Q_OBJECT
public:
    FilterChip(const QString &text, QWidget *parent = nullptr);
    void setCount(int count); ///< shown behind the text; nothing to filter: hidden unless ticked
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_words;
};

} // namespace hsf::ui
