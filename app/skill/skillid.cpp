// SPDX-License-Identifier: MIT
#include "skill/skillid.h"
#include "base/text.h"
#include "skill/characters.h"
#include "skill/words_p.h"

namespace hsf::skill {

namespace {
QString faultOf(const QString &path)
{
    if (path.isEmpty())
        return Words::tr("a skill needs a name");
    if (const auto hidden = firstHidden(path))
        return Words::tr("it holds the invisible character %1").arg(codePointName(*hidden));
    if (path.startsWith(u'/'))
        return Words::tr("it is an absolute path");
    for (const QStringView part : QStringView(path).split(u'/')) {
        if (part.isEmpty())
            return Words::tr("a part of the path is empty");
        if (part == u"." || part == u"..")
            return Words::tr("\".\" and \"..\" lead elsewhere");
        if (part.toUtf8().size() > 255)
            return Words::tr("a part of the path is longer than 255 bytes");
    }
    return {};
}
} // namespace

Result<SkillId> SkillId::parse(const QString &path)
{
    const QString fault = faultOf(path);
    if (!fault.isEmpty())
        return fail(Error::Kind::Malformed, Words::tr("\"%1\" is not a skill's place: %2").arg(excerpt(path), fault));
    return SkillId(path);
}

} // namespace hsf::skill
