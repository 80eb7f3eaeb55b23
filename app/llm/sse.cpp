// SPDX-License-Identifier: MIT
#include "llm/sse.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hsf::llm {

namespace {

QByteArray validUtf8(const QByteArray &bytes)
{
    return bytes.isValidUtf8() ? bytes : QString::fromUtf8(bytes).toUtf8();
}

} // namespace

Result<QList<SseEvent>> SseParser::feed(QByteArrayView bytes)
{
    QList<SseEvent> events;
    while (!bytes.isEmpty()) {
        if (std::exchange(m_afterReturn, false) && bytes.front() == '\n') {
            bytes = bytes.sliced(1);
            continue;
        }
        const auto end = std::ranges::find_if(bytes, [](char c) { return c == '\n' || c == '\r'; });
        const qsizetype length = end - bytes.begin();
        m_line.append(bytes.first(length));
        if (m_line.size() + m_data.size() + m_stray.size() > mostBytes) {
            return fail(
                Error::Kind::Malformed,
                QCoreApplication::translate("hsf::llm", "one event is larger than %1 MiB").arg(mostBytes >> 20));
        }
        if (end == bytes.end())
            break;
        m_afterReturn = *end == '\r';
        bytes = bytes.sliced(length + 1);
        endLine(events);
    }
    return events;
}

void SseParser::endLine(QList<SseEvent> &events)
{
    QByteArray line = std::exchange(m_line, {});
    if (std::exchange(m_firstLine, false) && line.startsWith("\xEF\xBB\xBF"))
        line.remove(0, 3);
    if (!line.isEmpty()) {
        readField(line);
    } else if (const std::optional<SseEvent> event = dispatched()) {
        events.append(*event);
    }
}

std::optional<SseEvent> SseParser::dispatched()
{
    const QByteArray name = std::exchange(m_name, {});
    const QByteArray data = std::exchange(m_data, {});
    if (!std::exchange(m_hasData, false))
        return std::nullopt;
    return SseEvent{.name = validUtf8(name), .data = validUtf8(data)};
}

void SseParser::readField(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon == 0)
        return; // a comment, usually to keep the connection open
    const QByteArray field = line.left(colon < 0 ? line.size() : colon);
    QByteArray value = colon < 0 ? QByteArray() : line.mid(colon + 1);
    if (value.startsWith(' '))
        value.remove(0, 1);

    if (field == "data") {
        if (std::exchange(m_hasData, true))
            m_data += '\n';
        m_data += value;
    } else if (field == "event") {
        m_name = value;
    } else if (field == "id") {
        if (!value.contains('\0'))
            m_id = value;
    } else if (field == "retry") {
        const bool digits = !value.isEmpty() && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
        bool fits = false;
        const int milliseconds = value.toInt(&fits);
        if (digits && fits)
            m_retryMs = milliseconds;
    } else {
        readStray(field, line, value);
    }
}

void SseParser::readStray(const QByteArray &field, const QByteArray &line, const QByteArray &value)
{
    if (m_stray.startsWith('{'))
        m_stray += '\n' + line;
    else if (line.startsWith('{'))
        m_stray = line;
    else if (field == "error")
        m_stray = value;
}

std::optional<SseEvent> SseParser::unfinished()
{
    if (!m_line.isEmpty()) {
        QList<SseEvent> none;
        endLine(none);
    }
    return dispatched();
}

} // namespace hsf::llm
