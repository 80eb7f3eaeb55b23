// SPDX-License-Identifier: MIT
#include "ui/mainwindow.h"

#include "ui/changes/changespage.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/contextbutton.h"
#include "ui/curator/curatorpage.h"
#include "ui/library/cataloguedialog.h"
#include "ui/library/exportdialog.h"
#include "ui/library/importdialog.h"
#include "ui/library/librarypane.h"
#include "ui/library/skillspage.h"
#include "ui/library/sourcesdialog.h"
#include "ui/library/syncdialog.h"
#include "ui/memory/memorypage.h"
#include "ui/parts/banner.h"
#include "ui/parts/palette.h"
#include "ui/parts/railbutton.h"
#include "ui/parts/theme.h"
#include "ui/settings/settingspage.h"

#include <QApplication>
#include <QButtonGroup>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace hsf::ui {

namespace {

struct PageWords {
    const char *icon, *name;
};
constexpr PageWords pageWords[] = {
    {"chat", QT_TRANSLATE_NOOP("hsf::ui::MainWindow", "Chat")},       {"skills", QT_TRANSLATE_NOOP("hsf::ui::MainWindow", "Skills")},
    {"changes", QT_TRANSLATE_NOOP("hsf::ui::MainWindow", "Changes")}, {"curator", QT_TRANSLATE_NOOP("hsf::ui::MainWindow", "Curator")},
    {"memory", QT_TRANSLATE_NOOP("hsf::ui::MainWindow", "Memory")},   {"settings", QT_TRANSLATE_NOOP("hsf::ui::MainWindow", "Settings")},
};
constexpr int pageCount = int(std::size(pageWords));

} // namespace

MainWindow::MainWindow(service::Factory &factory, QWidget *parent) : QMainWindow(parent), m_factory(factory)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Hermes Skill Factory"));
    resize(1280, 800);
    m_chat = new ChatPage(factory);
    m_pages = QList<QWidget *>(pageCount, nullptr);
    m_pages[0] = m_chat;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_chat);
    m_banner = new Banner;
    makeRail();
    makeMenus();
    makeStatus();

    connect(m_chat, &ChatPage::settingsRequested, this, [this] { showSettings(&SettingsPage::showModels); });
    connect(m_chat, &ChatPage::lookAroundRequested, this, &MainWindow::lookAroundRequested);
    connect(m_chat, &ChatPage::skillRequested, this, &MainWindow::openSkill);
    connect(m_chat, &ChatPage::importRequested, this, &MainWindow::importSkills);
    connect(m_chat, &ChatPage::changeRequested, this, [this](const ChangeSetId &id) {
        showPage(Page::Changes);
        static_cast<ChangesPage *>(widgetOf(Page::Changes))->showSet(id);
    });
    connect(factory.bench.get(), &service::Workbench::openFailed, this,
            [this](const Error &error) { m_banner->showError(tr("This home could not be opened: %1").arg(error.message)); });
    connectRepairs();
    connect(factory.library.get(), &service::LibraryService::failed, m_banner, &Banner::showError);
    connect(factory.reviews.get(), &service::ReviewService::failed, m_banner, &Banner::showError);
    connect(factory.changes.get(), &service::ChangesService::failed, this, [this](const ChangeSetId &, const QString &sentence) {
        if (page() != Page::Changes) // that page says it itself
            m_banner->showError(sentence);
    });
    connect(factory.changes.get(), &service::ChangesService::heldCountChanged, this, [this](int held) {
        setCount(Page::Changes, m_held = held);
        updateStatus();
    });
    connect(factory.curator.get(), &service::CuratorService::proposalsChanged, this, [this](const auto &proposals, const auto &) {
        setCount(Page::Curator, m_proposals = int(proposals.size()));
        updateStatus();
    });
    connect(factory.chats.get(), &service::ChatService::usageChanged, this, [this](const SessionId &id, const chat::Usage &usage, int) {
        if (m_chat->currentChat() != id)
            return;
        m_spent = usage;
        updateStatus();
    });
    connect(factory.models.get(), &service::ModelService::changed, this, &MainWindow::updateStatus);
    connect(m_chat, &ChatPage::statusChanged, this, &MainWindow::updateStatus);
    setAcceptDrops(true); // a folder or a zip, on the Skills page
    restoreWindow();
    updateStatus();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeRail()
{
    auto *centre = new QWidget;
    auto *row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *rail = new QWidget;
    rail->setObjectName(QStringLiteral("rail"));
    rail->setAccessibleName(tr("Pages"));
    auto *column = new QVBoxLayout(rail);
    column->setContentsMargins(6, 10, 6, 10);
    column->setSpacing(4);
    m_rail = new QButtonGroup(this);
    for (int i = 0; i < pageCount; ++i) {
        if (i == pageCount - 1)
            column->addStretch();
        auto *button = new RailButton;
        button->setObjectName(QLatin1StringView("rail") + QLatin1StringView(pageWords[i].name));
        button->setIcon(themedIcon(QLatin1StringView(pageWords[i].icon)));
        button->setIconSize({22, 22});
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setAutoRaise(true);
        button->setMinimumSize(72, 56);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_rail->addButton(button, i);
        column->addWidget(button);
        setCount(Page(i), 0);
    }
    m_rail->button(0)->setChecked(true);
    connect(m_rail, &QButtonGroup::idToggled, this, [this](int id, bool on) { // a screen reader does not click
        if (on && page() != Page(id))
            showPage(Page(id));
    });
    auto *main = new QVBoxLayout;
    main->setContentsMargins(0, 0, 0, 0);
    main->setSpacing(0);
    main->addWidget(m_banner);
    main->addWidget(m_stack, 1);
    row->addWidget(rail);
    row->addLayout(main, 1);
    setCentralWidget(centre);
}

void MainWindow::setCount(Page page, int count)
{
    auto *button = static_cast<QToolButton *>(m_rail->button(int(page)));
    const QString name = tr(pageWords[int(page)].name);
    button->setText(count > 0 ? tr("%1 (%2)").arg(name).arg(count) : name);
    button->setAccessibleName(count > 0 ? tr("%1, %n waiting", nullptr, count).arg(name) : name);
    button->setToolTip(tr("%1 (Ctrl+%2)").arg(name).arg(int(page) + 1));
}

QWidget *MainWindow::widgetOf(Page page)
{
    QWidget *&widget = m_pages[int(page)];
    if (widget)
        return widget;
    service::Factory &f = m_factory;
    switch (page) {
    case Page::Chat:
        break;
    case Page::Skills:
        widget = new SkillsPage(f);
        connect(static_cast<SkillsPage *>(widget), &SkillsPage::messageRequested, this, &MainWindow::openMessage);
        break;
    case Page::Changes: {
        auto *changes = new ChangesPage(*f.changes, *f.settings);
        connect(changes, &ChangesPage::messageRequested, this, &MainWindow::openMessage);
        widget = changes;
        f.changes->refresh();
        break;
    }
    case Page::Curator: {
        auto *curator = new CuratorPage(*f.curator, *f.library);
        connect(curator, &CuratorPage::skillRequested, this, &MainWindow::openSkill);
        widget = curator;
        f.curator->refresh();
        break;
    }
    case Page::Memory:
        widget = new MemoryPage(*f.memory, *f.changes);
        f.memory->refresh();
        break;
    case Page::Settings:
        widget = new SettingsPage(f);
        connect(static_cast<SettingsPage *>(widget), &SettingsPage::reopenRequested, this, &MainWindow::reopenRequested);
        if (m_desktop)
            static_cast<SettingsPage *>(widget)->followDesktop(*m_desktop);
        break;
    }
    m_stack->addWidget(widget);
    return widget;
}

void MainWindow::showPage(Page page)
{
    m_stack->setCurrentWidget(widgetOf(page));
    m_rail->button(int(page))->setChecked(true);
    m_factory.curator->noteActivity();
}

void MainWindow::openSkill(const QString &id)
{
    showPage(Page::Skills);
    static_cast<SkillsPage *>(widgetOf(Page::Skills))->openSkill(id);
}

void MainWindow::openMessage(const SessionId &id, qint64 number)
{
    showPage(Page::Chat);
    m_chat->openMessage(id, number);
}

void MainWindow::openChat(const SessionId &id)
{
    showPage(Page::Chat);
    if (m_chat->currentChat() != id)
        m_chat->openChat(id);
}

void MainWindow::followDesktop(NoticeBus &desktop)
{
    m_desktop = &desktop;
    if (QWidget *settings = m_pages[int(Page::Settings)])
        static_cast<SettingsPage *>(settings)->followDesktop(desktop);
}

MainWindow::Page MainWindow::page() const { return Page(m_pages.indexOf(m_stack->currentWidget())); }

QAction *MainWindow::action(const QString &icon, const QString &text, const QKeySequence &keys, const std::function<void()> &work)
{
    auto *made = new QAction(themedIcon(icon), text, this);
    made->setShortcut(keys);
    connect(made, &QAction::triggered, this, [work] { work(); });
    addAction(made);
    return made;
}

void MainWindow::makeMenus()
{
    const auto ctrl = [](int key) { return QKeySequence(Qt::CTRL | Qt::Key(key)); };
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(action(QStringLiteral("plus"), tr("&New chat"), ctrl(Qt::Key_N), [this] {
        showPage(Page::Chat);
        m_chat->newChat();
    }));
    file->addAction(action(QStringLiteral("folder"), tr("Choose &workspace …"), {}, [this] { m_chat->chooseWorkspace(); }));
    file->addAction(action(QStringLiteral("eye"), tr("Look &around …"), {}, [this] { Q_EMIT lookAroundRequested(); }));
    file->addSeparator();
    file->addAction(action(QStringLiteral("cross"), tr("&Quit"), QKeySequence::Quit, [] { QApplication::closeAllWindows(); }));
    QMenu *view = menuBar()->addMenu(tr("&View"));
    for (int i = 0; i < pageCount; ++i)
        view->addAction(action(QLatin1StringView(pageWords[i].icon), tr(pageWords[i].name), ctrl(Qt::Key_1 + i), [this, i] { showPage(Page(i)); }));
    view->addSeparator();
    view->addAction(action(QStringLiteral("search"), tr("&Find an action …"), ctrl(Qt::Key_K), [this] { openPalette(); }));
    view->addAction(action(QStringLiteral("chevron-right"), tr("Ne&xt pane"), Qt::Key_F6, [this] { nextPane(1); }));
    view->addAction(action(QStringLiteral("chevron-left"), tr("&Previous pane"), Qt::SHIFT | Qt::Key_F6, [this] { nextPane(-1); }));
    QMenu *chat = menuBar()->addMenu(tr("&Chat"));
    chat->addAction(action(QStringLiteral("edit"), tr("&Write a message"), ctrl(Qt::Key_L), [this] {
        showPage(Page::Chat);
        m_chat->focusComposer();
    }));
    chat->addAction(action(QStringLiteral("stop"), tr("&Stop the answer"), ctrl(Qt::Key_Period), [this] { m_chat->stop(); }));
    chat->addAction(action(QStringLiteral("refresh"), tr("Answer a&gain"), {}, [this] { m_chat->regenerate(); }));
    chat->addAction(action(QStringLiteral("edit"), tr("&Edit my last message …"), Qt::CTRL | Qt::SHIFT | Qt::Key_E, [this] { m_chat->editLast(); }));
    chat->addAction(action(QStringLiteral("file"), tr("&Attach files …"), Qt::CTRL | Qt::SHIFT | Qt::Key_A, [this] { m_chat->attachFiles(); }));
    chat->addSeparator();
    chat->addAction(action(QStringLiteral("search"), tr("&Find in this chat …"), {}, [this] { m_chat->findInChat(); }));
    chat->addAction(action(QStringLiteral("search"), tr("Search all &chats …"), Qt::CTRL | Qt::SHIFT | Qt::Key_F, [this] {
        showPage(Page::Chat);
        m_chat->searchChats();
    }));
    chat->addAction(action(QStringLiteral("chevron-up"), tr("Previous &message"), Qt::ALT | Qt::Key_PageUp, [this] { m_chat->previousMessage(); }));
    chat->addAction(action(QStringLiteral("chevron-down"), tr("Ne&xt message"), Qt::ALT | Qt::Key_PageDown, [this] { m_chat->nextMessage(); }));
    chat->addSeparator();
    addPermissions(*chat);
    chat->addAction(action(QStringLiteral("pin"), tr("&Pin or unpin chat"), {}, [this] { m_chat->pinChat(); }));
    chat->addAction(action(QStringLiteral("folder"), tr("M&ove chat to a folder …"), {}, [this] { m_chat->moveChat(); }));
    chat->addAction(action(QStringLiteral("copy"), tr("Copy chat as Mar&kdown"), {}, [this] { m_chat->copyChat(); }));
    for (const char *format : {"Markdown", "HTML", "JSON"})
        chat->addAction(action(QStringLiteral("save"), tr("Export chat as %1 …").arg(QLatin1StringView(format)), {},
                               [this, format] { m_chat->exportChat(QLatin1StringView(format)); }));
    chat->addSeparator();
    chat->addAction(action(QStringLiteral("edit"), tr("&Rename chat …"), {}, [this] { m_chat->renameChat(); }));
    chat->addAction(action(QStringLiteral("trash"), tr("Move chat to the &trash"), {}, [this] { m_chat->trashChat(); }));
    QMenu *skills = menuBar()->addMenu(tr("&Skills"));
    skills->addAction(action(QStringLiteral("plus"), tr("&Import skills …"), {}, [this] { importSkills(); }));
    skills->addAction(action(QStringLiteral("save"), tr("&Export skills …"), {}, [this] { exportSkills(); }));
    skills->addAction(action(QStringLiteral("refresh"), tr("&Sync with another library …"), {}, [this] { syncSkills(); }));
    skills->addAction(action(QStringLiteral("folder"), tr("S&ources of skills …"), {}, [this] { SourcesDialog::open(*m_factory.library, this); }));
    skills->addAction(action(QStringLiteral("eye"), tr("&What the agent sees …"), {},
                             [this] { CatalogueDialog::open(*m_factory.library, m_chat->currentChat(), this); }));
    QMenu *learn = menuBar()->addMenu(tr("&Learning"));
    learn->addAction(action(QStringLiteral("review"), tr("&Review this chat now"), {}, [this] { m_chat->reviewNow(); }));
    auto *pause = new QAction(themedIcon(QStringLiteral("pause")), tr("&Pause learning"), this);
    pause->setCheckable(true);
    pause->setChecked(m_factory.settings->settings().learning.paused);
    connect(pause, &QAction::toggled, this, [this](bool on) {
        Settings settings = m_factory.settings->settings();
        settings.learning.paused = on;
        m_factory.settings->change(settings);
    });
    connect(m_factory.settings.get(), &service::SettingsService::changed, pause,
            [pause](const Settings &settings) { pause->setChecked(settings.learning.paused); });
    addAction(pause);
    learn->addAction(pause);
    learn->addAction(action(QStringLiteral("curator"), tr("Run the &curator now"), {}, [this] {
        showPage(Page::Curator);
        m_factory.curator->runNow();
    }));
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(action(QStringLiteral("settings"), tr("&Settings"), ctrl(Qt::Key_Comma), [this] { showPage(Page::Settings); }));
}

void MainWindow::importSkills(const QString &path)
{
    auto *dialog = findChild<ImportDialog *>();
    if (!dialog) {
        dialog = new ImportDialog(*m_factory.exchange, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &ImportDialog::skillRequested, this, &MainWindow::openSkill);
        connect(dialog, &ImportDialog::changeRequested, m_chat, &ChatPage::changeRequested);
    }
    dialog->open();
    if (!path.isEmpty())
        dialog->lookInto(path);
}

void MainWindow::syncSkills()
{
    auto *dialog = new SyncDialog(*m_factory.sync, *m_factory.settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SyncDialog::changesRequested, this, [this] { showPage(Page::Changes); });
    dialog->open();
}

/// The skill that is open in the Skills page is meant, unless the person ticks others.
void MainWindow::exportSkills()
{
    QStringList ids;
    for (const service::SkillRow &row : m_factory.library->rows()) {
        if (!row.entry.archived && row.entry.source.isEmpty())
            ids << row.entry.id.toString();
    }
    const QWidget *skills = m_pages[int(Page::Skills)];
    const auto *pane = skills ? skills->findChild<LibraryPane *>() : nullptr;
    auto *dialog = new ExportDialog(*m_factory.exchange, ids, pane ? QStringList{pane->selected()} : QStringList(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::openPalette()
{
    auto *palette = new Palette(actions(), this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->move(mapToGlobal(QPoint((width() - palette->width()) / 2, 80)));
    palette->show();
    palette->findChild<QWidget *>(QStringLiteral("paletteWords"))->setFocus();
}

// F6 goes through the parts of the page that can hold the focus and were given a name: lists, the conversation, editors.
void MainWindow::nextPane(int step)
{
    QList<QWidget *> panes;
    for (QWidget *widget : m_stack->currentWidget()->findChildren<QWidget *>())
        if (widget->isVisible() && widget->inherits("QAbstractScrollArea") && widget->focusPolicy() != Qt::NoFocus && !widget->inherits("QScrollArea"))
            panes.append(widget);
    if (panes.isEmpty())
        return;
    const auto now = panes.indexOf(QApplication::focusWidget());
    panes.at((now + step + panes.size()) % panes.size())->setFocus(Qt::TabFocusReason);
}

void MainWindow::showSettings(void (SettingsPage::*part)())
{
    showPage(Page::Settings);
    (static_cast<SettingsPage *>(widgetOf(Page::Settings))->*part)();
}

// Each word of the status bar opens the place it is about.
void MainWindow::makeStatus()
{
    const auto link = [this](QToolButton *button, const char *name, const QString &tip, auto go) {
        if (name)
            button->setObjectName(QLatin1StringView(name));
        button->setToolTip(tip);
        button->setAutoRaise(true);
        setTextScale(*button, 0.92);
        setDim(*button);
        connect(button, &QToolButton::clicked, this, go);
        return button;
    };
    m_model = link(new QToolButton, "statusModel", tr("The model that answers; opens its settings"), [this] { showSettings(&SettingsPage::showModels); });
    m_usage = link(new QToolButton, "statusUsage", tr("What this chat took so far; opens what it was for"), [this] { m_chat->contextButton().showParts(); });
    m_waiting = link(new QToolButton, "statusWaiting", tr("What waits for your decision; opens it"),
                     [this] { showPage(m_held == 0 && m_proposals > 0 ? Page::Curator : Page::Changes); });
    QToolButton *review = link(&m_chat->reviewDistance(), nullptr, tr("When a review looks at this chat; opens its settings"),
                               [this] { showSettings(&SettingsPage::showLearning); });
    setDim(m_chat->contextButton());
    auto *room = new QWidget;
    statusBar()->addWidget(m_model);
    statusBar()->addWidget(&m_chat->contextButton());
    statusBar()->addWidget(m_usage);
    addPermissionsWord();
    statusBar()->addWidget(review);
    statusBar()->addWidget(room, 1);
    statusBar()->addPermanentWidget(m_waiting);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(8, 0, 8, 0);
    m_chat->contextButton().setVisible(m_chat->contextButton().meter().parts.total() > 0);
}

void MainWindow::updateStatus()
{
    const QString model = m_factory.models->displayName();
    m_model->setText(model.isEmpty() ? tr("no model") : model);
    const QString cost = costWords(service::costOf(m_spent, m_chat->contextButton().meter().price));
    const QString tokens = tr("%1 in, %2 out").arg(tokenWords(m_spent.inputTokens), tokenWords(m_spent.outputTokens));
    m_usage->setText(cost.isEmpty() ? tr("%1 tokens").arg(tokens) : tr("%1 tokens · %2").arg(tokens, cost));
    m_usage->setVisible(m_spent.inputTokens + m_spent.outputTokens > 0);
    const int waiting = m_held + m_proposals;
    m_waiting->setText(waiting == 0 ? tr("nothing waits for you") : tr("%n waiting for you", nullptr, waiting));
}

void MainWindow::setLookAround()
{
    setWindowTitle(tr("Hermes Skill Factory — a look around"));
    m_banner->showWarning(tr("This is a replay: the model's words are recorded. Everything else really happens, in a sample library of its own; "
                             "yours is not touched. Press Send to begin."));
}

void MainWindow::comeToFront(const QByteArray &activationToken)
{
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken); // where Qt's platform plugin looks for it
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

QString MainWindow::stateFile() const { return m_factory.bench->home().state + QStringLiteral("/window.ini"); }

void MainWindow::restoreWindow()
{
    const QSettings state(stateFile(), QSettings::IniFormat);
    restoreGeometry(state.value(QStringLiteral("geometry")).toByteArray());
    if (const QByteArray chat = state.value(QStringLiteral("chat")).toByteArray(); !chat.isEmpty())
        m_chat->restoreState(chat);
}

// What was typed in the editor and not saved is kept aside, but nobody else sees it yet: quitting asks.
bool MainWindow::mayClose()
{
    const auto *skills = static_cast<SkillsPage *>(m_pages[int(Page::Skills)]);
    const QStringList unsaved = skills ? skills->unsaved() : QStringList();
    if (unsaved.isEmpty())
        return true;
    const auto answer = QMessageBox::question(this, tr("Unsaved changes"),
                                              tr("Not saved yet: %1. Close the window? The text is kept and offered again at the next start.")
                                                  .arg(unsaved.join(QStringLiteral(", "))),
                                              QMessageBox::Close | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer == QMessageBox::Cancel)
        showPage(Page::Skills);
    return answer == QMessageBox::Close;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayClose())
        return event->ignore();
    QSettings state(stateFile(), QSettings::IniFormat);
    state.setValue(QStringLiteral("geometry"), saveGeometry());
    state.setValue(QStringLiteral("chat"), m_chat->saveState());
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (page() == Page::Skills && !ImportDialog::pathOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    importSkills(ImportDialog::pathOf(*event->mimeData()));
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate)
        m_factory.curator->noteActivity();
    return QMainWindow::event(event);
}

} // namespace hsf::ui
