// SPDX-License-Identifier: MIT
//
// Settings, Notifications: what the desktop may tell while the window is not in front, and whether it has somebody who
// tells.
#pragma once
#include "service/settingsservice.h"
#include "ui/notify/noticebus.h"

#include <QWidget>

class QCheckBox;
class QLabel;

namespace hsf::ui {

class NoticesForm final : public QWidget
{
    Q_OBJECT
public:
    explicit NoticesForm(service::SettingsService &settings, QWidget *parent = nullptr);
    void setDesktop(NoticeBus::Service service);

private:
    void show(const NoticeSettings &now);
    service::SettingsService &m_settings;
    QCheckBox *m_on;
    QWidget *m_kinds;
    QList<std::pair<QCheckBox *, bool NoticeSettings::*>> m_ticks;
    QLabel *m_desktop;
};

} // namespace hsf::ui
