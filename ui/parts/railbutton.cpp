// SPDX-License-Identifier: MIT
#include "ui/parts/railbutton.h"

#include <QAccessibleWidget>

namespace hsf::ui {

namespace {

class RailAccess final : public QAccessibleWidget
{
public:
    explicit RailAccess(RailButton *button)
        : QAccessibleWidget(button, QAccessible::RadioButton, button->text())
    { }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.checkable = true;
        state.checked = button().isChecked();
        return state;
    }
    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString &name) override
    {
        if (name == pressAction())
            button().click();
        else
            QAccessibleWidget::doAction(name);
    }

private:
    RailButton &button() const { return *static_cast<RailButton *>(object()); }
};

QAccessibleInterface *makeRailAccess(const QString &, QObject *object)
{
    auto *button = qobject_cast<RailButton *>(object);
    return button ? new RailAccess(button) : nullptr;
}

} // namespace

RailButton::RailButton(QWidget *parent)
    : QToolButton(parent)
{
    [[maybe_unused]] static const bool known = (QAccessible::installFactory(makeRailAccess), true);
    setCheckable(true);
}

} // namespace hsf::ui
