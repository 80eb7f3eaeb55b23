// SPDX-License-Identifier: MIT
//
// A recording as values; the format of its lines is described in replay.h.
#pragma once
#include "chat/message.h"

#include <QMap>

#include <optional>

namespace hsf::llm {

/// One line with a reply.
struct RecordedReply {
    qsizetype line = 0;
    QString lastRole;
    QString contains;
    QString hasTool;
    chat::Message message;
    std::optional<chat::Usage> usage;
    int paceMs = 0;
};

struct RecordedUser {
    qsizetype line = 0;
    QString text;
};

struct Recording {
    QMap<QString, QList<RecordedReply>> entries; ///< by purpose
    QList<RecordedUser> userLines;
};

/// An error names the line.
Result<Recording> readRecording(const QByteArray &jsonl, const QMap<QString, QString> &variables);

} // namespace hsf::llm
