// SPDX-License-Identifier: MIT
//
// The rail as a screen reader finds it: pages to choose from, one of which is the chosen one.
#include "ui/parts/railbutton.h"

#include <QAccessible>
#include <QButtonGroup>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hsf::ui;

class TestRailButton : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onePageOfSeveralIsTheChosenOne()
    {
        QWidget rail;
        QButtonGroup group;
        QList<RailButton *> buttons;
        for (const QString &name : {u"Chat"_s, u"Skills, 2 waiting"_s}) {
            auto *button = new RailButton(&rail);
            button->setAccessibleName(name);
            group.addButton(button);
            buttons.append(button);
        }
        buttons.first()->setChecked(true);
        rail.show();
        const auto access = [&](int at) { return QAccessible::queryAccessibleInterface(buttons.at(at)); };
        QCOMPARE(access(0)->role(), QAccessible::RadioButton);
        QCOMPARE(access(1)->text(QAccessible::Name), u"Skills, 2 waiting"_s);
        QVERIFY(access(0)->state().checkable && access(0)->state().checked && access(0)->state().focusable);
        QVERIFY(!access(1)->state().checked);
        QAccessibleActionInterface *action = access(1)->actionInterface();
        QVERIFY(action->actionNames().contains(QAccessibleActionInterface::pressAction()));
        action->doAction(QAccessibleActionInterface::pressAction());
        QVERIFY(access(1)->state().checked && !access(0)->state().checked);
        action->doAction(QAccessibleActionInterface::pressAction()); // once more does not put it off
        QVERIFY(access(1)->state().checked);
    }
};

QTEST_MAIN(TestRailButton)
#include "tst_railbutton.moc"
