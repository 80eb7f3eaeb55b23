// SPDX-License-Identifier: MIT
//
// Time as an argument: what depends on "now" asks a Clock, so that a test or a dry run may say what time it is.
#pragma once
#include <QDateTime>
#include <functional>

namespace hsf {

class Clock
{
public:
    virtual ~Clock() = default;
    virtual QDateTime now() const = 0; ///< UTC
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
};

/// Stands still until told otherwise.
class FixedClock final : public Clock
{
public:
    explicit FixedClock(const QDateTime &now) : m_now(now) {}
    QDateTime now() const override { return m_now; }
    void set(const QDateTime &now) { m_now = now; }

private:
    QDateTime m_now;
};

/// ISO 8601 with milliseconds and Z: how times are stored and compared as text.
inline QString toStored(const QDateTime &time) { return time.toUTC().toString(Qt::ISODateWithMs); }
inline QDateTime fromStored(const QString &text) { return QDateTime::fromString(text, Qt::ISODateWithMs); }

} // namespace hsf
