// SPDX-License-Identifier: MIT
//
// Dispatch only; what a tool does is in the file of its group.
#include "tools/hosttools.h"

#include "tools/changetools.h"
#include "tools/filetools.h"
#include "tools/searchtool.h"
#include "tools/skilltools.h"
#include "tools/terminaltool.h"

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

using Tool = std::function<ToolResult(Desk &, Call &, const QJsonObject &)>;

Tool plain(ToolResult (*tool)(Desk &, Call &))
{
    return [tool](Desk &desk, Call &call, const QJsonObject &) { return tool(desk, call); };
}

const QMap<QString, Tool> &allTools()
{
    static const QMap<QString, Tool> tools{
        {u"memory"_s, memory},
        {u"patch"_s, plain(patchFile)},
        {u"read_file"_s, plain(readFile)},
        {u"search_files"_s, plain(searchFiles)},
        {u"skill_manage"_s, skillManage},
        {u"skill_view"_s, plain(skillView)},
        {u"skills_list"_s, plain(skillsList)},
        {u"terminal"_s, plain(terminal)},
        {u"write_file"_s, plain(writeFile)},
    };
    return tools;
}

} // namespace

struct HostTools::Private {
    explicit Private(HostContext context)
        : desk(std::move(context))
    { }
    Desk desk;
};

HostTools::HostTools(HostContext context)
    : d(std::make_unique<Private>(std::move(context)))
{ }

HostTools::~HostTools() = default;

QList<chat::ToolSpec> HostTools::specs() const
{
    return hostToolSpecs();
}

ToolResult HostTools::call(const chat::ToolCall &call, const OutputSink &output, std::stop_token stop)
{
    if (stop.stop_requested())
        return failure(u"stopped"_s, u"Stopped by the person before it ran."_s);
    const auto tool = allTools().constFind(call.name);
    if (tool == allTools().constEnd()) {
        return failure(u"unknown-tool"_s,
                       u"There is no tool \"%1\". The tools are: %2."_s.arg(
                           call.name, QStringList(allTools().keys()).join(u", "_s)));
    }
    const Result<QJsonObject> json = parseArguments(call.arguments);
    if (!json)
        return failure(json.error());
    Call read{.call = call, .arguments = Arguments(*json), .output = output, .stop = std::move(stop)};
    return (*tool)(d->desk, read, *json);
}

QMap<QString, QString> HostTools::viewed() const
{
    return d->desk.viewed();
}

} // namespace hsf::tools
