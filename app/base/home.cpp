// SPDX-License-Identifier: MIT
#include "base/home.h"

#include <QStandardPaths>

namespace hsf {

static QString xdg(const char *variable, const QString &fallbackBelowHome)
{
    const QString set = qEnvironmentVariable(variable);
    // The specification says that a relative path is to be ignored.
    const QString base = QDir::isAbsolutePath(set) ? set : QDir::homePath() + QLatin1Char('/') + fallbackBelowHome;
    return base + QStringLiteral("/hermes-skill-factory");
}

Home Home::standard()
{
    return {xdg("XDG_DATA_HOME", QStringLiteral(".local/share")), xdg("XDG_CONFIG_HOME", QStringLiteral(".config")),
            xdg("XDG_STATE_HOME", QStringLiteral(".local/state")), xdg("XDG_CACHE_HOME", QStringLiteral(".cache"))};
}

Home Home::under(const QString &folder)
{
    const QString root = QDir::cleanPath(QDir(folder).absolutePath());
    return {root + QStringLiteral("/data"), root + QStringLiteral("/config"), root + QStringLiteral("/state"),
            root + QStringLiteral("/cache")};
}

Result<> Home::ensure() const
{
    for (const QString &folder : {data, config, state, cache}) {
        if (!QDir().mkpath(folder))
            return fail(Error::Kind::Storage,
                        QStringLiteral("cannot make the folder %1; choose another place with --home").arg(folder));
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    return {};
}

} // namespace hsf
