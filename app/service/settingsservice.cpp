// SPDX-License-Identifier: MIT
#include "service/settingsservice.h"

#include "service/providers.h"

namespace hsf::service {

SettingsService::SettingsService(Workbench &bench, const Settings &settings, QObject *parent)
    : QObject(parent), m_bench(bench), m_settings(settings)
{
}

void SettingsService::change(const Settings &wished)
{
    const Settings settings = withProvidersOfModels(wished);
    if (settings == m_settings)
        return;
    m_settings = settings;
    Q_EMIT changed(settings);
    m_bench.io([settings](Stores &stores) -> Result<> {
        stores.door->setPolicy(policyOf(settings));
        return saveSettings(stores.home, settings);
    }).then(this, [this](const Result<> &saved) {
        if (!saved)
            Q_EMIT failed(saved.error().message);
    });
}

} // namespace hsf::service
