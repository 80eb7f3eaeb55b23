// SPDX-License-Identifier: MIT
#include "ui/memory/memorypage.h"
#include "ui/parts/banner.h"
#include "ui/parts/theme.h"

#include "../homefixture.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;

class TestMemoryPage : public QObject
{
    Q_OBJECT
    struct Page {
        Page()
            : widget(*home.factory->memory, *home.factory->changes)
        {
            widget.resize(1000, 700);
            widget.show();
        }
        QByteArray file(const QString &name) const
        {
            QFile file(home.home().memories() + u'/' + name);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
        void remember(const QString &text)
        {
            child<QPlainTextEdit>(widget, "memoryText")->setPlainText(text);
            child<QPushButton>(widget, "memorySave")->click();
        }
        QListView &list() { return *child<QListView>(widget, "memoryList"); }
        test::HomeFixture home;
        MemoryPage widget;
    };
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {}); }

    void rememberEditForgetUndo()
    {
        Page page;
        page.remember("Tests run with ctest.");
        QTRY_COMPARE(page.list().model()->rowCount(), 1);
        QTRY_VERIFY(page.file("MEMORY.md").contains("Tests run with ctest."));
        QTRY_COMPARE(child<QPlainTextEdit>(page.widget, "memoryText")->toPlainText(), "");
        QTRY_VERIFY(child<QLabel>(page.widget, "memoryMeterText")->text().startsWith("2"));

        page.list().setCurrentIndex(page.list().model()->index(0, 0));
        child<QPushButton>(page.widget, "memoryEdit")->click();
        page.remember("Tests run with ninja test.");
        QTRY_COMPARE(page.list().model()->index(0, 0).data().toString(), "Tests run with ninja test.");
        QCOMPARE(page.list().model()->rowCount(), 1);

        page.list().setCurrentIndex(page.list().model()->index(0, 0));
        child<QPushButton>(page.widget, "memoryForget")->click();
        QTRY_COMPARE(page.list().model()->rowCount(), 0);
        auto *banner = child<Banner>(page.widget, "banner");
        QTRY_VERIFY(banner->isVisible() && !banner->actions().isEmpty() && page.file("MEMORY.md").isEmpty());
        banner->actions().last()->trigger();
        QTRY_COMPARE(page.list().model()->rowCount(), 1);
        QVERIFY(page.file("MEMORY.md").contains("ninja test"));
    }
    void whatDoesNotFitIsSaidAndKept()
    {
        Page page;
        const QString tooLong = QString("many words ").repeated(300).trimmed();
        page.remember(tooLong);
        auto *banner = child<Banner>(page.widget, "banner");
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(!banner->text().isEmpty());
        QCOMPARE(child<QPlainTextEdit>(page.widget, "memoryText")->toPlainText(), tooLong);
        QCOMPARE(page.list().model()->rowCount(), 0);
    }
    void theTwoListsAreApart()
    {
        Page page;
        child<QPlainTextEdit>(page.widget, "userText")->setPlainText("Prefers short answers.");
        child<QPushButton>(page.widget, "userSave")->click();
        QTRY_COMPARE(child<QListView>(page.widget, "userList")->model()->rowCount(), 1);
        QCOMPARE(page.list().model()->rowCount(), 0);
        QVERIFY(page.file("USER.md").contains("Prefers short answers."));
    }
};
QTEST_MAIN(TestMemoryPage)
#include "tst_memorypage.moc"
