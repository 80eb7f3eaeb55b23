// SPDX-License-Identifier: MIT
#include "tour/story.h"

#include "models/skillmodel.h"
#include "ui/changes/changespage.h"
#include "ui/changes/setview.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/conversationview.h"
#include "ui/library/skillspage.h"
#include "ui/parts/banner.h"
#include "ui/parts/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace hsf::test {

using ui::MainWindow;

QList<Scene> Story::scenes()
{
    return {
        {u"01-first-run"_s, &Story::firstRun},
        {u"02-settings-models"_s, &Story::modelIsTested},
        {u"03-settings-learning"_s, &Story::learningSettings},
        {u"04-settings-curator"_s, &Story::curatorSettings},
        {u"05-settings-appearance"_s, &Story::appearanceSettings},
        {u"06-settings-data"_s, &Story::dataSettings},
        {u"07-chat-new"_s, &Story::newChat},
        {u"08-chat-streaming"_s, &Story::answerStreams},
        {u"09-chat-approval-diff"_s, &Story::fileAsks},
        {u"10-chat-approval-command"_s, &Story::commandAsks},
        {u"11-chat-answer"_s, &Story::answerStands},
        {u"12-chat-review"_s, &Story::reviewLearned},
        {u"13-skills-editor"_s, &Story::skillInEditor},
        {u"14-changes-waiting"_s, &Story::changeWaits},
        {u"15-changes-decided"_s, &Story::changesDecided},
        {u"16-curator-proposals"_s, &Story::curatorProposes},
        {u"17-curator-archive"_s, &Story::curatorArchived},
        {u"18-memory"_s, &Story::memoryHolds},
        {u"19-chat-again"_s, &Story::backInChat},
        {u"20-chat-search"_s, &Story::chatsAreSearched},
        {u"21-chat-edited"_s, &Story::questionIsEdited},
        {u"22-chat-queue"_s, &Story::questionsWait},
        {u"23-import"_s, &Story::skillsAreImported},
        {u"24-export"_s, &Story::skillsAreExported},
        {u"25-sync"_s, &Story::librariesMeet},
        {u"26-new-skill"_s, &Story::skillIsBegun},
        {u"27-settings-permissions"_s, &Story::permissionsSettings},
    };
}

Story::Story() : m_folder(QDir::tempPath() + u"/hsf tour XXXXXX"_s)
{
    scriptTour(m_server, m_rest, m_slow);
    appear(AppearanceSettings::Theme::Light);
}

Story::~Story()
{
    m_rest.open();
    m_slow.open();
    m_window.reset();
    m_factory.reset();
}

void Story::appear(AppearanceSettings::Theme theme, int textPercent)
{
    ui::applyTheme(*qApp, {.theme = theme, .textPercent = textPercent});
}

// ---- acting and waiting ----------------------------------------------------------------------------

Result<> Story::wait(const QString &what, const std::function<bool()> &came)
{
    constexpr int patience = 60'000; // only a story that is broken waits that long
    if (QTest::qWaitFor(came, patience))
        return {};
    const QStringList surprises = m_server.unexpected();
    return fail(Error::Kind::NotFound, u"This was waited for and did not come: %1. %2"_s.arg(what, surprises.join(u' ')));
}

bool Story::isInView(const char *name) const { return find<QWidget>(name) != nullptr; }

Result<> Story::press(const char *name)
{
    const auto ready = [&] {
        const auto *button = find<QAbstractButton>(name);
        return button && button->isEnabled();
    };
    return wait(u"the button "_s + QLatin1StringView(name), ready).transform([&] {
        QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton);
    });
}

Result<> Story::open(const Home &home, const std::function<void(Settings &)> &edit)
{
    m_window.reset();
    m_factory.reset();
    auto settings = service::loadSettings(home);
    if (!settings)
        return std::unexpected(settings.error());
    edit(*settings);
    if (const auto ready = home.ensure().and_then([&] { return service::saveSettings(home, *settings); }); !ready)
        return ready;
    service::FactoryOptions options;
    options.backgroundTimers = false; // the curator runs when it is pressed
    auto factory = service::Factory::build(home, std::move(options));
    if (!factory)
        return std::unexpected(factory.error());
    m_factory = std::move(*factory);
    m_window = std::make_unique<MainWindow>(*m_factory);
    m_window->resize(1280, 800);
    m_window->show();
    m_window->activateWindow();
    return wait(u"a library that is read"_s, [this] { return !m_factory->library->isLoading(); });
}

// ---- a first start ---------------------------------------------------------------------------------

Result<> Story::firstRun()
{
    return open(Home::under(m_folder.filePath(u"first home"_s)), [](Settings &) {}).and_then([this] {
        return wait(u"the three cards"_s, [this] { return isInView("firstRun"); });
    });
}

Result<> Story::modelIsTested()
{
    const auto type = [this] {
        auto *url = find<QLineEdit>("baseUrl");
        auto *model = find<QLineEdit>("model");
        url->clear();
        QTest::keyClicks(url, m_server.baseUrl());
        model->clear();
        QTest::keyClicks(model, u"hermes-4-70b"_s);
    };
    const auto answered = [this] {
        const auto *answer = find<ui::Banner>("modelAnswer");
        return answer && answer->text().contains(u"hermes-4-70b");
    };
    return press("setUpButton")
        .and_then([&] { return wait(u"the model's fields"_s, [this] { return isInView("baseUrl"); }); })
        .transform(type)
        .and_then([&] { return press("testButton"); })
        .and_then([&] { return wait(u"the answer to the test"_s, answered); });
}

Result<> Story::settingsTab(const QString &title)
{
    m_window->showPage(MainWindow::Page::Settings);
    auto *tabs = find<QTabWidget>("settingsTabs");
    if (!tabs)
        return fail(Error::Kind::NotFound, u"The settings have no tabs."_s);
    for (int tab = 0; tab < tabs->count(); ++tab) {
        if (tabs->tabText(tab).remove(u'&') == title) {
            tabs->setCurrentIndex(tab);
            return {};
        }
    }
    return fail(Error::Kind::NotFound, u"The settings have no tab %1."_s.arg(title));
}

Result<> Story::learningSettings() { return press("useModelButton").and_then([this] { return settingsTab(u"Learning"_s); }); }
Result<> Story::curatorSettings() { return settingsTab(u"Curator"_s); }
Result<> Story::appearanceSettings() { return settingsTab(u"Appearance"_s); }
Result<> Story::dataSettings() { return settingsTab(u"Data"_s); }

// ---- a chat in a home with a past ------------------------------------------------------------------

Result<> Story::newChat()
{
    const Home home = Home::under(m_folder.filePath(u"a home"_s));
    const auto past = service::prepareLookAround(home, service::Pace::AtOnce);
    if (!past)
        return std::unexpected(past.error());
    m_workspace = past->workspace;
    const auto opened = open(home, [this](Settings &settings) {
        settings.model = {m_server.baseUrl(), u"hermes-4-70b"_s};
        settings.learning.memoryInterval = 1; // the review after one question looks at both
    });
    const auto typed = [this] { find<QPlainTextEdit>("composer")->insertPlainText(tourQuestion()); }; // keyClicks() knows no "€"
    return opened
        .and_then([&] { return wait(u"the sample's skills"_s, [this] { return m_factory->library->rows().size() >= 6; }); })
        .and_then([&] { return wait(u"the newest chat"_s, [this] { return m_window->chatPage().currentChat().has_value(); }); })
        .and_then([&] {
            const SessionId before = *m_window->chatPage().currentChat();
            return press("newChatButton").and_then([&] {
                return wait(u"an empty chat"_s, [&] { return m_window->chatPage().currentChat() != before; });
            });
        })
        .transform(typed);
}

Result<> Story::answerStreams()
{
    return press("sendButton").and_then([this] {
        return wait(u"half an answer"_s, [this] {
            const auto *conversation = find<ui::ConversationView>("conversation");
            return m_rest.isReached() && conversation && conversation->plainText().contains(u"how lists look here");
        });
    });
}

Result<> Story::fileAsks()
{
    m_rest.open();
    return wait(u"the card of the file"_s, [this] { return isInView("approvalCard"); });
}

Result<> Story::commandAsks()
{
    return press("allowAlwaysButton").and_then([this] {
        return wait(u"the card of the command"_s, [this] { return isInView("approvalCommand"); });
    });
}

Result<> Story::answerStands()
{
    // The review begins at once and is over soon: this scene is the conversation at its end.
    return press("allowOnceButton").and_then([this] {
        return wait(u"the whole answer"_s, [this] {
            const auto *conversation = find<ui::ConversationView>("conversation");
            return conversation && conversation->plainText().contains(u"Huber's habit") && !isInView("stopButton");
        });
    });
}

Result<> Story::reviewLearned()
{
    const auto learned = [this] {
        const auto &model = models::skillModelOf(*m_factory->library);
        return model.markOf(u"payment-matching"_s) == models::SkillMark::New && model.markOf(u"report-tables"_s) == models::SkillMark::Changed
            && !m_factory->reviews->isRunning() && find<ui::ConversationView>("conversation")->plainText().contains(u"patched");
    };
    return wait(u"what the review learned"_s, learned);
}

// ---- every page ------------------------------------------------------------------------------------

Result<> Story::skillInEditor()
{
    m_window->showPage(MainWindow::Page::Skills);
    static_cast<ui::SkillsPage *>(m_window->widgetOf(MainWindow::Page::Skills))->openSkill(u"payment-matching"_s);
    return wait(u"the skill's text"_s, [this] {
        const auto *source = find<QPlainTextEdit>("sourceEdit");
        return source && source->toPlainText().contains(u"Equal amounts prove nothing");
    });
}

Result<> Story::changeWaits()
{
    m_window->showPage(MainWindow::Page::Changes);
    return wait(u"the change that waits"_s, [this] { return isInView("heldList") && isInView("acceptButton"); });
}

Result<> Story::changesDecided()
{
    auto *list = m_window->findChild<QListView *>(u"decidedList"_s);
    auto *tabs = find<QWidget>("changesPage")->findChild<QTabWidget *>();
    tabs->setCurrentIndex(1);
    return wait(u"what was decided"_s, [list] { return list->model()->rowCount() > 0; })
        .transform([list] { list->setCurrentIndex(list->model()->index(0, 0)); })
        .and_then([this] { return wait(u"Undo"_s, [this] { return isInView("undoButton"); }); });
}

Result<> Story::curatorProposes()
{
    Settings settings = m_factory->settings->settings();
    settings.auxiliary = settings.model; // who writes the notes
    m_factory->settings->change(settings);
    m_window->showPage(MainWindow::Page::Curator);
    return press("runNowButton").and_then([this] {
        return wait(u"proposals with a note"_s, [this] {
            const auto *table = find<QTreeView>("proposalsTable");
            if (!table || table->model()->rowCount() == 0 || !find<QAbstractButton>("runNowButton")->isEnabled())
                return false;
            return m_server.requests().last().lane == u"notes";
        });
    }).transform([this] {
        auto *table = find<QTreeView>("proposalsTable");
        table->setCurrentIndex(table->model()->index(0, 0));
    });
}

Result<> Story::curatorArchived()
{
    auto *table = find<QTreeView>("proposalsTable");
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data().toString().contains(u"scan-renaming"))
            table->setCurrentIndex(table->model()->index(row, 0));
    }
    auto *archived = m_window->findChild<QListView *>(u"archivedList"_s);
    return press("approveButton")
        .and_then([&] { return wait(u"a skill in the archive"_s, [&] { return archived->model()->rowCount() == 1; }); })
        .transform([&] {
            find<QWidget>("curatorPage")->findChild<QTabWidget *>()->setCurrentIndex(1);
            archived->setCurrentIndex(archived->model()->index(0, 0));
        });
}

Result<> Story::memoryHolds()
{
    m_window->showPage(MainWindow::Page::Memory);
    return wait(u"what is remembered"_s, [this] {
        const auto lists = m_window->widgetOf(MainWindow::Page::Memory)->findChildren<QListView *>();
        return std::ranges::any_of(lists, [](const QListView *list) { return list->model()->rowCount() >= 2; });
    });
}

Result<> Story::backInChat()
{
    m_window->showPage(MainWindow::Page::Chat);
    return wait(u"the chat"_s, [this] { return isInView("conversation"); });
}

} // namespace hsf::test
