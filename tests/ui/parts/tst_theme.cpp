// SPDX-License-Identifier: MIT
#include "ui/parts/theme.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QStyleHints>
#include <QTest>

using namespace hsf;
using namespace hsf::ui;

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingReadHasContrast_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("ground");
        for (const bool dark : {false, true}) {
            const Colours &c = dark ? darkColours() : lightColours();
            const QList<std::pair<const char *, QColor>> grounds{{"window", c.window},
                                                                 {"base", c.base},
                                                                 {"card", c.card},
                                                                 {"hover", c.hover},
                                                                 {"selected", c.accentSoft},
                                                                 {"added", c.added},
                                                                 {"removed", c.removed},
                                                                 {"added word", c.addedMark},
                                                                 {"removed word", c.removedMark},
                                                                 {"glow", c.glow},
                                                                 {"warning", c.warningSoft},
                                                                 {"error", c.errorSoft},
                                                                 {"ok", c.okSoft}};
            const auto row = [&](const char *what, const char *where, const QColor &text, const QColor &ground) {
                QTest::addRow("%s: %s on %s", dark ? "dark" : "light", what, where) << text << ground;
            };
            for (const auto &[where, ground] : grounds)
                row("text", where, c.text, ground);
            for (qsizetype i = 0; i < 7; ++i)
                row("dim", grounds[i].first, c.dim, grounds[i].second);
            for (qsizetype i = 0; i < 3; ++i) {
                row("accent", grounds[i].first, c.accent, grounds[i].second);
                row("warning", grounds[i].first, c.warning, grounds[i].second);
                row("error", grounds[i].first, c.error, grounds[i].second);
                row("ok", grounds[i].first, c.ok, grounds[i].second);
            }
            row("button", "accent", c.onAccent, c.accent);
            row("plus sign", "added", c.addedText, c.added);
            row("minus sign", "removed", c.removedText, c.removed);
            row("warning", "its chip", c.warning, c.warningSoft);
            row("error", "its chip", c.error, c.errorSoft);
            row("ok", "its chip", c.ok, c.okSoft);
            row("accent", "its chip", c.accent, c.accentSoft);
        }
    }
    void everythingReadHasContrast()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, ground);
        QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(QStringLiteral("%1 : 1").arg(contrast(text, ground))));
    }
    void contrastIsAsTheStandardHasIt()
    {
        QCOMPARE(qRound(contrast(Qt::black, Qt::white)), 21);
        QCOMPARE(qRound(contrast(Qt::white, Qt::white)), 1);
        QVERIFY(qAbs(contrast(QColor("#767676"), Qt::white) - 4.54) < 0.01);
    }
    void darkAndLightReachTheWidgets()
    {
        AppearanceSettings appearance;
        QLabel label;
        label.show();
        appearance.theme = AppearanceSettings::Theme::Dark;
        applyTheme(*qApp, appearance);
        QCOMPARE(qApp->palette().color(QPalette::Window), darkColours().window);
        QTRY_COMPARE(label.palette().color(QPalette::WindowText), darkColours().text);
        appearance.theme = AppearanceSettings::Theme::Light;
        applyTheme(*qApp, appearance);
        QTRY_COMPARE(label.palette().color(QPalette::WindowText), lightColours().text);
    }
    void whatAColourSaysIsSaidInTheNewThemeToo()
    {
        AppearanceSettings appearance;
        appearance.theme = AppearanceSettings::Theme::Light;
        applyTheme(*qApp, appearance);
        QLabel rule, warning;
        setInk(rule, Ink::Error);
        setInk(rule, Ink::Dim);
        setInk(warning, Ink::Warning);
        const auto inkOf = [](const QLabel &label) { return label.palette().color(QPalette::WindowText); };
        QCOMPARE(inkOf(rule), lightColours().dim);
        appearance.theme = AppearanceSettings::Theme::Dark;
        applyTheme(*qApp, appearance);
        QTRY_COMPARE(inkOf(rule), darkColours().dim);
        QCOMPARE(inkOf(warning), darkColours().warning);
        setInk(rule, Ink::Error);
        QCOMPARE(inkOf(rule), darkColours().error);
    }
    void textGrowsAndTitlesWithIt()
    {
        AppearanceSettings appearance;
        applyTheme(*qApp, appearance);
        const double before = qApp->font().pointSizeF();
        QLabel title;
        setTextScale(title, 1.5, true);
        appearance.textPercent = 200;
        applyTheme(*qApp, appearance);
        QCOMPARE(qApp->font().pointSizeF(), before * 2);
        QCOMPARE(title.font().pointSizeF(), before * 3);
        appearance.textPercent = 100;
        applyTheme(*qApp, appearance);
        QCOMPARE(qApp->font().pointSizeF(), before);
        QCOMPARE(title.font().pointSizeF(), before * 1.5);
    }
    void everyIconDrawsSomethingInTheColourOfTheText()
    {
        applyTheme(*qApp, {.theme = AppearanceSettings::Theme::Dark});
        const QStringList files = QDir(QStringLiteral(HSF_SOURCE_DIR "/resources/icons")).entryList({"*.svg"});
        QVERIFY(files.size() > 30);
        for (const QString &file : files) {
            const QImage image = themedIcon(file.chopped(4)).pixmap(QSize(40, 40)).toImage();
            bool found = false;
            for (int y = 0; y < image.height() && !found; ++y)
                for (int x = 0; x < image.width() && !found; ++x)
                    found = image.pixelColor(x, y) == darkColours().text;
            QVERIFY2(found, qPrintable(file));
        }
        QVERIFY(themedIcon(QStringLiteral("no-such-icon")).isNull());
    }
};
QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
