// SPDX-License-Identifier: MIT
//
// Texts as unlike each other as files are, and edits of them, from a seed.
#pragma once
#include <QByteArray>
#include <QList>
#include <QRandomGenerator>

inline QByteArray randomLine(QRandomGenerator &random)
{
    static const QList<QByteArray> lines = {"", "a", "b", "- item", "the quick brown fox", "  indented\tline", "x = 1;", "\xC3\xBCml\xC3\xA4ute", "bad \xFF\xC3 bytes",
                                            QByteArray("nul\0here", 8), "lone\rreturn", "\xF0\x9F\x9A\x80 go", "<<<<<<< ours", "=======", "---"};
    static const QList<QByteArray> endings = {"\n", "\n", "\n", "\r\n", "\r\r\n"};
    return lines[random.bounded(lines.size())] + endings[random.bounded(endings.size())];
}

inline QByteArray randomText(QRandomGenerator &random, int mostLines = 40)
{
    QByteArray text;
    for (int i = random.bounded(mostLines + 1); i > 0; --i)
        text += randomLine(random);
    if (text.endsWith('\n') && random.bounded(3) == 0)
        text.chop(1);
    return text;
}

/// A few lines taken, added or changed; sometimes everything.
inline QByteArray randomEdit(QRandomGenerator &random, const QByteArray &text)
{
    if (random.bounded(10) == 0)
        return randomText(random);
    QByteArray edited = text;
    for (int i = random.bounded(6); i > 0 && !edited.isEmpty(); --i) {
        const qsizetype at = edited.lastIndexOf('\n', random.bounded(edited.size())) + 1;
        const qsizetype end = edited.indexOf('\n', at) + 1;
        switch (random.bounded(4)) {
        case 0:
            edited.insert(at, randomLine(random));
            break;
        case 1:
            edited.remove(at, (end ? end : edited.size()) - at);
            break;
        case 2:
            edited.insert(random.bounded(edited.size()), "changed");
            break;
        default:
            if (edited.endsWith('\n'))
                edited.chop(1);
            else
                edited += '\n';
        }
    }
    return edited;
}
