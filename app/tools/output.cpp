// SPDX-License-Identifier: MIT
#include "tools/output.h"

#include "base/ids.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

/// Cuts no character in half: a continuation byte never starts a piece.
QByteArray wholeCharacters(QByteArray bytes)
{
    qsizetype start = 0;
    while (start < bytes.size() && start < 3 && (uchar(bytes[start]) & 0xC0) == 0x80)
        ++start;
    return bytes.sliced(start);
}

QByteArray withoutHalfCharacter(QByteArray bytes)
{
    qsizetype start = bytes.size();
    for (int back = 0; back < 3 && start > 0 && (uchar(bytes[start - 1]) & 0xC0) == 0x80; ++back)
        --start;
    // A lead byte at the end whose continuation was cut off.
    if (start > 0 && uchar(bytes[start - 1]) >= 0xC0) {
        const uchar lead = uchar(bytes[start - 1]);
        const qsizetype length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (start - 1 + length > bytes.size())
            bytes.truncate(start - 1);
    }
    return bytes;
}

} // namespace

Output::Output(Limits limits, std::function<void(const QString &)> sink)
    : m_limits(std::move(limits))
    , m_sink(std::move(sink))
{ }

void Output::add(const QByteArray &bytes)
{
    stream(bytes);
    const bool wasWhole = m_size <= m_limits.shown;
    m_size += bytes.size();
    if (wasWhole && m_size <= m_limits.shown) {
        m_head += bytes;
        return;
    }
    keep(wasWhole ? m_head + bytes : bytes);
    m_tail += wasWhole ? m_head.sliced(std::min(m_head.size(), m_limits.shown / 2)) + bytes : bytes;
    if (wasWhole && m_head.size() < m_limits.shown / 2) {
        const qsizetype missing = m_limits.shown / 2 - m_head.size();
        m_head += m_tail.first(missing);
        m_tail.remove(0, missing);
    }
    m_head.truncate(m_limits.shown / 2);
    if (m_tail.size() > m_limits.shown / 2)
        m_tail = m_tail.last(m_limits.shown / 2);
}

void Output::stream(const QByteArray &bytes)
{
    if (!m_sink || m_size > m_limits.shown)
        return;
    const QString text = m_decoder.decode(bytes.first(std::min<qsizetype>(bytes.size(), m_limits.shown - m_size)));
    if (!text.isEmpty())
        m_sink(text);
    if (m_size + bytes.size() > m_limits.shown)
        m_sink(u"\n… the output goes on; its end is shown when the command is done\n"_s);
}

void Output::keep(const QByteArray &bytes)
{
    if (m_file.fileName().isEmpty() && m_fileProblem.isEmpty()) {
        const QString folder
            = m_limits.folder.isEmpty() ? QDir::tempPath() + u"/hermes-skill-factory-outputs"_s : m_limits.folder;
        QDir().mkpath(folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        m_file.setFileName(folder + u"/command-"_s + freshIdText() + u".txt"_s);
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
            m_fileProblem = m_file.errorString();
    }
    const qint64 room = std::min<qint64>(bytes.size(), m_limits.kept - m_inFile);
    if (!m_fileProblem.isEmpty() || room <= 0)
        return;
    if (m_file.write(bytes.constData(), room) != room)
        m_fileProblem = m_file.errorString();
    m_inFile += room;
}

QString Output::text()
{
    if (m_size <= m_limits.shown)
        return QString::fromUtf8(m_head);
    m_file.flush();
    QString where = u"whole output in "_s + m_file.fileName();
    if (!m_fileProblem.isEmpty())
        where = u"the whole output could not be kept: "_s + m_fileProblem;
    else if (m_inFile < m_size)
        where = u"the first %1 MiB in "_s.arg(m_limits.kept >> 20) + m_file.fileName();
    return QString::fromUtf8(withoutHalfCharacter(m_head))
        + u"\n… %1 bytes left out, "_s.arg(m_size - m_head.size() - m_tail.size()) + where + u" …\n"_s
        + QString::fromUtf8(wholeCharacters(m_tail));
}

} // namespace hsf::tools
