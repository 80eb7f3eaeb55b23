// SPDX-License-Identifier: MIT
#include "models/providermodels.h"
#include "support/byteserver.h"
#include "support/scriptedserver.h"
#include "support/wirespeech.h"
#include "ui/chat/retrybar.h"
#include "ui/parts/banner.h"
#include "ui/parts/theme.h"
#include "ui/settings/modelspage.h"

#include "../homefixture.h"
#include "../pictures.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::ui;
using hsf::test::child;

class TestModelsPage : public QObject
{
    Q_OBJECT
    struct Page {
        Page()
            : widget(*home.factory)
        {
            widget.resize(900, 1000);
            widget.show();
        }
        void type(const char *field, const QString &text)
        {
            auto *edit = child<QLineEdit>(widget, field);
            edit->setFocus();
            edit->selectAll();
            QTest::keyClicks(edit, text);
            Q_EMIT edit->editingFinished();
        }
        void press(const char *button) { child<QPushButton>(widget, button)->click(); }
        QString said() { return child<Banner>(widget, "modelAnswer")->text(); }
        QString main() { return child<QLabel>(widget, "mainModelLine")->text(); }
        QAbstractItemModel &models() { return *child<QTreeView>(widget, "modelsView")->model(); }
        QStringList names()
        {
            QStringList all;
            for (int row = 0; row < models().rowCount(); ++row)
                all.append(models().index(row, 1).data().toString());
            return all;
        }
        const Settings &settings() { return home.factory->settings->settings(); }
        test::HomeFixture home;
        ModelsPage widget;
    };
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, {}); }

    void aServerIsTypedTestedAndUsed()
    {
        test::ScriptedServer server;
        server.lane(u"test"_s).always(test::say(u"ready"_s));
        Page page;
        QVERIFY(page.main().contains(u"None yet"_s));
        page.press("useModelButton");
        QVERIFY(page.said().contains(u"Which model"_s));
        page.type("baseUrl", u"localhost:11434"_s);
        page.type("model", u"scripted"_s);
        page.press("testButton");
        QVERIFY2(page.said().contains(u"http://"_s), qPrintable(page.said()));
        page.type("baseUrl", server.baseUrl());
        page.press("testButton");
        QTRY_VERIFY_WITH_TIMEOUT(page.said().contains(u"ready"_s), 30'000);
        page.press("useModelButton");
        QCOMPARE(page.settings().model.baseUrl, server.baseUrl());
        QCOMPARE(page.settings().model.model, u"scripted"_s);
        QCOMPARE(page.settings().providers.size(), 1);
        QVERIFY2(page.main().startsWith(u"scripted · 127.0.0.1"_s), qPrintable(page.main()));
        QCOMPARE(child<QListWidget>(page.widget, "providersList")->count(), 1);
    }

    void modelsAreListedSearchedAndMarked()
    {
        test::ByteServer server;
        server.play(test::ByteScript().json(200, R"({"data":[
            {"id":"big/writer","context_length":200000,"pricing":{"prompt":"0.000003","completion":"0.000015"}},
            {"id":"small/thinker","context_length":32000,"pricing":{"prompt":"0.0000001","completion":"0.0000004"}},
            {"id":"small/painter"}]})"));
        Page page;
        page.type("baseUrl", server.baseUrl());
        page.press("listModelsButton");
        QTRY_COMPARE_WITH_TIMEOUT(page.names(), (QStringList{u"big/writer"_s, u"small/painter"_s, u"small/thinker"_s}), 30'000);
        QCOMPARE(page.models().index(0, 2).data().toString(), QLocale().toString(200'000));
        QCOMPARE(page.models().index(0, 3).data().toString(), hsf::models::shownPrice(3));
        page.type("modelSearch", u"small thin"_s);
        QCOMPARE(page.names(), QStringList{u"small/thinker"_s});

        auto *view = child<QTreeView>(page.widget, "modelsView");
        view->setCurrentIndex(page.models().index(0, 1));
        QCOMPARE(child<QLineEdit>(page.widget, "model")->text(), u"small/thinker"_s);
        QCOMPARE(child<QSpinBox>(page.widget, "contextTokens")->value(), 32'000);
        child<QAction>(page.widget, "toggleFavourite")->trigger();
        child<QLineEdit>(page.widget, "modelSearch")->clear();
        QCOMPARE(page.names().first(), u"small/thinker"_s);
        QCOMPARE(page.settings().providers.first().favourites, QStringList{u"small/thinker"_s});

        // What a person knows better stays, also when the provider is asked again.
        child<QSpinBox>(page.widget, "contextTokens")->setValue(64'000);
        page.press("useModelButton");
        QCOMPARE(page.settings().model.contextTokens, 64'000);
        QVERIFY(qAbs(page.settings().model.price.output - 0.4) < 1e-6);
        page.press("listModelsButton");
        QTRY_VERIFY_WITH_TIMEOUT(child<QPushButton>(page.widget, "listModelsButton")->isEnabled(), 30'000);
        QCOMPARE(page.models().index(0, 2).data().toString(), QLocale().toString(64'000));
        page.press("useAuxiliaryButton");
        QCOMPARE(page.settings().auxiliary.model, u"small/thinker"_s);
        page.press("noAuxiliaryButton");
        QVERIFY(!page.settings().auxiliary.isSet());
    }

    void aPresetKnowsItsAddressAndFormat()
    {
        Page page;
        child<QAction>(page.widget, "preset-anthropic")->trigger();
        QCOMPARE(child<QLineEdit>(page.widget, "baseUrl")->text(), u"https://api.anthropic.com/v1"_s);
        QCOMPARE(child<QComboBox>(page.widget, "providerFormat")->currentData().toInt(), int(WireFormat::AnthropicMessages));
        QVERIFY(!child<QSpinBox>(page.widget, "thinkingTokens")->isHidden());
        page.type("model", u"claude-3-haiku-20240307"_s);
        QCOMPARE(child<QSpinBox>(page.widget, "contextTokens")->value(), 200'000);
        page.press("useModelButton");
        QCOMPARE(page.settings().model.format, WireFormat::AnthropicMessages);
        QCOMPARE(page.settings().model.maxOutputTokens, 4'096);
        QVERIFY2(page.main().contains(u"Anthropic"_s) && page.main().contains(u'$'), qPrintable(page.main()));

        child<QAction>(page.widget, "preset-ollama")->trigger();
        QVERIFY(child<QLabel>(page.widget, "providerNote")->text().contains(u"OLLAMA_CONTEXT_LENGTH"_s));
        QVERIFY(!child<QLineEdit>(page.widget, "apiKey")->isEnabled());
        page.press("saveProviderButton");
        QCOMPARE(page.settings().providers.size(), 2);

        // Off the list, and back.
        child<QListWidget>(page.widget, "providersList")->setCurrentRow(0);
        page.press("removeProviderButton");
        QCOMPARE(page.settings().providers.size(), 1);
        QVERIFY(!page.settings().model.isSet());
        child<Banner>(page.widget, "modelAnswer")->actions().last()->trigger();
        QCOMPARE(page.settings().providers.size(), 2);
        QVERIFY(page.settings().model.isSet());
    }

    void aKeyIsNotShownAgainAndIsInNoSettings()
    {
        Page page;
        page.type("baseUrl", u"http://127.0.0.1:9/v1"_s);
        page.type("apiKey", u"sk-not-to-be-seen"_s);
        child<QComboBox>(page.widget, "keyPlace")->setCurrentIndex(1);
        QCOMPARE(child<QLineEdit>(page.widget, "apiKey")->echoMode(), QLineEdit::Password);
        page.press("saveProviderButton");
        QVERIFY(child<QLineEdit>(page.widget, "apiKey")->text().isEmpty());
        QTRY_VERIFY(page.home.factory->models->hasKey(u"http://127.0.0.1:9/v1"_s));
        QTRY_VERIFY(child<QLineEdit>(page.widget, "apiKey")->placeholderText().contains(u"known"_s));
        QVERIFY(!QJsonDocument(page.settings().toJson()).toJson().contains("sk-not-to-be-seen"));
        // Another address has another key.
        page.type("baseUrl", u"http://127.0.0.1:10/v1"_s);
        page.press("saveProviderButton");
        QVERIFY(!page.home.factory->models->hasKey(u"http://127.0.0.1:10/v1"_s));
    }

    void anAddressHasTwoAccounts()
    {
        test::ByteServer server;
        server.play(test::ByteScript().json(200, R"({"data":[{"id":"for-work"}]})"));
        server.play(test::ByteScript().json(200, R"({"data":[{"id":"for-home"},{"id":"for-work"}]})"));
        Page page;
        auto *list = child<QListWidget>(page.widget, "providersList");
        const auto hasKey = [&](int at) { return page.home.factory->models->hasKey(service::placeOf(page.settings().providers.at(at))); };
        child<QComboBox>(page.widget, "keyPlace")->setCurrentIndex(1);
        QVERIFY(!child<QPushButton>(page.widget, "addAccountButton")->isEnabled()); // of what?
        page.type("baseUrl", server.baseUrl());
        page.type("providerName", u"Work"_s);
        page.type("apiKey", u"key-of-work"_s);
        page.press("saveProviderButton");
        page.press("addAccountButton");
        QCOMPARE(child<QLineEdit>(page.widget, "baseUrl")->text(), server.baseUrl());
        QCOMPARE(child<QLineEdit>(page.widget, "providerName")->text(), u"Work (2)"_s);
        QVERIFY(!child<QLineEdit>(page.widget, "apiKey")->placeholderText().contains(u"known"_s)); // the other one's is not its
        QCOMPARE(list->count(), 1); // not yet saved
        page.type("providerName", u"Home"_s);
        page.type("apiKey", u"key-of-home"_s);
        page.press("saveProviderButton");
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->item(1)->text(), u"Home"_s);
        QTRY_VERIFY(hasKey(0) && hasKey(1));

        // Each lists and chooses for itself.
        list->setCurrentRow(0);
        page.press("listModelsButton");
        QTRY_COMPARE_WITH_TIMEOUT(page.names(), QStringList{u"for-work"_s}, 30'000);
        list->setCurrentRow(1);
        QCOMPARE(page.names(), QStringList());
        page.press("listModelsButton");
        QTRY_COMPARE_WITH_TIMEOUT(page.names(), (QStringList{u"for-home"_s, u"for-work"_s}), 30'000);
        QVERIFY(server.requests().at(0).raw.contains("key-of-work") && !server.requests().at(0).raw.contains("key-of-home"));
        QVERIFY(server.requests().at(1).raw.contains("key-of-home") && !server.requests().at(1).raw.contains("key-of-work"));
        page.type("model", u"for-home"_s);
        page.press("useModelButton");
        QVERIFY2(page.main().startsWith(u"for-home · Home"_s), qPrintable(page.main()));
        list->setCurrentRow(0);
        page.type("model", u"for-work"_s);
        page.press("useAuxiliaryButton");
        QCOMPARE(page.settings().auxiliary.account, QString());
        QVERIFY(page.settings().model.account != page.settings().auxiliary.account);

        // Another name is no other account; two of one name would be told apart by nothing.
        page.type("providerName", u"Home"_s);
        page.press("saveProviderButton");
        QCOMPARE(list->item(0)->text(), u"Home (2)"_s);
        QVERIFY(hasKey(0));
        // An address that is there already, typed once more.
        child<QAction>(page.widget, "preset-custom")->trigger();
        page.type("baseUrl", server.baseUrl());
        page.type("providerName", u"Third"_s);
        page.press("saveProviderButton");
        QCOMPARE(list->count(), 3);
        QVERIFY(!hasKey(2));

        // One goes, and its key when that is wished; the other stays as it was.
        list->setCurrentRow(0);
        page.press("removeProviderButton");
        QCOMPARE(list->count(), 2);
        QVERIFY(!page.settings().auxiliary.isSet());
        QVERIFY(page.settings().model.isSet());
        child<QAction>(page.widget, "forgetKey")->trigger();
        QTRY_VERIFY(!page.home.factory->models->hasKey(server.baseUrl()));
        QVERIFY(hasKey(0));
        QCOMPARE(page.settings().providers.at(0).name, u"Home"_s);
        QVERIFY(!QJsonDocument(page.settings().toJson()).toJson().contains("key-of"));
        test::look(page.widget, u"models-accounts"_s);
    }

    void aProxyIsAskedForWhatItNeeds()
    {
        Page page;
        child<QComboBox>(page.widget, "proxyKind")->setCurrentIndex(int(ProxySettings::Kind::Http));
        page.press("saveProxyButton");
        QVERIFY(child<Banner>(page.widget, "proxyAnswer")->text().contains(u"Which proxy"_s));
        page.type("proxyHost", u"proxy.example.com"_s);
        page.type("proxyUser", u"me"_s);
        page.type("proxyPassword", u"open sesame"_s);
        page.press("saveProxyButton");
        QCOMPARE(page.settings().proxy, (ProxySettings{ProxySettings::Kind::Http, u"proxy.example.com"_s, 8080, u"me"_s}));
        QVERIFY(!QJsonDocument(page.settings().toJson()).toJson().contains("open sesame"));
    }

    void everyFieldHasANameToBeFoundBy()
    {
        Page page;
        for (const auto *field : page.widget.findChildren<QWidget *>())
            if (field->focusPolicy() & Qt::TabFocus && field->isVisibleTo(&page.widget) && !field->objectName().startsWith(u"qt_"))
                QVERIFY2(!field->objectName().isEmpty(), field->metaObject()->className());
    }

    void theBarCountsDownAndOffersWhatCanBeDone()
    {
        RetryBar bar;
        QSignalSpy retry(&bar, &RetryBar::retryRequested);
        QSignalSpy stop(&bar, &RetryBar::stopRequested);
        QVERIFY(bar.isHidden());
        bar.wait(u"Rate limited"_s, u"The server says: slow down"_s, 7'500'000);
        QVERIFY(!bar.isHidden());
        QVERIFY2(child<QLabel>(bar, "retryTitle")->text().startsWith(u"Rate limited · again in 2 h"_s), qPrintable(child<QLabel>(bar, "retryTitle")->text()));
        child<QPushButton>(bar, "retryStopButton")->click();
        QCOMPARE(stop.size(), 1);
        child<QPushButton>(bar, "retryNowButton")->click();
        QCOMPARE(retry.size(), 1);
        QVERIFY(child<QLabel>(bar, "retryTitle")->text().contains(u"asking again"_s));
        QVERIFY(!child<QPushButton>(bar, "retryNowButton")->isEnabled());
        bar.end();
        QVERIFY(bar.isHidden());
        QCOMPARE(shownWait(12'000), u"12 s"_s);
        QCOMPARE(shownWait(-5), u"0 s"_s);
        QCOMPARE(shownWait(600'000), u"10 min"_s);
    }

    void pictures()
    {
        if (!qEnvironmentVariableIsSet("HSF_PICTURES"))
            return; // nobody asked for them
        test::ByteServer server;
        server.play(test::ByteScript().json(200, R"({"data":[
            {"id":"anthropic/claude-sonnet-4.5","context_length":200000,"pricing":{"prompt":"0.000003","completion":"0.000015"}},
            {"id":"deepseek/deepseek-chat-v3.1","context_length":163840,"pricing":{"prompt":"0.0000002","completion":"0.0000008"}},
            {"id":"nousresearch/hermes-4-70b","context_length":131072,"pricing":{"prompt":"0.00000011","completion":"0.00000038"}},
            {"id":"openai/gpt-5-mini","context_length":400000,"pricing":{"prompt":"0.00000025","completion":"0.000002"}},
            {"id":"qwen/qwen3-coder","context_length":262144},{"id":"z-ai/glm-4.6","context_length":202752}]})"));
        for (const auto theme : {AppearanceSettings::Theme::Light, AppearanceSettings::Theme::Dark}) {
            applyTheme(*qApp, {.theme = theme});
            Page page;
            child<QAction>(page.widget, "preset-anthropic")->trigger();
            page.type("model", u"claude-sonnet-4-5"_s);
            page.press("useModelButton");
            child<QAction>(page.widget, "preset-ollama")->trigger();
            page.press("saveProviderButton");
            child<QAction>(page.widget, "preset-custom")->trigger();
            page.type("providerName", u"OpenRouter"_s);
            page.type("baseUrl", server.baseUrl());
            page.press("listModelsButton");
            QTRY_VERIFY_WITH_TIMEOUT(page.names().size() == 6, 30'000);
            child<QTreeView>(page.widget, "modelsView")->setCurrentIndex(page.models().index(2, 1));
            child<QAction>(page.widget, "toggleFavourite")->trigger();
            page.press("useAuxiliaryButton");
            const QString name = theme == AppearanceSettings::Theme::Dark ? u"dark"_s : u"light"_s;
            page.widget.resize(900, page.widget.sizeHint().height());
            page.widget.grab().save(qEnvironmentVariable("HSF_PICTURES") + u"/models-"_s + name + u".png"_s);
            RetryBar bar;
            bar.wait(u"Rate limited"_s, u"https://api.anthropic.com/v1 answered 429: too many requests; wait a little and try again."_s, 12'400);
            bar.resize(640, bar.sizeHint().height());
            bar.grab().save(qEnvironmentVariable("HSF_PICTURES") + u"/retry-"_s + name + u".png"_s);
        }
    }
};

QTEST_MAIN(TestModelsPage)
#include "tst_modelspage.moc"
