// SPDX-License-Identifier: MIT
#include "tools/untrusted.h"

#include "base/text.h"
#include "tools/arguments.h"
#include "tools/words_p.h"
#include "tools/workpath.h"

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

bool isWithinAny(const QString &path, const QStringList &folders)
{
    return std::ranges::any_of(
        folders, [&](const QString &folder) { return !folder.isEmpty() && isWithin(path, resolvedPath(folder)); });
}

/// The page or server a tool of somebody else spoke with, when its arguments say so.
QString addressOf(const QJsonObject &arguments)
{
    for (const QString &key : {u"url"_s, u"uri"_s, u"link"_s, u"query"_s}) {
        if (const QString value = arguments.value(key).toString(); !value.isEmpty())
            return value;
    }
    return {};
}

/// Where a call's answer comes from; empty: from here.
QString sourceOf(const chat::ToolCall &call, const QStringList &trusted)
{
    static const QStringList ours{u"memory"_s,      u"patch"_s,      u"skill_manage"_s,  u"skill_view"_s,
                                  u"skills_list"_s, u"write_file"_s, u"session_search"_s};
    if (ours.contains(call.name))
        return {};
    const Result<QJsonObject> arguments = parseArguments(call.arguments);
    if (call.name == u"terminal")
        return arguments ? Words::tr("the command “%1”").arg(excerpt(arguments->value(u"command"_s).toString(), 60))
                         : Words::tr("a command");
    if (call.name == u"read_file" || call.name == u"search_files") {
        const QString workspace = trusted.value(0);
        const QString asked = arguments ? arguments->value(u"path"_s).toString() : QString();
        const QString path = asked.isEmpty() ? resolvedPath(workspace) : workPath(asked, workspace);
        return isWithinAny(path, trusted) ? QString() : Words::tr("%1, outside the workspace").arg(path);
    }
    const QString address = arguments ? addressOf(*arguments) : QString();
    return address.isEmpty() ? Words::tr("the tool %1").arg(call.name)
                             : Words::tr("%1 (%2)").arg(excerpt(address, 100), call.name);
}

} // namespace

QList<changes::UntrustedText> untrustedTexts(const QList<chat::Message> &messages, const QStringList &trusted)
{
    QHash<QString, QString> sources; // by call
    QList<changes::UntrustedText> texts;
    for (const chat::Message &message : messages) {
        for (const chat::ToolCall &call : message.toolCalls)
            sources.insert(call.id, sourceOf(call, trusted));
        if (message.role != chat::Role::Tool)
            continue;
        // An answer whose call is not there any more is judged by its tool's name.
        const auto known = sources.constFind(message.toolCallId);
        const QString source = known == sources.cend() ? sourceOf({.name = message.toolName}, trusted) : *known;
        if (!source.isEmpty())
            texts.append({source, message.text});
    }
    return texts;
}

} // namespace hsf::tools
