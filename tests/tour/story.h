// SPDX-License-Identifier: MIT
//
// The main story, scene by scene, in the real window: a first start without a model, its settings, then a chat in a home with a
// past, the review after it, and every page. Only the model's words are scripted, behind HTTP. Everything a person would press is
// pressed. See script.h for the words.
#pragma once
#include "base/error.h"
#include "service/factory.h"
#include "tour/script.h"
#include "ui/mainwindow.h"

#include <QTemporaryDir>

namespace hsf::test {

class Story;

/// A moment worth a look. `reach` acts and waits until the window shows it; an error says what never came.
struct Scene {
    QString name;
    Result<> (Story::*reach)();
};

class Story
{
public:
    /// In order; each needs the ones before it.
    static QList<Scene> scenes();

    Story();
    ~Story();

    Result<> firstRun();
    Result<> modelIsTested();
    Result<> learningSettings();
    Result<> curatorSettings();
    Result<> appearanceSettings();
    Result<> dataSettings();
    Result<> newChat();
    Result<> answerStreams();
    Result<> fileAsks();
    Result<> commandAsks();
    Result<> answerStands();
    Result<> reviewLearned();
    Result<> skillInEditor();
    Result<> changeWaits();
    Result<> changesDecided();
    Result<> curatorProposes();
    Result<> curatorArchived();
    Result<> memoryHolds();
    Result<> backInChat();
    Result<> chatsAreSearched();
    Result<> questionIsEdited();
    Result<> questionsWait();
    Result<> skillsAreImported();
    Result<> skillsAreExported();
    Result<> librariesMeet();
    Result<> skillIsBegun();
    Result<> permissionsSettings();

    ui::MainWindow &window() { return *m_window; }
    service::Factory &factory() { return *m_factory; }
    ScriptedServer &server() { return m_server; }
    QString workspace() const { return m_workspace; }

    /// As in the settings, in force at once.
    void appear(AppearanceSettings::Theme theme, int textPercent = 100);

private:
    Result<> open(const Home &home, const std::function<void(Settings &)> &edit);
    Result<> settingsTab(const QString &title);
    Result<> wait(const QString &what, const std::function<bool()> &came);
    /// Of those that are seen.
    template <class T> T *find(const char *name) const
    {
        const auto all = m_window->findChildren<T *>(QLatin1StringView(name));
        const auto seen = std::ranges::find_if(all, [](const T *widget) { return widget->isVisible(); });
        return seen == all.end() ? nullptr : *seen;
    }
    Result<> press(const char *button);
    Result<> choose(const QString &action); ///< by the words it begins with; dialogs that are open are closed
    bool isInView(const char *name) const;

    QTemporaryDir m_folder;
    ScriptedServer m_server;
    Gate m_rest, m_slow;
    QString m_workspace;
    std::unique_ptr<service::Factory> m_factory;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace hsf::test
