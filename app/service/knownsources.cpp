// SPDX-License-Identifier: MIT
//
// Where Hermes, Claude Code, Codex and ~/.agents keep skills.
#include "service/exchange.h"

#include <QDir>
#include <QFileInfo>

namespace hsf::service {

namespace {

struct Elsewhere {
    const char *name, *title, *variable, *folder, *below;
};
constexpr Elsewhere elsewhere[] = {
    {"hermes", "Hermes", "HERMES_HOME", ".hermes", ""},
    {"claude", "Claude Code", "CLAUDE_CONFIG_DIR", ".claude", "/skills"},
    {"codex", "Codex", "CODEX_HOME", ".codex", "/skills"},
    {"agents", "~/.agents", "", ".agents", "/skills"},
};

QString pathOf(const Elsewhere &one, const QString &home)
{
    // A variable of the environment speaks for the person's own home only.
    const QString said = home.isEmpty() && *one.variable ? qEnvironmentVariable(one.variable) : QString();
    const QString base = home.isEmpty() ? QDir::homePath() : home;
    return (said.isEmpty() ? base + u'/' + QLatin1StringView(one.folder) : said) + QLatin1StringView(one.below);
}

/// Active skills below a folder, at most two levels of categories deep.
int skillsBelow(const QString &folder, int depth = 0)
{
    int count = 0;
    for (const QFileInfo &child : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (QFileInfo(child.filePath() + QStringLiteral("/SKILL.md")).isFile())
            ++count;
        else if (depth < 2)
            count += skillsBelow(child.filePath(), depth + 1);
    }
    return count;
}

} // namespace

QList<KnownSource> knownSources(const QString &home)
{
    QList<KnownSource> sources;
    for (const Elsewhere &one : elsewhere) {
        const QString path = pathOf(one, home);
        const QString folder = *one.below ? path : path + QStringLiteral("/skills");
        const KnownSource source{QLatin1StringView(one.name), QLatin1StringView(one.title), path, folder,
                                 skillsBelow(folder)};
        if (source.skills > 0)
            sources << source;
    }
    return sources;
}

std::optional<QString> pathOfSource(const QString &name, const QString &home)
{
    const auto one
        = std::ranges::find(elsewhere, name, [](const Elsewhere &place) { return QLatin1StringView(place.name); });
    return one == std::end(elsewhere) ? std::nullopt : std::optional(pathOf(*one, home));
}

} // namespace hsf::service
