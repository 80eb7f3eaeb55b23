// SPDX-License-Identifier: MIT
#include "cli/jsonlist.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace hsf::cli {

namespace {
QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}
} // namespace

JsonList::JsonList(Console &console, const QString &name)
    : m_console(console)
{
    m_console.stream(u"{\"%1\": ["_s.arg(name));
}

void JsonList::add(const QJsonObject &item)
{
    m_console.stream((m_empty ? u"\n  "_s : u",\n  "_s) + compact(item));
    m_empty = false;
}

void JsonList::end(const QJsonObject &more)
{
    m_console.stream(m_empty ? u"]"_s : u"\n]"_s);
    if (!more.isEmpty())
        m_console.stream(u",\n"_s + compact(more).sliced(1).chopped(1));
    m_console.stream(u"}\n"_s);
}

} // namespace hsf::cli
