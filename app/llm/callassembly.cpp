// SPDX-License-Identifier: MIT
#include "llm/callassembly.h"

#include "base/ids.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

constexpr int mostCalls = 128;

/// A string of JSON, or, from servers that do not know better, the object itself.
QString argumentsOf(const QJsonObject &function)
{
    const QJsonValue value = function.value(u"arguments"_s);
    return value.isObject() ? QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact))
                            : value.toString();
}

bool isWhole(const QString &arguments)
{
    return arguments.trimmed().endsWith(u'}') && argumentsParse(arguments);
}

} // namespace

std::optional<int> indexIn(const QJsonObject &part, int limit)
{
    const QJsonValue value = part.value(u"index"_s);
    if (value.isUndefined() || value.isNull())
        return -1;
    const int index = value.toInt(-1);
    return index >= 0 && index < limit ? std::optional(index) : std::nullopt;
}

bool argumentsParse(const QString &arguments)
{
    return arguments.trimmed().isEmpty() || QJsonDocument::fromJson(arguments.toUtf8()).isObject();
}

Result<std::optional<chat::ToolCall>> CallAssembly::take(const QJsonObject &fragment)
{
    const std::optional<int> index = indexIn(fragment, mostCalls);
    const QJsonObject function = fragment.value(u"function"_s).toObject();
    const QString id = fragment.value(u"id"_s).toString();
    const QString name = function.value(u"name"_s).toString();
    const QString arguments = argumentsOf(function);
    if (!index || m_calls.size() >= mostCalls) {
        return fail(Error::Kind::Malformed,
                    QCoreApplication::translate("hsf::llm", "a tool call has an impossible number"));
    }

    const qsizetype at = placeFor(*index, id, name, arguments);
    chat::ToolCall &call = m_calls[at];
    if (!name.isEmpty())
        call.name = name; // some servers repeat it with every fragment
    call.arguments += arguments;
    if (call.name.isEmpty() || std::exchange(m_places[at].named, true))
        return std::nullopt;
    return call;
}

qsizetype CallAssembly::placeFor(int index, const QString &id, const QString &name, const QString &arguments)
{
    // The newest call at this index (of all, when none was sent), or the one of this id, when a server mixes several
    // there.
    qsizetype at = -1;
    for (qsizetype i = 0; i < m_calls.size(); ++i) {
        if ((index < 0 || m_places[i].index == index) && (at < 0 || m_calls[at].id != id || id.isEmpty()))
            at = i;
    }
    if (at >= 0 && !beginsAnother(at, id, name, arguments))
        return at;

    const bool taken = std::ranges::contains(m_calls, id, &chat::ToolCall::id);
    const bool ownId = id.isEmpty() || taken;
    m_calls.append({.id = ownId ? u"call_"_s + freshIdText() : id, .name = {}, .arguments = {}});
    m_places.append({.index = index, .named = false, .ownId = ownId});
    return m_calls.size() - 1;
}

bool CallAssembly::beginsAnother(qsizetype at, const QString &id, const QString &name, const QString &arguments) const
{
    const chat::ToolCall &call = m_calls[at];
    if (!id.isEmpty() && !m_places[at].ownId)
        return call.id != id;
    // Without ids there are only the name and the arguments to go by. A name that is repeated with nothing new, after
    // the arguments were whole, is a server's manner and no second call.
    if (!name.isEmpty() && !call.name.isEmpty() && call.name != name)
        return true;
    return !name.isEmpty() && !arguments.isEmpty() && isWhole(call.arguments);
}

} // namespace hsf::llm
