// SPDX-License-Identifier: MIT
#include "skill/fix_p.h"
#include "skill/scan.h"

#include <QCryptographicHash>

#include <algorithm>

namespace hsf::skill {

/// Blanks and commas separate tools, but not inside "Bash(git add:*)".
QStringList toolsOf(const QString &value)
{
    QStringList tools;
    QString tool;
    int depth = 0;
    for (const QChar c : value + u' ') {
        if (depth == 0 && (c.isSpace() || QStringView(u",[]\"'").contains(c))) {
            if (!tool.isEmpty() && tool != u"-")
                tools << tool;
            tool.clear();
            continue;
        }
        depth += c == u'(' ? 1 : c == u')' && depth > 0 ? -1 : 0;
        tool += c;
    }
    return tools;
}

namespace {
QStringList hostsIn(const QByteArray &bytes)
{
    static const QRegularExpression url(QStringLiteral("\\bhttps?://(?:[^\\s/@\"'<>]{0,200}@)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+\\])"),
                                        QRegularExpression::CaseInsensitiveOption);
    if (!bytes.contains("://"))
        return {};
    QStringList hosts;
    for (const auto &match : url.globalMatch(QString::fromUtf8(bytes)))
        hosts << match.captured(1).toLower();
    return hosts;
}

QString scriptOf(const QString &path, const QByteArray &bytes)
{
    return path + u'#' + QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex().first(12));
}

void sortOnce(QStringList &list)
{
    list.sort();
    list.removeDuplicates();
}

QStringList without(const QStringList &after, const QStringList &before)
{
    QStringList fresh;
    std::ranges::set_difference(after, before, std::back_inserter(fresh));
    return fresh;
}
} // namespace

Capabilities capabilities(const SkillFiles &skill)
{
    Capabilities found;
    for (const auto &[path, bytes] : skill.files.asKeyValueRange()) {
        found.networkHosts += hostsIn(bytes);
        if (path.startsWith(QStringLiteral("scripts/")))
            found.scripts << scriptOf(path, bytes);
    }
    for (const QString &path : skill.otherFiles) { // its content was not read, its being there counts
        if (path.startsWith(QStringLiteral("scripts/")))
            found.scripts << path + u'#';
    }
    const QByteArray document = skill.files.value(QStringLiteral("SKILL.md"));
    const bool mayName = document.contains("allowed-tools") || document.contains('\\'); // an escape may spell it
    for (const Field &field : mayName ? parseDocument(document).fields : QList<Field>()) {
        if (field.key == u"allowed-tools")
            found.allowedTools += toolsOf(field.value);
    }
    sortOnce(found.allowedTools);
    sortOnce(found.scripts);
    sortOnce(found.networkHosts);
    return found;
}

Capabilities gained(const Capabilities &before, const Capabilities &after)
{
    return {without(after.allowedTools, before.allowedTools), without(after.scripts, before.scripts), without(after.networkHosts, before.networkHosts)};
}

} // namespace hsf::skill
