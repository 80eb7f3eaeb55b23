// SPDX-License-Identifier: MIT
//
// Bytes are read as Latin-1 here, so that each is one character and comes out as it went in.
#include "skill/mentions.h"

#include <QDir>
#include <QRegularExpression>

namespace hsf::skill {

namespace {
QString read(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes);
}

QString read(const QString &text)
{
    return QString::fromLatin1(text.toUtf8());
}

/// Every match of the first group replaced by what `word` makes of it; nullopt leaves it.
template <class F> QString rewritten(const QString &text, const QRegularExpression &pattern, F word)
{
    QString result;
    qsizetype done = 0;
    for (const auto &match : pattern.globalMatch(text)) {
        const std::optional<QString> by = word(match);
        if (!by)
            continue;
        result += QStringView(text).sliced(done, match.capturedStart(1) - done);
        result += *by;
        done = match.capturedEnd(1);
    }
    return result.append(QStringView(text).sliced(done));
}

QString folderOf(const QString &file)
{
    return file.contains(u'/') ? file.section(u'/', 0, -2) : QString();
}

QString relative(const QString &folder, const QString &path)
{
    return QDir(u'/' + folder).relativeFilePath(u'/' + path);
}

bool isLocal(const QString &target)
{
    static const QRegularExpression scheme(QStringLiteral("^[A-Za-z][A-Za-z0-9+.-]*:"));
    return !target.isEmpty() && !target.startsWith(u'/') && !target.contains(scheme);
}

const QRegularExpression &linkTarget()
{
    static const QRegularExpression pattern(QStringLiteral("\\]\\(\\s*<?([^)\\s#?<>]+)"));
    return pattern;
}

/// Links of a text in `file` that point to `from`.
QString withLinks(const QString &text, const QString &file, const QString &from, const QString &to)
{
    return rewritten(text, linkTarget(), [&](const auto &match) -> std::optional<QString> {
        const QString target = match.captured(1);
        if (!isLocal(target))
            return std::nullopt;
        const bool dotted = target.startsWith(u"./");
        if (QDir::cleanPath(folderOf(file) + u'/' + target) == QDir::cleanPath(u'/' + from)
            || (folderOf(file).isEmpty() ? QDir::cleanPath(target) : QDir::cleanPath(folderOf(file) + u'/' + target))
                == from)
            return (dotted ? QStringLiteral("./") : QString()) + relative(folderOf(file), to);
        return QDir::cleanPath(target) == from ? std::optional(to) : std::nullopt;
    });
}

/// Paths named in words, quotes and commands; those in links were done.
QString withPaths(const QString &text, const QString &from, const QString &to)
{
    static const QRegularExpression path(
        QStringLiteral("(?<!\\]\\()(?<!\\]\\(<)(?<=^|[\\s\"'`()<>\\[\\]|,;:=}])([^\\s\"'`()<>\\[\\]{}|,;:=#?*]+)"),
        QRegularExpression::MultilineOption);
    return rewritten(text, path, [&](const auto &match) -> std::optional<QString> {
        QString named = match.captured(1), tail;
        while (named.endsWith(u'.')) {
            named.chop(1);
            tail += u'.';
        }
        QString head;
        const bool afterVariable = match.capturedStart(1) > 0 && text.at(match.capturedStart(1) - 1) == u'}';
        if (afterVariable && named.startsWith(u'/'))
            head = QStringLiteral("/");
        while (named.sliced(head.size()).startsWith(u"./"))
            head += u"./";
        return named.sliced(head.size()) == from ? std::optional(head + to + tail) : std::nullopt;
    });
}

/// A file's own links, when it moves from one folder to another.
QString withOwnLinks(const QString &text, const QString &from, const QString &to, const QSet<QString> &files)
{
    return rewritten(text, linkTarget(), [&](const auto &match) -> std::optional<QString> {
        const QString target = match.captured(1);
        const QString pointsTo = QDir::cleanPath(folderOf(from).isEmpty() ? target : folderOf(from) + u'/' + target);
        if (!isLocal(target) || !files.contains(pointsTo))
            return std::nullopt;
        return relative(folderOf(to), pointsTo == from ? to : pointsTo);
    });
}

/// From "related_skills:" to the end of its list.
QString withRelated(const QString &text, const std::function<std::optional<QString>(const QString &)> &name)
{
    static const QRegularExpression list(
        QStringLiteral("^([ \\t]*related[_-]skills:[^\\n]*(?:\\n[ \\t]*-[ \\t][^\\n]*)*)"),
        QRegularExpression::MultilineOption);
    static const QRegularExpression word(QStringLiteral("(?<![\\w/.-])([\\w.-]+(?:/[\\w.-]+)*)(?![\\w/-])"));
    const qsizetype end = text.indexOf(QStringLiteral("\n---"), 3);
    if (!text.contains(QStringLiteral("---")) || end < 0)
        return text;
    QString matter = rewritten(text.first(end), list, [&](const auto &match) {
        return std::optional(
            rewritten(match.captured(1), word, [&](const auto &one) { return name(one.captured(1)); }));
    });
    return matter.append(QStringView(text).sliced(end));
}
} // namespace

QMap<QString, QByteArray> withFileRenamed(const SkillFiles &skill, const QString &from, const QString &to)
{
    const QString was = read(from), becomes = read(to);
    QSet<QString> known;
    for (const QString &file : skill.files.keys() + skill.otherFiles)
        known << read(file);
    QMap<QString, QByteArray> changed;
    for (const auto &[file, bytes] : skill.files.asKeyValueRange()) {
        const QString before = read(bytes);
        QString text = withPaths(withLinks(before, read(file), was, becomes), was, becomes);
        if (file == from && folderOf(from) != folderOf(to))
            text = withOwnLinks(before, was, becomes, known);
        if (text != before)
            changed.insert(file == from ? to : file, text.toLatin1());
    }
    return changed;
}

QByteArray withSkillRenamed(const QByteArray &text, const QString &from, const QString &to)
{
    const QString id = read(from), newId = read(to);
    const QString name = id.section(u'/', -1), newName = newId.section(u'/', -1);
    const QString before = read(text);
    if (!before.contains(name))
        return text;
    const auto renamed = [&](const QString &word) -> std::optional<QString> {
        return word == id ? std::optional(newId) : word == name ? std::optional(newName) : std::nullopt;
    };
    QString result = withRelated(before, renamed);
    static const QRegularExpression quoted(QStringLiteral("(?<!`)`([^`\\s]+)`(?!`)"));
    const QString all = result;
    result = rewritten(all, quoted, [&](const auto &match) -> std::optional<QString> {
        // One word alone may be a program's name as well; on a line about skills it is the skill.
        const qsizetype begin = all.lastIndexOf(u'\n', match.capturedStart()) + 1;
        const qsizetype end = all.indexOf(u'\n', match.capturedStart());
        const bool certain = match.captured(1).contains(u'-') || match.captured(1).contains(u'/')
            || QStringView(all)
                   .sliced(begin, (end < 0 ? all.size() : end) - begin)
                   .contains(u"skill", Qt::CaseInsensitive);
        return certain ? renamed(match.captured(1)) : std::nullopt;
    });
    const QRegularExpression folder(
        QStringLiteral("(?:(?<=\\.\\./)|(?<=skills/))(%1)(?=/)").arg(QRegularExpression::escape(id)));
    result = rewritten(result, folder, [&](const auto &) { return std::optional(newId); });
    if (id != name && newId.section(u'/', 0, -2) == id.section(u'/', 0, -2)) {
        const QRegularExpression beside(QStringLiteral("(?<=\\.\\./)(%1)(?=/)").arg(QRegularExpression::escape(name)));
        result = rewritten(result, beside, [&](const auto &) { return std::optional(newName); });
    }
    return result == before ? text : result.toLatin1();
}

} // namespace hsf::skill
