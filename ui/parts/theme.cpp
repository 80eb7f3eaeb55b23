// SPDX-License-Identifier: MIT
//
// Colours → palette, settings → application. The painting of buttons and frames is calmstyle.cpp's.
#include "ui/parts/theme.h"

#include "ui/parts/calmstyle.h"

#include <QAbstractButton>
#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QLabel>
#include <QPalette>
#include <QPixmapCache>
#include <QPointer>
#include <QStyleHints>
#include <QToolTip>
#include <QWidget>

#include <optional>
#include <utility>

namespace hsf::ui {

static QPalette paletteOf(const Colours &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.window);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.dim);
    palette.setColor(QPalette::Button, c.card);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.error);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.onAccent);
    palette.setColor(QPalette::Accent, c.accent);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.card);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Light, c.card);
    palette.setColor(QPalette::Midlight, c.hover);
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Dark, c.line);
    palette.setColor(QPalette::Shadow, c.line);
    // Dim text, not fainter: a switched-off control still has to be read.
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.dim);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.hover);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.dim);
    return palette;
}

static void applyColours(QApplication &app)
{
    QPixmapCache::clear();
    app.setPalette(paletteOf(colours()));
    QToolTip::setPalette(paletteOf(colours()));
}

static Qt::ColorScheme schemeOf(AppearanceSettings::Theme theme)
{
    switch (theme) {
    case AppearanceSettings::Theme::Light:
        return Qt::ColorScheme::Light;
    case AppearanceSettings::Theme::Dark:
        return Qt::ColorScheme::Dark;
    case AppearanceSettings::Theme::System:
        break;
    }
    return Qt::ColorScheme::Unknown;
}

void applyTheme(QApplication &app, const AppearanceSettings &appearance)
{
    static const double systemSize = app.font().pointSizeF() > 0 ? app.font().pointSizeF() : 10.0;
    if (!qobject_cast<CalmStyle *>(app.style())) {
        app.setStyle(new CalmStyle);
        QObject::connect(app.styleHints(), &QStyleHints::colorSchemeChanged, &app, [&app] { applyColours(app); });
    }
    wantScheme(schemeOf(appearance.theme));
    app.styleHints()->setColorScheme(schemeOf(appearance.theme)); // for what is not ours: file dialogs, title bars
    QFont font = app.font();
    font.setPointSizeF(systemSize * std::clamp(appearance.textPercent, 80, 200) / 100.0);
    app.setFont(font);
    applyColours(app);
}

void setWeight(QAbstractButton &button, Weight weight)
{
    button.setProperty(CalmStyle::weightProperty, int(weight));
    button.update();
}

namespace {

// Keeps what a widget wants relative to the application, whatever that becomes.
class Follower final : public QObject
{
public:
    explicit Follower(QWidget &widget)
        : QObject(&widget)
        , m_widget(widget)
    {
        qApp->installEventFilter(this);
    }
    double scale = 1.0;
    bool bold = false;
    std::optional<Ink> ink;
    void apply()
    {
        if (scale != 1.0 || bold) {
            QFont font = QApplication::font();
            font.setPointSizeF(font.pointSizeF() * scale);
            font.setBold(bold);
            m_widget.setFont(font);
        }
        if (ink) {
            QPalette palette = QApplication::palette();
            for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
                palette.setColor(role, colourOf(*ink));
            m_widget.setPalette(palette);
        }
    }
    static QColor colourOf(Ink ink)
    {
        switch (ink) {
        case Ink::Plain:
            return colours().text;
        case Ink::Dim:
            return colours().dim;
        case Ink::Warning:
            return colours().warning;
        case Ink::Error:
            return colours().error;
        }
        Q_UNREACHABLE_RETURN({});
    }
    static Follower &of(QWidget &widget)
    {
        for (QObject *child : widget.children())
            if (auto *found = dynamic_cast<Follower *>(child))
                return *found;
        return *new Follower(widget);
    }

private:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        const bool ours
            = event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::ApplicationPaletteChange;
        if (ours && object == qApp)
            apply();
        return false;
    }
    QWidget &m_widget;
};

} // namespace

void setTextScale(QWidget &widget, double scale, bool bold)
{
    auto &follower = Follower::of(widget);
    follower.scale = scale;
    follower.bold = bold;
    follower.apply();
}

void setInk(QWidget &widget, Ink ink)
{
    auto &follower = Follower::of(widget);
    if (std::exchange(follower.ink, ink) != ink)
        follower.apply();
}

void setDim(QWidget &widget)
{
    setInk(widget, Ink::Dim);
}

QLabel *dimLabel(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    setDim(*label);
    return label;
}

QFont monospaceFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    font.setStyleHint(QFont::Monospace);
    return font;
}

bool reducedMotion()
{
    return !QApplication::isEffectEnabled(Qt::UI_General)
        || QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) == 0;
}

} // namespace hsf::ui
