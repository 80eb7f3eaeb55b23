// SPDX-License-Identifier: MIT
//
// A request's body that can be read once. QNetworkAccessManager sends a POST again when the server closes the
// connection before answering, and a completion sent twice is paid twice; a sequential device that cannot be reset
// makes it give up instead.
#pragma once
#include <QIODevice>

#include <algorithm>
#include <cstring>

namespace hsf::llm {

class OneShotBody final : public QIODevice
{
public:
    explicit OneShotBody(const QByteArray &bytes)
        : m_bytes(bytes)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    bool atEnd() const override { return m_at >= m_bytes.size(); }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_at + QIODevice::bytesAvailable(); }

protected:
    qint64 readData(char *to, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_bytes.size() - m_at);
        if (count <= 0)
            return m_at >= m_bytes.size() ? -1 : 0;
        std::memcpy(to, m_bytes.constData() + m_at, size_t(count));
        m_at += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

} // namespace hsf::llm
