// SPDX-License-Identifier: MIT
//
// Finds a server's own words about an error. Seen in the wild: {"error": {…}}, {"error": "text"}, {"object": "error",
// "message": …}, {"detail": …} (FastAPI), a flat {"message", "code"}, HTML of a proxy, plain text, nothing.
#include "llm/complaint.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

constexpr int mostCharacters = 500;

QString plain(const QJsonValue &value)
{
    if (value.isDouble())
        return QString::number(value.toInteger());
    return value.toString();
}

/// FastAPI's detail: a text, or a list of {"msg"}.
QString detail(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    QStringList parts;
    for (const QJsonValue &part : value.toArray())
        parts.append(part.toObject().value(u"msg"_s).toString());
    return parts.join(u"; "_s);
}

Complaint complaintInObject(const QJsonObject &object)
{
    const QJsonValue error = object.value(u"error"_s);
    if (error.isObject() || (error.isString() && !error.toString().isEmpty())) {
        Complaint complaint = complaintIn(error);
        if (complaint.message.isEmpty())
            complaint.message = excerpt(object.value(u"message"_s).toString(), mostCharacters);
        return complaint;
    }
    QString message = object.value(u"message"_s).toString();
    if (message.isEmpty())
        message = detail(object.value(u"detail"_s));
    return {.message = excerpt(message, mostCharacters),
            .code = plain(object.value(u"code"_s)),
            .type = plain(object.value(u"type"_s))};
}

QString htmlTitle(const QString &html)
{
    static const QRegularExpression title(u"<title[^>]*>(.*?)</title>"_s,
                                          QRegularExpression::CaseInsensitiveOption
                                              | QRegularExpression::DotMatchesEverythingOption);
    return title.match(html.left(64 * 1024)).captured(1);
}

} // namespace

Complaint complaintIn(const QJsonValue &error)
{
    if (!error.isObject())
        return {.message = excerpt(plain(error), mostCharacters)};
    const QJsonObject object = error.toObject();
    const QString code = plain(object.value(u"code"_s));
    const QJsonValue inDetails = object.value(u"details"_s).toObject().value(u"error_code"_s);
    return {.message = excerpt(object.value(u"message"_s).toString(), mostCharacters),
            .code = code.isEmpty() ? plain(inDetails) : code,
            .type = plain(object.value(u"type"_s))};
}

Complaint complaintIn(const QByteArray &body)
{
    const QJsonDocument json = QJsonDocument::fromJson(body.trimmed());
    if (json.isObject())
        return complaintInObject(json.object());
    const QString text = QString::fromUtf8(body);
    const QString title = htmlTitle(text);
    if (!title.isEmpty() || text.trimmed().startsWith(u'<'))
        return {.message = excerpt(title, mostCharacters)};
    return {.message = excerpt(text, mostCharacters)};
}

std::unexpected<Error> reported(const Complaint &complaint)
{
    QString words = complaint.message.isEmpty() ? complaint.code : complaint.message;
    if (words.isEmpty())
        words = complaint.type;
    return fail(Error::Kind::Network,
                words.isEmpty()
                    ? QCoreApplication::translate("hsf::llm", "the server reported an error without a reason")
                    : QCoreApplication::translate("hsf::llm", "the server reported an error: %1").arg(words));
}

} // namespace hsf::llm
