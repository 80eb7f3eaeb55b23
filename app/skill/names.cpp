// SPDX-License-Identifier: MIT
#include "skill/names.h"
#include "base/text.h"
#include "skill/characters.h"
#include "skill/words_p.h"

#include <QRegularExpression>

namespace hsf::skill {

namespace {
/// What the person or the model may have meant: "PDF Tables!" → "pdf-tables".
QString suggestion(const QString &name)
{
    static const QRegularExpression other(QStringLiteral("[^a-z0-9]+"));
    QString words = name.normalized(QString::NormalizationForm_KD).toLower().replace(other, QStringLiteral("-")).left(64);
    while (words.startsWith(u'-'))
        words.remove(0, 1);
    while (words.endsWith(u'-'))
        words.chop(1);
    return words;
}

/// Names that mean a device on some systems, so that a library can be copied anywhere.
bool isDeviceName(QStringView part)
{
    static const QRegularExpression devices(QStringLiteral("^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\\..*)?$"),
                                            QRegularExpression::CaseInsensitiveOption);
    return devices.matchView(part).hasMatch();
}

bool isReservedPart(QStringView part)
{
    static const QStringList ours = {QStringLiteral(".git"), QStringLiteral(".archive"), QStringLiteral(".hub")};
    return ours.contains(part, Qt::CaseInsensitive) || isDeviceName(part);
}

QString faultOfPart(const QString &part)
{
    if (part.isEmpty())
        return Words::tr("a part of the path is empty");
    if (part == u"." || part == u"..")
        return Words::tr("\".\" and \"..\" are not allowed; give the path from the skill's folder");
    if (part.toUtf8().size() > 255)
        return Words::tr("a part of the path is longer than 255 bytes");
    if (isReservedPart(part))
        return Words::tr("\"%1\" is a reserved name").arg(part);
    return {};
}

QString faultOfPath(const QString &path)
{
    if (path.isEmpty())
        return Words::tr("the path is empty");
    if (const auto hidden = firstHidden(path))
        return Words::tr("it holds the invisible character %1").arg(codePointName(*hidden));
    if (path.startsWith(u'/') || path.startsWith(u'~'))
        return Words::tr("the path must be relative to the skill's folder");
    if (path.contains(u'\\'))
        return Words::tr("use \"/\" between folders, not \"\\\"");
    if (path.toUtf8().size() > 1000)
        return Words::tr("the path is longer than 1000 bytes");
    for (const QString &part : path.split(u'/')) {
        const QString fault = faultOfPart(part);
        if (!fault.isEmpty())
            return fault;
    }
    return {};
}

std::unexpected<Error> refusedPath(const QString &path, const QString &fault)
{
    return fail(Error::Kind::Refused, Words::tr("\"%1\" cannot be a file of a skill: %2").arg(excerpt(path), fault));
}
} // namespace

Result<> checkNewName(const QString &name)
{
    static const QRegularExpression good(QStringLiteral("\\A[a-z0-9]+(-[a-z0-9]+)*\\z"));
    if (good.match(name).hasMatch() && name.size() <= 64 && !isDeviceName(name))
        return {};
    const QString rule = isDeviceName(name)
        ? Words::tr("\"%1\" is a reserved name").arg(name)
        : Words::tr("\"%1\" cannot be a skill's name: use 1 to 64 lower-case letters and digits, words joined by single hyphens")
              .arg(excerpt(name));
    const QString better = suggestion(name);
    if (better.isEmpty() || isDeviceName(better))
        return fail(Error::Kind::Refused, rule);
    return fail(Error::Kind::Refused, Words::tr("%1; \"%2\" would do").arg(rule, better));
}

Result<> checkFilePath(const QString &path)
{
    const QString fault = faultOfPath(path);
    return fault.isEmpty() ? Result<>() : refusedPath(path, fault);
}

Result<> checkNewFilePath(const QString &path)
{
    if (const auto checked = checkFilePath(path); !checked)
        return checked;
    static const QStringList folders = {QStringLiteral("references"), QStringLiteral("templates"), QStringLiteral("scripts"),
                                        QStringLiteral("assets"), QStringLiteral("evals")};
    if (path == u"SKILL.md" || (path.contains(u'/') && folders.contains(path.section(u'/', 0, 0))))
        return {};
    return refusedPath(path, Words::tr("new files go below references/, templates/, scripts/, assets/ or evals/"));
}

} // namespace hsf::skill
