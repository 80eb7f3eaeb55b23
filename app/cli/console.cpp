// SPDX-License-Identifier: MIT
#include "cli/console.h"
#include "cli/words_p.h"

#include <QFile>
#include <QJsonDocument>
#include <QStringDecoder>

#include <cstdio>
#include <unistd.h>

namespace hsf::cli {

Console::Console() : m_out(stdout), m_err(stderr), m_terminal(::isatty(STDOUT_FILENO))
{
    m_out.setEncoding(QStringConverter::Utf8);
    m_err.setEncoding(QStringConverter::Utf8);
}

void Console::result(const QString &line)
{
    stream((m_terminal ? plain(line) : line) + u'\n');
}

void Console::result(const QJsonObject &json)
{
    m_out << QString::fromUtf8(QJsonDocument(json).toJson());
    m_out.flush();
}

void Console::stream(const QString &text)
{
    m_out << (m_terminal ? plain(text) : text);
    m_out.flush();
}

void Console::remark(const QString &line)
{
    m_err << plain(line) << u'\n';
    m_err.flush();
}

Result<QString> Console::input()
{
    QFile file;
    if (!file.open(stdin, QIODevice::ReadOnly))
        return fail(Error::Kind::Storage, Words::tr("Standard input cannot be read: %1").arg(file.errorString()));
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(file.readAll());
    if (decode.hasError())
        return fail(Error::Kind::Malformed, Words::tr("Standard input is not UTF-8 text."));
    return text;
}

QString plain(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar c : text) {
        const bool steers = (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t') || (c >= u'\u202a' && c <= u'\u202e')
            || (c >= u'\u2066' && c <= u'\u2069');
        shown.append(steers ? QChar(QChar::ReplacementCharacter) : c);
    }
    return shown;
}

} // namespace hsf::cli
