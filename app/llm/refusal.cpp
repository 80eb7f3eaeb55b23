// SPDX-License-Identifier: MIT
#include "llm/refusal.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

/// A 429 that waiting does not heal.
bool isAboutMoney(const Complaint &complaint)
{
    const auto tells = [](const QString &word) {
        return word == u"insufficient_quota" || word == u"credit_balance_exhausted" || word == u"billing_error"
            || word == u"billing_hard_limit_reached" || word.endsWith(u"spend_limit_exceeded")
            || word.endsWith(u"spend_limit_reached") || word.endsWith(u"usage_limit_exceeded");
    };
    return tells(complaint.code) || tells(complaint.type);
}

bool isAboutLength(const Complaint &complaint)
{
    return complaint.code == u"context_length_exceeded" || complaint.type == u"exceed_context_size_error"
        || complaint.message.startsWith(u"prompt is too long");
}

QString meaning(int status, const Complaint &complaint, const QString &model, bool keyGiven)
{
    if (isAboutLength(complaint))
        return QCoreApplication::translate("hsf::llm",
                                           "the conversation is longer than the model can read; begin a new chat");
    if (status == 402 || isAboutMoney(complaint))
        return QCoreApplication::translate("hsf::llm", "the account has no credit left; top it up with the provider");
    switch (status) {
    case 401:
        return keyGiven ? QCoreApplication::translate("hsf::llm", "the key was refused; check it in Settings → Models")
                        : QCoreApplication::translate("hsf::llm", "a key is needed; enter it in Settings → Models");
    case 403:
        return QCoreApplication::translate("hsf::llm", "this key may not use the model \"%1\"").arg(model);
    case 404:
        return QCoreApplication::translate(
                   "hsf::llm", "the address or the model \"%1\" is not known there; check both in Settings → Models")
            .arg(model);
    case 408:
    case 504:
        return QCoreApplication::translate("hsf::llm", "the server ran out of time; try again");
    case 413:
        return QCoreApplication::translate("hsf::llm",
                                           "the conversation is too large for the server; begin a new chat");
    case 429:
        return QCoreApplication::translate("hsf::llm", "too many requests; wait a little and try again");
    case 529:
        return QCoreApplication::translate("hsf::llm", "the provider is overloaded; try again later");
    default:
        return status >= 500 ? QCoreApplication::translate("hsf::llm", "the server has a problem; try again later")
                             : QCoreApplication::translate("hsf::llm", "the request was refused");
    }
}

Error::Kind kindOf(int status, const Complaint &complaint)
{
    if (status == 404)
        return Error::Kind::NotFound;
    const bool passing = status == 408 || status == 409 || status == 429 || status >= 500;
    return passing && !isAboutMoney(complaint) ? Error::Kind::Network : Error::Kind::Refused;
}

} // namespace

bool isWorthRepeating(const Refusal &refusal)
{
    const QByteArray word = refusal.headers.value("x-should-retry").toLower();
    if (word == "true" || word == "false")
        return word == "true";
    if (isAboutMoney(complaintIn(refusal.body)))
        return false;
    const int status = refusal.status;
    return status == 408 || status == 409 || status == 429 || status >= 500;
}

std::optional<qint64> askedWaitMs(const QMap<QByteArray, QByteArray> &headers, const QDateTime &now)
{
    bool isNumber = false;
    const double milliseconds = headers.value("retry-after-ms").toDouble(&isNumber);
    if (isNumber && milliseconds >= 0 && std::isfinite(milliseconds))
        return qint64(std::min(milliseconds, 1e12));
    const QByteArray text = headers.value("retry-after");
    const double seconds = text.toDouble(&isNumber);
    if (isNumber)
        return seconds >= 0 && std::isfinite(seconds) ? std::optional(qint64(std::min(seconds, 1e9) * 1000))
                                                      : std::nullopt;
    // "Wed, 21 Oct 2026 07:28:00 GMT"; Qt's RFC 2822 reader wants an offset instead of the letters.
    const QString date = QString::fromLatin1(text).replace(u"GMT"_s, u"+0000"_s);
    const QDateTime when = QDateTime::fromString(date, Qt::RFC2822Date);
    return when.isValid() ? std::optional(std::max<qint64>(0, now.msecsTo(when))) : std::nullopt;
}

Error refusalError(const Refusal &refusal, const QString &place, const QString &model, bool keyGiven)
{
    const Complaint complaint = complaintIn(refusal.body);
    QString sentence = QCoreApplication::translate("hsf::llm", "%1 answered %2: %3.")
                           .arg(place)
                           .arg(refusal.status)
                           .arg(meaning(refusal.status, complaint, model, keyGiven));
    if (!complaint.message.isEmpty())
        sentence += u' ' + QCoreApplication::translate("hsf::llm", "The server says: %1").arg(complaint.message);
    return {.kind = kindOf(refusal.status, complaint), .message = sentence};
}

QString shownDuration(qint64 milliseconds)
{
    if (milliseconds >= 120'000)
        return QCoreApplication::translate("hsf::llm", "%1 min").arg(milliseconds / 60'000);
    const double seconds = double(milliseconds) / 1000.0;
    return QCoreApplication::translate("hsf::llm", "%1 s")
        .arg(QLocale().toString(seconds, 'f', seconds < 10 && milliseconds % 1000 ? 1 : 0));
}

} // namespace hsf::llm
