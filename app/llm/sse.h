// SPDX-License-Identifier: MIT
//
// Server-sent events, as model providers speak them: bytes go in as they arrive, whole events come out. After WHATWG's
// rules; knows nothing of HTTP or JSON, see openaichat.h for what events mean. Each byte is looked at once.
#pragma once
#include "base/error.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace hsf::llm {

struct SseEvent {
    QByteArray name; ///< empty: a plain message
    QByteArray data; ///< valid UTF-8
    bool operator==(const SseEvent &) const = default;
};

class SseParser
{
public:
    static constexpr qsizetype mostBytes = 16 * 1024 * 1024; ///< of one event

    /// The events that became whole; an error when one grows beyond mostBytes.
    Result<QList<SseEvent>> feed(QByteArrayView bytes);

    /// At the end of the stream: the event that no empty line closed. Servers that forget the last line mean it,
    /// servers that were cut do not; only its data can tell.
    std::optional<SseEvent> unfinished();

    /// What stood outside the format: the value of a field "error", or lines from one that begins with '{' on. Some
    /// servers answer with an error or a whole document this way.
    const QByteArray &stray() const { return m_stray; }

    const QByteArray &lastEventId() const { return m_id; }
    std::optional<int> retryMs() const { return m_retryMs; }

private:
    void endLine(QList<SseEvent> &events);
    void readField(const QByteArray &line);
    void readStray(const QByteArray &field, const QByteArray &line, const QByteArray &value);
    std::optional<SseEvent> dispatched();

    QByteArray m_line;
    QByteArray m_data;
    QByteArray m_name;
    QByteArray m_id;
    QByteArray m_stray;
    std::optional<int> m_retryMs;
    bool m_hasData = false;
    bool m_firstLine = true;
    bool m_afterReturn = false; ///< a line feed now belongs to the carriage return before it
};

} // namespace hsf::llm
