// SPDX-License-Identifier: MIT
#include "ui/parts/calmstyle.h"

#include "ui/parts/theme.h"

#include <QAction>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QStatusBar>
#include <QStyleFactory>
#include <QStyleOption>

namespace hsf::ui {

namespace {

Weight weightOf(const QWidget *widget)
{
    return widget ? Weight(widget->property(CalmStyle::weightProperty).toInt()) : Weight::Plain;
}

void rounded(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &edge, qreal width = 1,
             qreal radius = 6)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(edge.isValid() ? QPen(edge, width) : QPen(Qt::NoPen));
    const qreal half = width / 2;
    painter->drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius);
    painter->restore();
}

void drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const Colours &c = colours();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool over = enabled && (option->state & QStyle::State_MouseOver);
    if (weightOf(widget) == Weight::Primary && enabled) {
        const QColor fill = down ? c.accent.darker(115) : over ? c.accent.lighter(108) : c.accent;
        rounded(painter, option->rect, fill, {});
        return;
    }
    const QColor edge = weightOf(widget) == Weight::Danger && enabled ? c.error : c.line;
    rounded(painter, option->rect, !enabled ? c.window : down ? c.accentSoft : over ? c.hover : c.card, edge);
}

QIcon inked(const QIcon &icon, const QSize &size, const QColor &ink)
{
    if (icon.isNull())
        return icon;
    QPixmap pixmap = icon.pixmap(size);
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), ink);
    return pixmap;
}

void drawFocus(QPainter *painter, const QRect &rect)
{
    rounded(painter, rect, {}, colours().accent, 2);
}

// Check boxes and radio buttons: an edge one can see on any ground, the accent when on.
void drawIndicator(QStyle::PrimitiveElement element, const QStyleOption *option, QPainter *painter)
{
    const Colours &c = colours();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool on = option->state & (QStyle::State_On | QStyle::State_NoChange);
    const int side = std::min(option->rect.width(), option->rect.height()) - 1;
    QRect box(0, 0, side, side);
    box.moveCenter(option->rect.center());
    const bool round = element == QStyle::PE_IndicatorRadioButton;
    const QColor accent = enabled ? c.accent : c.dim;
    rounded(painter, box, on ? accent : c.base, on ? accent : c.dim, 1, round ? side / 2.0 : 3);
    if (!on)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(c.onAccent, std::max(1.6, side / 8.0), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](double x, double y) { return QPointF(box.left() + side * x, box.top() + side * y); };
    if (round) {
        painter->setBrush(c.onAccent);
        painter->drawEllipse(at(0.5, 0.5), side * 0.14, side * 0.14);
    } else if (option->state & QStyle::State_NoChange) {
        painter->drawLine(at(0.28, 0.5), at(0.72, 0.5));
    } else {
        painter->drawPolyline(QPolygonF{at(0.24, 0.52), at(0.44, 0.72), at(0.78, 0.3)});
    }
    painter->restore();
}

void drawTab(const QStyleOptionTab *tab, QPainter *painter)
{
    const bool selected = tab->state & QStyle::State_Selected;
    if (tab->state & QStyle::State_MouseOver && !selected)
        rounded(painter, tab->rect.adjusted(2, 4, -2, -4), colours().hover, {});
    if (selected)
        painter->fillRect(QRect(tab->rect.left() + 8, tab->rect.bottom() - 2, tab->rect.width() - 16, 3),
                          colours().accent);
}

void drawProgress(const QStyleOptionProgressBar *bar, QPainter *painter)
{
    const bool busy = bar->maximum <= bar->minimum; // how far is unknown: half strength, all the way
    const double part = busy ? 1.0 : double(bar->progress - bar->minimum) / (bar->maximum - bar->minimum);
    QRect done = bar->rect;
    done.setWidth(int(done.width() * std::clamp(part, 0.0, 1.0)));
    QColor colour = colours().accent;
    colour.setAlphaF(busy ? 0.5f : 1.0f);
    if (done.width() > 0)
        rounded(painter, QStyle::visualRect(bar->direction, bar->rect, done), colour, {}, 1, done.height() / 2.0);
}

void drawScrollBar(const QStyleOptionSlider *bar, QPainter *painter, const QRect &thumb)
{
    if (bar->minimum == bar->maximum)
        return;
    const bool lively = bar->state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const bool vertical = bar->orientation == Qt::Vertical;
    const QRect slim = vertical ? thumb.adjusted(3, 2, -3, -2) : thumb.adjusted(2, 3, -2, -3);
    QColor colour = colours().dim;
    colour.setAlphaF(lively ? 0.8f : 0.4f);
    rounded(painter, slim, colour, {}, 1, 3);
}

void drawChevron(QPainter *painter, const QRect &place, bool up, const QColor &colour)
{
    const QPointF middle = QRectF(place).center();
    const double tip = up ? -2 : 2;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF{middle + QPointF(-3.5, -tip), middle + QPointF(0, tip), middle + QPointF(3.5, -tip)});
    painter->restore();
}

/// A line of text with two small arrows; the one that cannot go further is faint.
void drawSpinBox(const QStyleOptionSpinBox *spin, QPainter *painter, const QRect &up, const QRect &down)
{
    const Colours &c = colours();
    const bool focus = spin->state & QStyle::State_HasFocus;
    if (spin->frame)
        rounded(painter, spin->rect, c.base, focus ? c.accent : c.line, focus ? 2 : 1);
    if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](QStyle::SubControl part, const QRect &place, QAbstractSpinBox::StepEnabledFlag step) {
        const bool can = spin->state & QStyle::State_Enabled && spin->stepEnabled & step;
        if (can && spin->activeSubControls == part && spin->state & QStyle::State_MouseOver)
            rounded(painter, place.adjusted(1, 1, -2, -1), c.hover, {}, 1, 3);
        drawChevron(painter, place, part == QStyle::SC_SpinBoxUp, can ? c.text : c.line);
    };
    arrow(QStyle::SC_SpinBoxUp, up, QAbstractSpinBox::StepUpEnabled);
    arrow(QStyle::SC_SpinBoxDown, down, QAbstractSpinBox::StepDownEnabled);
}

} // namespace

CalmStyle::CalmStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{ }

void CalmStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const Colours &c = colours();
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(option, painter, widget);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
    case PE_IndicatorRadioButton:
        drawIndicator(element, option, painter);
        return;
    case PE_FrameFocusRect:
        drawFocus(painter, option->rect);
        return;
    case PE_PanelButtonTool:
        if (option->state & (State_Sunken | State_On))
            rounded(painter, option->rect, c.accentSoft, {});
        else if (option->state & State_MouseOver && option->state & State_Enabled)
            rounded(painter, option->rect, c.hover, {});
        if (option->state & State_HasFocus)
            drawFocus(painter, option->rect);
        return;
    case PE_FrameLineEdit:
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (element == PE_PanelLineEdit && frame && frame->lineWidth == 0)
            break;
        const bool focus = option->state & State_HasFocus;
        rounded(painter, option->rect, element == PE_PanelLineEdit ? c.base : QColor(), focus ? c.accent : c.line,
                focus ? 2 : 1);
        return;
    }
    case PE_Frame: {
        const bool focus = option->state & State_HasFocus;
        const bool scrolls = widget && widget->inherits("QAbstractScrollArea"); // its ground reaches into the corners
        rounded(painter, option->rect, scrolls ? widget->palette().color(QPalette::Base) : QColor(), focus ? c.accent : c.line,
                focus ? 1.5 : 1);
        return;
    }
    case PE_PanelItemViewItem: {
        // As soft as the rows we paint ourselves; cells of one row join, so only lists have round ends.
        const bool chosen = option->state & State_Selected;
        const bool over = option->state & State_MouseOver && option->state & State_Enabled;
        if (chosen || over)
            rounded(painter, option->rect, chosen ? c.accentSoft : c.hover, {}, 1, widget && widget->inherits("QListView") ? 6 : 0);
        return;
    }
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), c.line);
        return;
    case PE_FrameTabWidget:
    case PE_IndicatorToolBarSeparator:
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void CalmStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    if (element == CE_TabBarTabShape) {
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            return drawTab(tab, painter);
    }
    if (element == CE_Splitter) { // a hair line: the handle is wider than it looks
        const QRect r = option->rect;
        const QRect line = option->state & State_Horizontal ? QRect(r.center().x(), r.top(), 1, r.height())
                                                            : QRect(r.left(), r.center().y(), r.width(), 1);
        painter->fillRect(line, option->state & State_MouseOver ? colours().accent : colours().line);
        return;
    }
    if (element == CE_PushButtonLabel && option->state & State_Enabled && weightOf(widget) != Weight::Plain) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton own = *button;
            const QColor ink = weightOf(widget) == Weight::Primary ? colours().onAccent : colours().error;
            own.palette.setColor(QPalette::ButtonText, ink);
            own.icon = inked(button->icon, button->iconSize, ink);
            return QProxyStyle::drawControl(element, &own, painter, widget);
        }
    }
    if (element == CE_ItemViewItem) {
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem own = *item;
            own.palette.setColor(QPalette::HighlightedText, colours().text); // on the soft ground of what is chosen
            return QProxyStyle::drawControl(element, &own, painter, widget);
        }
    }
    if (element == CE_HeaderLabel) {
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeaderV2 own;
            own.QStyleOptionHeader::operator=(*header);
            own.rect = header->rect.adjusted(6, 0, -2, 0); // in line with the cells
            return QProxyStyle::drawControl(element, &own, painter, widget);
        }
    }
    if (element == CE_ProgressBarGroove) {
        rounded(painter, option->rect, colours().line, {}, 1, option->rect.height() / 2.0);
        return;
    }
    if (element == CE_ProgressBarContents) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            return drawProgress(bar, painter);
    }
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea) {
        painter->fillRect(option->rect, colours().window);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colours().line);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void CalmStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                   const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return drawScrollBar(bar, painter, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
    }
    if (control == CC_SpinBox) {
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            return drawSpinBox(spin, painter, subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget),
                               subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget));
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int CalmStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_SplitterWidth:
        return 17;
    case PM_FocusFrameHMargin: // between an item's edge and its words
        return 6;
    case PM_DefaultFrameWidth:
        if (widget && widget->inherits("QAbstractScrollArea"))
            return 3; // room for the round corners
        return QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return 12;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_ToolBarItemSpacing:
        return 4;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize CalmStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        return {result.width() + 8, std::max(result.height() + 4, 30)};
    case CT_ToolButton:
        if (widget && qobject_cast<QStatusBar *>(widget->parentWidget())) // as low as its words
            return {result.width(), std::min(result.height(), widget->fontMetrics().height() + 6)};
        return {std::max(result.width(), 28), std::max(result.height(), 28)};
    case CT_LineEdit:
    case CT_ComboBox:
        return {result.width(), std::max(result.height() + 4, 30)};
    case CT_TabBarTab:
        return {result.width() + 8, result.height() + 8};
    case CT_ItemViewItem:
        return {result.width(), result.height() + 6};
    case CT_MenuItem:
        return {result.width() + 8, result.height() + 4};
    default:
        return result;
    }
}

// The icons in a field are buttons, and Qt gives them no names.
void CalmStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (!qobject_cast<QLineEdit *>(widget))
        return;
    for (QAction *action : widget->findChildren<QAction *>(Qt::FindDirectChildrenOnly))
        if (action->text().isEmpty())
            action->setText(action->objectName() == u"_q_qlineeditclearaction" ? tr("Clear") : tr("Search"));
}

QRect CalmStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    const bool own = element == SE_LineEditContents && frame && frame->lineWidth > 0; // not the field inside a spin box
    return own ? rect.adjusted(6, 0, -6, 0) : rect;
}

int CalmStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ScrollBar_Transient:
        return 0;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace hsf::ui
