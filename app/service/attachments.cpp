// SPDX-License-Identifier: MIT
#include "service/attachments.h"
#include "service/words_p.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace hsf::service {

namespace {

void take(Attachments &read, const QString &path)
{
    const QFileInfo info(path);
    const QString name = info.fileName();
    QFile file(path);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly)) {
        read.problems << Words::tr("%1 was not attached: it is not a file that can be read.").arg(name);
        return;
    }
    // One byte more than is taken says that it is too long, also where a size is not known before.
    const QByteArray bytes = file.read(largestPicture + 1);
    if (const QString type = pictureType(bytes); !type.isEmpty()) {
        if (bytes.size() > largestPicture)
            read.problems << Words::tr("%1 was not attached: a picture may have 5 MB.").arg(name);
        else
            read.images.append({.mediaType = type, .bytes = bytes, .name = name});
        return;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes.first(std::min<qsizetype>(bytes.size(), largestTextFile)));
    if (bytes.contains('\0') || (decoder.hasError() && bytes.size() <= largestTextFile))
        read.problems << Words::tr("%1 was not attached: it is neither text nor a PNG, JPEG, GIF or WebP picture. The agent can work with it in the "
                            "workspace folder.").arg(name);
    else if (bytes.size() > largestTextFile)
        read.problems << Words::tr("%1 was not attached: a text file may have 256 kB. Put it into the workspace folder, where the agent reads the "
                            "parts it needs.").arg(name);
    else
        read.files.append({.name = name, .text = text});
}

} // namespace

QString pictureType(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return u"image/png"_s;
    if (bytes.startsWith("\xff\xd8\xff"))
        return u"image/jpeg"_s;
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return u"image/gif"_s;
    if (bytes.startsWith("RIFF") && bytes.sliced(std::min<qsizetype>(8, bytes.size())).startsWith("WEBP"))
        return u"image/webp"_s;
    return {};
}

Attachments readAttachments(const QStringList &paths)
{
    Attachments read;
    for (const QString &path : paths.first(std::min<qsizetype>(paths.size(), mostAttachments)))
        take(read, path);
    if (paths.size() > mostAttachments)
        read.problems << Words::tr("A message takes %1 files; the others were left out.").arg(mostAttachments);
    return read;
}

} // namespace hsf::service
