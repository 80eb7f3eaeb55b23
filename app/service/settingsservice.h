// SPDX-License-Identifier: MIT
//
// The settings in force, and their file.
#pragma once
#include "service/workbench.h"

namespace hsf::service {

class SettingsService : public QObject
{
    Q_OBJECT
public:
    SettingsService(Workbench &bench, const Settings &settings, QObject *parent = nullptr);
    const Settings &settings() const { return m_settings; }
    void change(const Settings &settings);   ///< in force at once, then saved

Q_SIGNALS:
    void changed(const hsf::Settings &settings);
    void failed(const QString &sentence);

private:
    Workbench &m_bench;
    Settings m_settings;
};

} // namespace hsf::service
