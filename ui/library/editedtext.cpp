// SPDX-License-Identifier: MIT
#include "ui/library/editedtext.h"

#include "diff/lines.h"

namespace hsf::ui {

static const QByteArray byteOrderMark = QByteArrayLiteral("\xEF\xBB\xBF");

static QByteArray endingOf(const QByteArray &line)
{
    if (line.endsWith("\r\n"))
        return QByteArrayLiteral("\r\n");
    return line.endsWith('\n') ? QByteArrayLiteral("\n") : QByteArray();
}

// Each line of the file as shown, in UTF-8, with "\n" where the file has any ending.
static QByteArray shownLine(const QByteArray &line)
{
    const QByteArray ending = endingOf(line);
    QString text = QString::fromUtf8(QByteArrayView(line).chopped(ending.size()));
    for (QChar &c : text) {
        if (c == u'\0' || c == u'\r')
            c = QChar(0x2400 + c.unicode());
        else if (c == QChar::ParagraphSeparator || c.unicode() == 0xfdd0
                 || c.unicode() == 0xfdd1) // what ends a block for Qt
            c = QChar(0x2424);
    }
    return text.toUtf8() + (ending.isEmpty() ? "" : "\n");
}

static QByteArray shownBytes(const QList<QByteArray> &lines)
{
    QByteArray shown;
    for (const QByteArray &line : lines)
        shown += shownLine(line);
    return shown;
}

// A byte order mark is the file's, not the first line's.
static QByteArray markOf(const QByteArray &bytes)
{
    return bytes.startsWith(byteOrderMark) ? byteOrderMark : QByteArray();
}

QString shownText(const QByteArray &bytes)
{
    return QString::fromUtf8(shownBytes(diff::splitLines(bytes.sliced(markOf(bytes).size()))));
}

static QByteArray usualEnding(const QList<QByteArray> &lines)
{
    qsizetype balance = 0;
    for (const QByteArray &line : lines)
        balance += line.endsWith("\r\n") ? 1 : line.endsWith('\n') ? -1 : 0;
    return balance > 0 ? QByteArrayLiteral("\r\n") : QByteArrayLiteral("\n");
}

QByteArray textAsEdited(const QByteArray &base, const QString &text)
{
    const QByteArray mark = markOf(base);
    const QList<QByteArray> baseLines = diff::splitLines(base.sliced(mark.size()));
    const QByteArray shown = shownBytes(baseLines), wanted = text.toUtf8();
    const QList<QByteArray> wantedLines = diff::splitLines(wanted);
    const QByteArray usual = usualEnding(baseLines);
    QByteArray result = mark;
    int line = 0;
    const auto keepUntil = [&](int end) {
        while (line < end)
            result += baseLines.at(line++);
    };
    for (const diff::Change &change : diff::diffLines(shown, wanted)) {
        keepUntil(change.oldStart);
        for (int added = change.newStart; added < change.newEnd; ++added) {
            const int replaced = change.oldStart + added - change.newStart;
            const QByteArray old = replaced < change.oldEnd ? endingOf(baseLines.at(replaced)) : QByteArray();
            QByteArray content = wantedLines.at(added);
            if (content.endsWith('\n'))
                content = content.chopped(1) + (old.isEmpty() ? usual : old);
            result += content;
        }
        line = change.oldEnd;
    }
    keepUntil(int(baseLines.size()));
    return result;
}

} // namespace hsf::ui
