// SPDX-License-Identifier: MIT
#include "tools/filetext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

constexpr qint64 fileLimit = 64 << 20;

std::unexpected<Error> refused(const QString &sentence)
{
    return fail(Error::Kind::Refused, sentence);
}

/// What is wrong with it as a text file, as an error that says what to do.
Result<> checkReadable(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        const QString folder = info.path();
        return fail(
            Error::Kind::NotFound,
            QFileInfo(folder).isDir()
                ? u"%1 does not exist. search_files with mode \"files\" lists what is in %2."_s.arg(path, folder)
                : u"%1 does not exist, and neither does its folder."_s.arg(path));
    }
    if (info.isDir())
        return refused(u"%1 is a folder. search_files with mode \"files\" and this path lists it."_s.arg(path));
    if (!info.isFile())
        return refused(u"%1 is a device or pipe, not a file."_s.arg(path));
    if (info.size() > fileLimit) {
        return refused(
            u"%1 has %2 MiB, more than read_file takes (64). Use search_files to find lines in it, or terminal "
            "(head, tail, sed -n)."_s.arg(path)
                .arg(info.size() >> 20));
    }
    return {};
}

struct Cut {
    QByteArray bytes;
    int first = 1; ///< line
    int lines = 0; ///< taken
    bool longLine = false;
    int total = 0; ///< lines of the file
};

Cut cutLines(QFile &file, int offset, int limit)
{
    Cut cut{.first = offset};
    bool full = false;
    for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
        ++cut.total;
        if (cut.total < offset || full)
            continue;
        if (cut.lines == limit || (cut.lines > 0 && cut.bytes.size() + line.size() > shownTextLimit)) {
            full = true;
            continue;
        }
        cut.longLine = line.size() > shownTextLimit;
        cut.bytes += line.left(shownTextLimit);
        ++cut.lines;
        full = cut.bytes.size() >= shownTextLimit;
    }
    return cut;
}

QString heading(const Cut &cut, bool validUtf8)
{
    QStringList parts;
    const int last = cut.first + cut.lines - 1;
    if (cut.first > 1 || last < cut.total) {
        parts.append(u"lines %1 to %2 of %3"_s.arg(cut.first).arg(last).arg(cut.total));
        if (last < cut.total)
            parts.append(u"go on with offset %1"_s.arg(last + 1));
    }
    if (cut.longLine)
        parts.append(u"the last line is longer than shown"_s);
    if (!validUtf8)
        parts.append(u"not valid UTF-8: \ufffd stands for other bytes"_s);
    return parts.isEmpty() ? QString() : u"["_s + parts.join(u"; "_s) + u"]\n"_s;
}

} // namespace

Result<QString> fileText(const QString &path, int offset, int limit)
{
    if (const Result<> fits = checkReadable(path); !fits)
        return std::unexpected(fits.error());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused(u"%1 cannot be read: %2."_s.arg(path, file.errorString()));
    if (file.peek(8'192).contains('\0')) {
        return refused(
            u"%1 is not a text file (%2 bytes). Use terminal with a program that knows its format, for example "
            "\"file\" or \"xxd | head\"."_s.arg(path)
                .arg(file.size()));
    }
    const Cut cut = cutLines(file, offset, limit);
    if (cut.lines == 0 && cut.total > 0)
        return refused(u"%1 has %2 lines; offset %3 is behind its end."_s.arg(path).arg(cut.total).arg(offset));
    const bool valid = QUtf8StringView(cut.bytes).isValidUtf8() || cut.longLine;
    return heading(cut, valid) + QString::fromUtf8(cut.bytes);
}

} // namespace hsf::tools
