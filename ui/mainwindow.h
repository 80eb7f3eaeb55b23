// SPDX-License-Identifier: MIT
//
// The window: a rail of pages, menus in which every action stands, a status bar. Pages are made when first shown, so that the
// first picture is quick.
#pragma once
#include "service/factory.h"

#include <QMainWindow>

class QButtonGroup;
class QStackedWidget;
class QToolButton;

namespace hsf::ui {

class Banner;
class ChatPage;
class NoticeBus;
class SettingsPage;

class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    enum class Page { Chat, Skills, Changes, Curator, Memory, Settings };
    Q_ENUM(Page)
    explicit MainWindow(service::Factory &factory, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showPage(Page page);
    Page page() const;
    ChatPage &chatPage() const { return *m_chat; }
    /// The page's widget, made when it was not shown before.
    QWidget *widgetOf(Page page);
    /// Labels the window as a replay on a sample home.
    void setLookAround();
    /// Unhides, raises and asks for the keyboard; `activationToken` as Wayland hands it from program to program.
    void comeToFront(const QByteArray &activationToken);
    void openChat(const SessionId &id);
    /// The settings say whether the desktop shows notifications.
    void followDesktop(NoticeBus &desktop);

Q_SIGNALS:
    void lookAroundRequested();
    /// The home is to be closed and opened again, because of a setting.
    void reopenRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    bool event(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeRail();
    void makeMenus();
    void makeStatus();
    void addPermissions(QMenu &menu);
    void addPermissionsWord();
    void showSettings(void (SettingsPage::*part)());
    QAction *action(const QString &icon, const QString &text, const QKeySequence &keys, const std::function<void()> &work);
    void connectRepairs();
    void updateStatus();
    void setCount(Page page, int count);
    void openSkill(const QString &id);
    void openMessage(const SessionId &id, qint64 number);
    bool mayClose();
    void openPalette();
    void importSkills(const QString &path = {});
    void exportSkills();
    void syncSkills();
    void nextPane(int step);
    QString stateFile() const;
    void restoreWindow();

    service::Factory &m_factory;
    ChatPage *m_chat;
    NoticeBus *m_desktop = nullptr;
    Banner *m_banner;
    QStackedWidget *m_stack;
    QButtonGroup *m_rail;
    QList<QWidget *> m_pages;
    QToolButton *m_model, *m_usage, *m_waiting;
    int m_held = 0, m_proposals = 0;
    chat::Usage m_spent;
};

} // namespace hsf::ui
