// SPDX-License-Identifier: MIT
//
// A command's output as it comes: streamed, capped to its head and tail for a model, kept whole in a file once it is
// too long.
#pragma once
#include <QByteArray>
#include <QFile>
#include <QStringDecoder>

#include <functional>

namespace hsf::tools {

class Output
{
public:
    struct Limits {
        qsizetype shown = 64 * 1024;
        qint64 kept = 256 << 20;
        QString folder; ///< of the file; made when needed, private to the person
    };
    Output(Limits limits, std::function<void(const QString &)> sink);

    void add(const QByteArray &bytes);
    /// Head, "… N bytes left out, whole output in FILE", tail.
    QString text();
    qint64 size() const { return m_size; }
    /// Empty as long as everything is shown.
    QString fileName() const { return m_file.fileName(); }

private:
    void stream(const QByteArray &bytes);
    void keep(const QByteArray &bytes);

    Limits m_limits;
    std::function<void(const QString &)> m_sink;
    QStringDecoder m_decoder{QStringDecoder::Utf8};
    QByteArray m_head; ///< up to the whole limit while it fits
    QByteArray m_tail;
    qint64 m_size = 0;
    QFile m_file;
    qint64 m_inFile = 0;
    QString m_fileProblem;
};

} // namespace hsf::tools
