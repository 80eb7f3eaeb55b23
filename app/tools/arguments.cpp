// SPDX-License-Identifier: MIT
#include "tools/arguments.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace hsf::tools {

Result<QJsonObject> parseArguments(const QString &text)
{
    if (text.trimmed().isEmpty())
        return QJsonObject();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError) {
        return fail(Error::Kind::Malformed,
                    u"The arguments are not valid JSON (%1 at byte %2). Nothing was run. Send one JSON object."_s
                        .arg(error.errorString())
                        .arg(error.offset));
    }
    if (!document.isObject())
        return fail(Error::Kind::Malformed, u"The arguments must be one JSON object. Nothing was run."_s);
    return document.object();
}

QString Arguments::wrong(const QString &name, const QString &kind)
{
    refuse(has(name) ? u"\"%1\" must be %2"_s.arg(name, kind) : u"\"%1\" is missing; it must be %2"_s.arg(name, kind));
    return {};
}

void Arguments::refuse(const QString &sentence)
{
    if (m_problem.isEmpty())
        m_problem = m_where + sentence + u'.';
}

Result<> Arguments::checked() const
{
    if (m_problem.isEmpty())
        return {};
    return fail(Error::Kind::Malformed, m_problem);
}

QString Arguments::content(const QString &name)
{
    const QJsonValue value = m_json.value(name);
    return value.isString() ? value.toString() : wrong(name, u"a string"_s);
}

QString Arguments::text(const QString &name)
{
    const QString value = content(name);
    return value.isEmpty() && m_problem.isEmpty() ? wrong(name, u"a string that is not empty"_s) : value;
}

QString Arguments::textOr(const QString &name, const QString &otherwise)
{
    return has(name) ? content(name) : otherwise;
}

bool Arguments::flag(const QString &name)
{
    if (has(name) && !m_json.value(name).isBool())
        wrong(name, u"true or false"_s);
    return m_json.value(name).toBool();
}

int Arguments::number(const QString &name, int otherwise, int least, int most)
{
    if (!has(name))
        return otherwise;
    const double value = m_json.value(name).toDouble(least - 1.0);
    if (value < least || value > most || value != double(int(value)))
        wrong(name, u"a whole number from %1 to %2"_s.arg(least).arg(most));
    return int(std::clamp(value, double(least), double(most)));
}

QString Arguments::oneOf(const QString &name, const QStringList &words, const QString &otherwise)
{
    if (!has(name) && !otherwise.isEmpty())
        return otherwise;
    const QString value = m_json.value(name).toString();
    return words.contains(value) ? value : wrong(name, u"one of "_s + words.join(u", "_s));
}

QJsonArray Arguments::list(const QString &name)
{
    if (!m_json.value(name).isArray())
        wrong(name, u"a list"_s);
    return m_json.value(name).toArray();
}

} // namespace hsf::tools
