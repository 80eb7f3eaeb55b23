// SPDX-License-Identifier: MIT
//
// Files a person puts beside a message: pictures and text, within limits that are said. Blocking.
#pragma once
#include "chat/message.h"

#include <QStringList>

namespace hsf::service {

inline constexpr qint64 largestPicture = 5 * 1024 * 1024;   ///< bytes; what providers take
inline constexpr qint64 largestTextFile = 256 * 1024;       ///< bytes; about 64 000 tokens
inline constexpr int mostAttachments = 10;                  ///< of a message

struct Attachments {
    QList<chat::Image> images;
    QList<chat::TextFile> files;
    QStringList problems;   ///< a sentence for each file that was not taken
    qsizetype count() const { return images.size() + files.size(); }
};

Attachments readAttachments(const QStringList &paths);

/// By its first bytes, whatever it is called: "image/png" …; empty: no picture that models read.
QString pictureType(const QByteArray &bytes);

} // namespace hsf::service
