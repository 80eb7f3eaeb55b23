// SPDX-License-Identifier: MIT
#include "changes/fixing.h"
#include "base/text.h"
#include "changes/contents.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"
#include "skill/fix.h"

namespace hsf::changes {

Result<QStringList> fixedSkill(WorkingCopy &copy, const QString &id)
{
    const auto files = copy.filesBelow(skillFolder(id));
    if (!files)
        return std::unexpected(files.error());
    skill::SkillFiles before;
    for (const auto &[path, state] : files->asKeyValueRange()) {
        if (isText(state.bytes))
            before.files.insert(fileWithin(path, id), state.bytes);
        else
            before.otherFiles << fileWithin(path, id);
    }
    const skill::Fixed fixed = skill::fixedAll(before, id.section(u'/', -1));
    if (fixed.words.isEmpty())
        return fail(Error::Kind::Refused, Words::tr("\"%1\" has no problem that can be fixed without thinking").arg(id));
    for (const auto &[file, bytes] : fixed.skill.files.asKeyValueRange()) {
        if (before.files.value(file) == bytes)
            continue;
        const QString path = skillFile(id, file);
        if (const auto put = copy.put(id, path, {bytes, files->value(path).executable}); !put)
            return std::unexpected(put.error());
    }
    return fixed.words;
}

} // namespace hsf::changes
