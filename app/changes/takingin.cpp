// SPDX-License-Identifier: MIT
#include "changes/takingin.h"
#include "changes/drafting.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"
#include "skill/names.h"

namespace hsf::changes {

Result<> takenIn(WorkingCopy &copy, const TakeFiles &take)
{
    if (const auto id = skill::SkillId::parse(take.skill); !id)
        return std::unexpected(id.error());
    qint64 bytes = 0;
    for (const FileChange &file : take.files) {
        const QString within = fileWithin(file.path, take.skill);
        if (!file.path.startsWith(u"skills/") || within.isEmpty())
            return fail(Error::Kind::Refused, Words::tr("%1 is no file of \"%2\"").arg(file.path, take.skill));
        if (const auto fine = skill::checkFilePath(within); !fine)
            return fine;
        bytes += file.result.value_or(QByteArray()).size();
        if (bytes > maxMovedBytes)
            return fail(Error::Kind::Refused, Words::tr("\"%1\" holds more than %2 MiB").arg(take.skill).arg(maxMovedBytes >> 20));
        const auto now = copy.file(file.path);
        if (!now)
            return std::unexpected(now.error());
        const auto here = *now ? std::optional((*now)->bytes) : std::nullopt;
        if (here != file.base)
            return fail(Error::Kind::Refused, Words::tr("%1 changed meanwhile; sync again").arg(file.path));
        const auto done = file.result ? copy.put(take.skill, file.path, {*file.result, file.executable}) : copy.remove(take.skill, file.path);
        if (!done)
            return done;
    }
    return {};
}

} // namespace hsf::changes
