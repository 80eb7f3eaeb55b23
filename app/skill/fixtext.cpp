// SPDX-License-Identifier: MIT
//
// Repairs of a text: characters that cannot be read or seen, and references to a file that lies elsewhere.
#include "skill/fix_p.h"
#include "skill/references_p.h"
#include "skill/scan.h"
#include "skill/words_p.h"

#include <QDir>

#include <array>

namespace hsf::skill {

namespace {
/// Windows-1252 from 0x80 to 0x9F; from 0xA0 on it is Unicode itself.
constexpr std::array<char16_t, 32> windowsCharacters
    = {u'\u20AC', u'\uFFFD', u'\u201A', u'\u0192', u'\u201E', u'\u2026', u'\u2020', u'\u2021',
       u'\u02C6', u'\u2030', u'\u0160', u'\u2039', u'\u0152', u'\uFFFD', u'\u017D', u'\uFFFD',
       u'\uFFFD', u'\u2018', u'\u2019', u'\u201C', u'\u201D', u'\u2022', u'\u2013', u'\u2014',
       u'\u02DC', u'\u2122', u'\u0161', u'\u203A', u'\u0153', u'\uFFFD', u'\u017E', u'\u0178'};

QByteArray fromWindows(uchar byte)
{
    return QString(QChar(byte < 0xA0 ? windowsCharacters[byte - 0x80] : char16_t(byte))).toUtf8();
}

/// The length of the valid UTF-8 sequence that begins here, or 0.
qsizetype sequenceAt(QByteArrayView bytes, qsizetype at)
{
    const uchar lead = uchar(bytes[at]);
    const qsizetype size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return at + size <= bytes.size() && QUtf8StringView(bytes.sliced(at, size)).isValidUtf8() ? size : 0;
}

bool isInvisible(char32_t c)
{
    return (c >= 0xE0000 && c <= 0xE01EF) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)
        || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

QString visible(QStringView text)
{
    QList<char32_t> points;
    for (const char32_t point : text.toUcs4()) {
        if (!isInvisible(point))
            points << point;
    }
    return QString::fromUcs4(points.constData(), points.size());
}

/// The one file of the skill that has this name, however it is written.
QString onlyFileNamed(const SkillFiles &skill, const QString &name)
{
    QStringList found;
    for (const QString &path : skill.files.keys() + skill.otherFiles) {
        if (path.section(u'/', -1).compare(name, Qt::CaseInsensitive) == 0)
            found << path;
    }
    return found.size() == 1 ? found.constFirst() : QString();
}

QByteArray withLine(const QByteArray &bytes, int number, const std::function<QByteArray(QByteArray)> &change)
{
    qsizetype begin = 0;
    for (int line = 1; line < number; ++line) {
        const qsizetype end = bytes.indexOf('\n', begin);
        if (end < 0)
            return bytes;
        begin = end + 1;
    }
    const qsizetype stop = bytes.indexOf('\n', begin);
    const qsizetype end = stop < 0 ? bytes.size() : stop;
    return bytes.first(begin) + change(bytes.sliced(begin, end - begin)) + bytes.sliced(end);
}
} // namespace

std::optional<Fix> readableText(const FixCase &one)
{
    QByteArray result;
    result.reserve(one.bytes.size() + 16);
    for (qsizetype at = 0; at < one.bytes.size();) {
        const qsizetype size = sequenceAt(one.bytes, at);
        result += size ? one.bytes.sliced(at, size) : fromWindows(uchar(one.bytes[at]));
        at += std::max<qsizetype>(size, 1);
    }
    return repaired(one, Words::tr("Read the broken characters as Windows-1252 and save them as UTF-8."), result);
}

std::optional<Fix> withoutNul(const FixCase &one)
{
    QByteArray result = one.bytes;
    return repaired(one, Words::tr("Remove the NUL bytes."), result.replace(QByteArray(1, '\0'), QByteArray()));
}

std::optional<Fix> existingReference(const FixCase &one)
{
    for (const Reference &reference : referencesIn(QString::fromUtf8(one.bytes))) {
        const QString path = resolved(one.finding.file, reference);
        if (reference.line != one.finding.line || one.skill.files.contains(path) || one.skill.otherFiles.contains(path)
            || one.skill.files.contains(reference.path))
            continue;
        const QString meant = onlyFileNamed(one.skill, path.section(u'/', -1));
        if (meant.isEmpty() || meant == one.finding.file)
            continue;
        const QString folder = one.finding.file.contains(u'/') ? one.finding.file.section(u'/', 0, -2) : QString();
        const QString written = reference.link ? QDir(u'/' + folder).relativeFilePath(u'/' + meant) : meant;
        const QByteArray result = withLine(one.bytes, reference.line, [&](QByteArray line) {
            return line.replace(reference.path.toUtf8(), written.toUtf8());
        });
        return repaired(one, Words::tr("Point to \"%1\" instead of \"%2\".").arg(meant, reference.path), result);
    }
    return std::nullopt;
}

std::optional<Fix> withoutInvisible(const FixCase &one)
{
    const auto rule = std::ranges::find(Scanner::builtIn().rules(), one.finding.rule, &ScanRule::id);
    if (rule == Scanner::builtIn().rules().end() || !QUtf8StringView(one.bytes).isValidUtf8())
        return std::nullopt;
    const QString text = QString::fromUtf8(one.bytes);
    QString result;
    qsizetype at = 0;
    for (const auto &match : rule->pattern.globalMatch(text)) {
        result += QStringView(text).sliced(at, match.capturedStart() - at);
        result += visible(match.capturedView());
        at = match.capturedEnd();
    }
    result += QStringView(text).sliced(at);
    const bool marked = one.bytes.startsWith("\xEF\xBB\xBF"); // which fromUtf8 leaves out
    return repaired(one, Words::tr("Remove the invisible characters."),
                    (marked ? QByteArray("\xEF\xBB\xBF") : QByteArray()) + result.toUtf8());
}

} // namespace hsf::skill
