// SPDX-License-Identifier: MIT
#include "ui/changes/hunkreview.h"

#include "diff/lines.h"

#include <QStringDecoder>

namespace hsf::ui {

namespace {

QByteArray sideOf(const std::optional<QByteArray> &bytes)
{
    return bytes.value_or(QByteArray());
}

QList<diff::Change> changesOf(const changes::FileChange &file)
{
    return diff::diffLines(sideOf(file.base), sideOf(file.result));
}

QByteArray newLines(const changes::FileChange &file, const diff::Change &change)
{
    return diff::joinLines(
        diff::splitLines(sideOf(file.result)).sliced(change.newStart, change.newEnd - change.newStart));
}

/// The same place with the same lines, before and after an edit elsewhere.
struct Likeness {
    int oldStart, oldEnd;
    QByteArray lines;
    bool operator==(const Likeness &) const = default;
};

QList<Likeness> likenesses(const changes::FileChange &file)
{
    QList<Likeness> all;
    for (const diff::Change &change : changesOf(file))
        all.append({change.oldStart, change.oldEnd, newLines(file, change)});
    return all;
}

QByteArray withLines(const changes::FileChange &file, const diff::Change &change, QByteArray lines)
{
    QList<QByteArray> all = diff::splitLines(sideOf(file.result));
    const QList<QByteArray> after = all.sliced(change.newEnd);
    const bool windows = sideOf(file.result).contains("\r\n") || sideOf(file.base).contains("\r\n");
    if (!after.isEmpty() && !lines.isEmpty() && !lines.endsWith('\n'))
        lines += '\n';
    if (windows)
        lines.replace("\n", "\r\n");
    return diff::joinLines(all.first(change.newStart)) + lines + diff::joinLines(after);
}

QByteArray notNull(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

} // namespace

const changes::FileChange *HunkReview::file(const QString &path) const
{
    const auto found = std::ranges::find(m_working, path, &changes::FileChange::path);
    return found == m_working.end() ? nullptr : &*found;
}

bool HunkReview::canEdit(const QString &path, int hunk) const
{
    const changes::FileChange *at = file(path);
    if (!at || !at->result || hunk < 0)
        return false;
    const QList<diff::Change> all = changesOf(*at);
    if (hunk >= all.size())
        return false;
    QStringDecoder decoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    const QString text = decoder.decode(newLines(*at, all.at(hunk)));
    // What a text field would turn into something else is not edited in one.
    const auto odd = [](QChar c) {
        return c == QChar::Null || c == QChar::ParagraphSeparator || c == QChar::LineSeparator || c == QChar(0xfdd0)
            || c == QChar(0xfdd1);
    };
    return !decoder.hasError() && std::ranges::none_of(text, odd)
        && !QString(text).remove(QStringLiteral("\r\n")).contains(u'\r');
}

QString HunkReview::text(const QString &path, int hunk) const
{
    const changes::FileChange *at = file(path);
    const QList<diff::Change> all = at ? changesOf(*at) : QList<diff::Change>();
    if (hunk < 0 || hunk >= all.size())
        return {};
    return QString::fromUtf8(newLines(*at, all.at(hunk))).replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
}

Hunks HunkReview::edit(const QString &path, int hunk, const QString &text, const Hunks &picked)
{
    if (!canEdit(path, hunk))
        return picked;
    const auto at = std::ranges::find(m_working, path, &changes::FileChange::path);
    const QList<Likeness> before = likenesses(*at);
    at->result = notNull(withLines(*at, changesOf(*at).at(hunk), text.toUtf8()));
    const QList<Likeness> after = likenesses(*at);
    Hunks now = picked;
    QList<int> kept;
    for (int i = 0; i < after.size(); ++i) {
        const qsizetype old = before.indexOf(after.at(i));
        if (old < 0 || picked.value(path).contains(int(old)))
            kept.append(i);
    }
    now.insert(path, kept);
    return now;
}

QMap<QString, QByteArray> HunkReview::results() const
{
    QMap<QString, QByteArray> results;
    for (const changes::FileChange &file : m_working)
        results.insert(file.path, file.result ? notNull(*file.result) : QByteArray());
    return results;
}

QMap<QString, QByteArray> HunkReview::results(const Hunks &picked) const
{
    QMap<QString, QByteArray> results;
    for (const changes::FileChange &file : m_working) {
        const QList<diff::Change> all = changesOf(file);
        const QList<int> chosen = picked.value(file.path);
        if (chosen.size() >= all.size() && !chosen.isEmpty()) {
            results.insert(file.path, file.result ? notNull(*file.result) : QByteArray());
        } else if (!chosen.isEmpty()) {
            results.insert(file.path, notNull(diff::applyChanges(sideOf(file.base), sideOf(file.result), all, chosen)));
        }
    }
    return results;
}

} // namespace hsf::ui
