// SPDX-License-Identifier: MIT
//
// The whole product as a person has it before them: the real window on a real home in a folder with a space in its
// name, a workspace, and a model that speaks from a script over HTTP.
#pragma once
#include "models/skillmodel.h"
#include "support/scriptedserver.h"
#include "ui/changes/lastchangepane.h"
#include "ui/changes/setview.h"
#include "ui/chat/approvalcard.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/composer.h"
#include "ui/library/librarypane.h"
#include "ui/mainwindow.h"
#include "ui/parts/diffview.h"

#include "../ui/homefixture.h"

#include <QDirIterator>
#include <QListView>
#include <QProcess>
#include <QPushButton>

namespace hsf::test {

using namespace Qt::StringLiterals;

class OpenWindow
{
public:
    OpenWindow()
    {
        QDir().mkpath(workspace);
        settings.model = {server.baseUrl(), u"scripted"_s};
        settings.learning.skillInterval = 2;
        settings.learning.memoryInterval = 0;
        settings.workspace = workspace;
    }
    ~OpenWindow()
    {
        window.reset();
        factory.reset();
    }

    /// Before the window opens: what the home holds already.
    template <class F> void given(const Clock &clock, F fill)
    {
        auto stores = service::Stores::open(home, settings, clock);
        if (!stores)
            qFatal("%s", qPrintable(stores.error().message));
        fill(**stores);
    }
    void open(std::unique_ptr<Clock> clock = nullptr)
    {
        if (const auto saved = service::saveSettings(home, settings); !saved)
            qFatal("%s", qPrintable(saved.error().message));
        service::FactoryOptions options;
        options.clock = std::move(clock);
        options.backgroundTimers = false;
        factory = std::move(*service::Factory::build(home, std::move(options)));
        auto &reviews = *factory->reviews;
        const auto tell = [this](const QString &what) {
            return [this, what](const SessionId &, const changes::ChangeSet &set) {
                news.append(what + u' ' + set.skills().join(u' '));
                sets.append(set);
            };
        };
        QObject::connect(&reviews, &service::ReviewService::skillCreated, &reviews, tell(u"created"_s));
        QObject::connect(&reviews, &service::ReviewService::skillPatched, &reviews, tell(u"patched"_s));
        QObject::connect(&reviews, &service::ReviewService::changeHeld, &reviews, tell(u"held"_s));
        QObject::connect(&reviews, &service::ReviewService::reviewFinished, &reviews,
                         [this](const review::ReviewRecord &record) { news.append(u"finished: "_s + record.state); });
        window = std::make_unique<ui::MainWindow>(*factory);
        window->show();
    }

    // What the person does
    void say(const QString &text)
    {
        chat<ui::Composer>("composer").setPlainText(text);
        chat<QPushButton>("sendButton").click();
    }
    void go(const char *railButton) { child<QAbstractButton>(*window, railButton)->click(); }
    void choose(QAbstractItemView &view, const QModelIndex &index)
    {
        view.scrollTo(index);
        view.setCurrentIndex(index);
    }

    // What the person sees
    template <class T> T &chat(const char *name) { return *child<T>(window->chatPage(), name); }
    template <class T> T &onPage(ui::MainWindow::Page page, const char *name)
    {
        return *child<T>(*window->widgetOf(page), name);
    }
    /// The card that asks for a call of this tool; nullptr: none does.
    ui::ApprovalCard *card(const QString &tool) const
    {
        for (auto *card : window->chatPage().findChildren<ui::ApprovalCard *>())
            if (card->isVisible() && card->request().tool == tool)
                return card;
        return nullptr;
    }
    QModelIndex rowBesideTheChat(const QString &skill)
    {
        const auto &list = chat<QListView>("libraryList");
        for (int row = 0; row < list.model()->rowCount(); ++row)
            if (list.model()->index(row, 0).data(models::SkillModel::IdRole).toString() == skill)
                return list.model()->index(row, 0);
        return {};
    }
    ui::SetView &lastChange() { return *child<ui::SetView>(chat<ui::LastChangePane>("lastChangePane"), "setView"); }
    ui::SetView &changeOnPage() { return onPage<ui::SetView>(ui::MainWindow::Page::Changes, "setView"); }

    // What lies on disk and in the history
    QString folderOf(const QString &skill) const { return home.defaultLibrary() + u'/' + skill; }
    static QByteArray bytes(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(missing)");
    }
    QByteArray skill(const QString &id, const QString &file = u"SKILL.md"_s) const
    {
        return bytes(folderOf(id) + u'/' + file);
    }
    static QMap<QString, QByteArray> filesBelow(const QString &folder)
    {
        QMap<QString, QByteArray> all;
        QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QFileInfo info = files.nextFileInfo();
            all.insert(info.filePath().sliced(folder.size()) + (info.isExecutable() ? u" (runs)"_s : QString()),
                       bytes(info.filePath()));
        }
        return all;
    }
    QByteArray git(const QStringList &arguments) const
    {
        QProcess process;
        process.start(u"git"_s, QStringList{u"--git-dir="_s + home.history()} + arguments);
        process.waitForFinished();
        return process.readAllStandardOutput();
    }
    /// Asked on the io thread, as the services do.
    template <class F> auto stores(F question) const
    {
        auto job = factory->bench->io(std::move(question));
        job.waitForFinished();
        return job.result();
    }

private:
    QTemporaryDir m_folder{QDir::tempPath() + u"/hsf loop XXXXXX"_s};

public:
    ScriptedServer server;
    const Home home = Home::under(m_folder.filePath(u"a home"_s));
    const QString workspace = m_folder.filePath(u"my work"_s);
    Settings settings;
    QStringList news; ///< of reviews, in the order they came
    QList<changes::ChangeSet> sets; ///< the sets of that news
    std::unique_ptr<service::Factory> factory;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace hsf::test
