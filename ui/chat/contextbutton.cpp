// SPDX-License-Identifier: MIT
#include "ui/chat/contextbutton.h"

#include "ui/parts/theme.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>

namespace hsf::ui {

namespace {

// One bar: the parts one after another, then what is free.
class PartsBar final : public QWidget
{
public:
    explicit PartsBar(const agent::ContextParts &parts) : m_parts(parts) { setFixedHeight(10); }
    static QList<QColor> inks()
    {
        const Colours &c = colours();
        return {c.dim, c.accent, c.ok, c.warning, c.error};
    }

private:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours().hover);
        painter.drawRoundedRect(rect(), 4, 4);
        const double whole = std::max(m_parts.window, m_parts.total());
        double x = 0;
        const QList<int> sizes{m_parts.system, m_parts.catalogue, m_parts.memory, m_parts.tools, m_parts.history};
        for (int i = 0; i < sizes.size() && whole > 0; ++i) {
            const double wide = width() * sizes.at(i) / whole;
            painter.setBrush(inks().at(i));
            painter.drawRect(QRectF(x, 0, wide, height()));
            x += wide;
        }
    }
    agent::ContextParts m_parts;
};

} // namespace

QString tokenWords(qint64 tokens)
{
    if (tokens < 1'000)
        return QString::number(tokens);
    return tokens < 1'000'000 ? QStringLiteral("%1k").arg(double(tokens) / 1e3, 0, 'f', tokens < 100'000 ? 1 : 0)
                              : QStringLiteral("%1M").arg(double(tokens) / 1e6, 0, 'f', 1);
}

QString costWords(const std::optional<double> &cost)
{
    return cost ? QStringLiteral("$%1").arg(*cost, 0, 'f', *cost <= 0 || *cost >= 0.1 ? 2 : *cost >= 0.01 ? 3 : 4) : QString();
}

ContextButton::ContextButton(QWidget *parent) : QToolButton(parent)
{
    setObjectName(QStringLiteral("contextButton"));
    setAutoRaise(true);
    setTextScale(*this, 0.92);
    connect(this, &QToolButton::clicked, this, &ContextButton::showParts);
    setMeter({});
}

void ContextButton::setMeter(const service::ContextMeter &meter)
{
    m_meter = meter;
    setText(tr("Context %1 %").arg(meter.parts.percent()));
    setAccessibleName(tr("Context %1 percent full, %2 of %3 tokens").arg(meter.parts.percent()).arg(meter.parts.total()).arg(meter.parts.window));
    setToolTip(tr("What the model is told with each request, by part, and what it cost"));
    setVisible(meter.parts.total() > 0);
}

void ContextButton::showParts()
{
    auto *card = new QFrame(this, Qt::Popup);
    card->setObjectName(QStringLiteral("contextCard"));
    card->setAttribute(Qt::WA_DeleteOnClose);
    card->setFrameShape(QFrame::StyledPanel);
    auto *grid = new QGridLayout(card);
    grid->setContentsMargins(16, 14, 16, 14);
    grid->setHorizontalSpacing(20);
    int row = 0;
    const auto line = [&](const QString &name, const QString &value, const QColor &ink = {}) {
        auto *label = new QLabel(ink.isValid() ? QStringLiteral("<span style='color:%1'>■</span> %2").arg(ink.name(), name) : name);
        auto *number = new QLabel(value);
        number->setAlignment(Qt::AlignRight);
        grid->addWidget(label, row, 0);
        grid->addWidget(number, row++, 1);
        return label;
    };
    const agent::ContextParts &parts = m_meter.parts;
    setTextScale(*line(tr("Context"), tr("%1 of %2 tokens").arg(tokenWords(parts.total()), tokenWords(parts.window))), 1.0, true);
    grid->addWidget(new PartsBar(parts), row++, 0, 1, 2);
    const QList<QColor> inks = PartsBar::inks();
    line(tr("Instructions"), tokenWords(parts.system), inks.at(0));
    line(tr("Catalogue of skills"), tokenWords(parts.catalogue), inks.at(1));
    line(tr("Memory"), tokenWords(parts.memory), inks.at(2));
    line(tr("Tools"), tokenWords(parts.tools), inks.at(3));
    line(tr("Conversation"), tokenWords(parts.history), inks.at(4));
    auto *hint = new QLabel(tr("From 75 % on, the middle of the conversation is told in short; here all of it stays."));
    hint->setWordWrap(true);
    setDim(*hint);
    setTextScale(*hint, 0.92);
    grid->addWidget(hint, row++, 0, 1, 2);
    setTextScale(*line(tr("Spent"), {}), 1.0, true);
    const auto spent = [&](const QString &name, const chat::Usage &usage) {
        const QString cost = costWords(service::costOf(usage, m_meter.price));
        line(name, tr("%1 in, %2 out").arg(tokenWords(usage.inputTokens), tokenWords(usage.outputTokens)) + (cost.isEmpty() ? QString() : tr(" · %1").arg(cost)));
    };
    if (m_meter.turn != chat::Usage())
        spent(tr("Last turn"), m_meter.turn);
    spent(tr("This chat"), m_meter.session);
    spent(tr("Reviews of it"), m_meter.background);
    card->setAccessibleName(tr("Context by part"));
    card->adjustSize();
    // Above the button, and within the window wherever the button stands.
    const int left = mapTo(window(), QPoint(0, 0)).x();
    const int x = std::clamp(left + (width() - card->width()) / 2, 8, std::max(8, window()->width() - card->width() - 8));
    card->move(mapToGlobal(QPoint(x - left, -card->height() - 6)));
    card->show();
}

} // namespace hsf::ui
