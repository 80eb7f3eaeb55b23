// SPDX-License-Identifier: MIT
#include "base/settings.h"

#include <QTest>

using namespace hsf;

class TestSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writtenSettingsReadBackTheSame()
    {
        Settings s;
        s.model = {"http://127.0.0.1:11434/v1", "qwen3", 32'000};
        s.learning.skillInterval = 3;
        s.appearance.theme = AppearanceSettings::Theme::Dark;
        s.sources = {"/tmp/a folder"};
        s.queue = {.heldLimit = 7, .expiryDays = 3};
        s.notices = {.on = true, .answers = false, .changes = false, .words = false};
        QCOMPARE(Settings::fromJson(s.toJson()), Result<Settings>(s));
    }
    void missingKeysKeepTheirDefault() { QCOMPARE(Settings::fromJson({}), Result<Settings>(Settings())); }
    void wrongValuesNameTheirKey()
    {
        const auto read = Settings::fromJson({{"learning", QJsonObject{{"skill_interval", -4}}}});
        QVERIFY(!read);
        QVERIFY2(read.error().message.startsWith("learning.skill_interval"), qPrintable(read.error().message));
        const auto queue = Settings::fromJson({{"queue", QJsonObject{{"held_limit", 0}}}});
        QVERIFY(!queue);
        QVERIFY2(queue.error().message.startsWith("queue.held_limit"), qPrintable(queue.error().message));
    }
};
QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
