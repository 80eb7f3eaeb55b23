// SPDX-License-Identifier: MIT
#include "library/memory.h"
#include "base/text.h"
#include "library/words_p.h"

namespace hsf::library {

namespace {

const QString separator = QStringLiteral("\n§\n");

bool isSeparator(QStringView line)
{
    return line.trimmed() == u"§";
}

QString nameOf(MemoryFile file)
{
    return memoryTreePath(file).section(u'/', 1);
}

qsizetype characters(const QStringList &entries)
{
    return entries.join(separator).toUcs4().size();
}

QString numbered(const QStringList &entries)
{
    QStringList lines;
    for (const QString &entry : entries)
        lines.append(QStringLiteral("%1. %2").arg(lines.size() + 1).arg(entry));
    return lines.join(u'\n');
}

Result<QString> checkedText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return fail(Error::Kind::Malformed, Words::tr("a memory entry needs text"));
    if (trimmed.contains(QChar(u'\0')))
        return fail(Error::Kind::Malformed, Words::tr("a memory entry must not hold a NUL character"));
    if (std::ranges::any_of(QStringView(trimmed).split(u'\n'), isSeparator))
        return fail(Error::Kind::Malformed,
                    Words::tr("a line with only \"§\" separates entries; write two entries instead of one"));
    return trimmed;
}

/// The entry that equals `part`, else the only one that holds it.
Result<qsizetype> placeOf(const QStringList &entries, const QString &part, MemoryFile file)
{
    const QString wanted = part.trimmed();
    if (wanted.isEmpty())
        return fail(Error::Kind::Malformed,
                    Words::tr("say which entry of %1 is meant: a part of its text").arg(nameOf(file)));
    if (const qsizetype same = entries.indexOf(wanted); same >= 0)
        return same;
    QStringList holders;
    for (const QString &entry : entries) {
        if (entry.contains(wanted))
            holders.append(entry);
    }
    if (holders.size() == 1)
        return entries.indexOf(holders.first());
    if (holders.isEmpty())
        return fail(Error::Kind::NotFound,
                    Words::tr("no entry of %1 holds \"%2\". Its entries:\n%3")
                        .arg(nameOf(file), excerpt(wanted), numbered(entries)));
    return fail(Error::Kind::Malformed,
                Words::tr("several entries of %1 hold \"%2\"; use words that only one has:\n%3")
                    .arg(nameOf(file), excerpt(wanted), numbered(holders)));
}

Result<> applyOne(QStringList &entries, const MemoryEdit &edit)
{
    Result<QString> text = edit.action == MemoryEdit::Action::Remove ? QString() : checkedText(edit.text);
    if (!text)
        return std::unexpected(text.error());
    if (edit.action == MemoryEdit::Action::Add) {
        if (!entries.contains(*text)) // said twice is known once
            entries.append(*text);
        return {};
    }
    const Result<qsizetype> place = placeOf(entries, edit.oldText, edit.file);
    if (!place)
        return std::unexpected(place.error());
    if (edit.action == MemoryEdit::Action::Replace)
        entries[*place] = *text;
    else
        entries.removeAt(*place);
    return {};
}

} // namespace

QString memoryTreePath(MemoryFile file)
{
    return file == MemoryFile::Memory ? QStringLiteral("memories/MEMORY.md") : QStringLiteral("memories/USER.md");
}

int memoryLimit(MemoryFile file)
{
    return file == MemoryFile::Memory ? 2'200 : 1'375;
}

QStringList memoryEntries(const QByteArray &file)
{
    QString text = QString::fromUtf8(file);
    if (text.startsWith(QChar(0xFEFF)))
        text.remove(0, 1);
    QStringList entries;
    QStringList lines;
    const auto finish = [&] {
        if (const QString entry = lines.join(u'\n').trimmed(); !entry.isEmpty())
            entries.append(entry);
        lines.clear();
    };
    for (QString line : text.split(u'\n')) {
        if (line.endsWith(u'\r'))
            line.chop(1);
        if (isSeparator(line))
            finish();
        else
            lines.append(line);
    }
    finish();
    return entries;
}

QByteArray memoryBytes(const QStringList &entries)
{
    return entries.join(separator).toUtf8();
}

Result<QStringList> withEdits(const QStringList &entries, MemoryFile file, const QList<MemoryEdit> &edits)
{
    QStringList now = entries;
    for (const MemoryEdit &edit : edits) {
        if (edit.file != file)
            continue;
        if (const Result<> done = applyOne(now, edit); !done)
            return std::unexpected(done.error());
    }
    // A file that others made too long may still be shortened.
    const qsizetype size = characters(now);
    if (size > memoryLimit(file) && size >= characters(entries))
        return fail(Error::Kind::Refused,
                    Words::tr("%1 is full: it would hold %2 characters, %3 are allowed. Merge or remove entries first. "
                              "Its entries:\n%4")
                        .arg(nameOf(file))
                        .arg(size)
                        .arg(memoryLimit(file))
                        .arg(numbered(entries)));
    return now;
}

} // namespace hsf::library
