// SPDX-License-Identifier: MIT
#include "skill/fix.h"
#include "skill/fix_p.h"
#include "skill/scan.h"

#include <QHash>

namespace hsf::skill {

namespace {
/// A skill with more than this to repair is repaired in turns.
constexpr int mostRepairs = 200;

Repair repairOf(const QString &rule)
{
    static const QHash<QString, Repair> all = {{QStringLiteral("name-missing"), nameAsFolder},
                                               {QStringLiteral("name-format"), nameAsFolder},
                                               {QStringLiteral("name-ascii"), nameAsFolder},
                                               {QStringLiteral("name-folder"), nameAsFolder},
                                               {QStringLiteral("unknown-key"), belowMetadata},
                                               {QStringLiteral("duplicate-key"), withoutRepetition},
                                               {QStringLiteral("compatibility-length"), withoutEmptyField},
                                               {QStringLiteral("license-text"), withoutEmptyField},
                                               {QStringLiteral("allowed-tools-format"), toolsWithBlanks},
                                               {QStringLiteral("front-matter-missing"), frontMatterFromText},
                                               {QStringLiteral("front-matter-open"), closedFrontMatter},
                                               {QStringLiteral("front-matter-late"), frontMatterFirst},
                                               {QStringLiteral("front-matter-yaml"), quotedFields},
                                               {QStringLiteral("invalid-utf8"), readableText},
                                               {QStringLiteral("nul-byte"), withoutNul},
                                               {QStringLiteral("reference-missing"), existingReference},
                                               {QStringLiteral("unicode-tags"), withoutInvisible},
                                               {QStringLiteral("unicode-bidirectional"), withoutInvisible},
                                               {QStringLiteral("unicode-zero-width"), withoutInvisible},
                                               {QStringLiteral("unicode-variation-selectors"), withoutInvisible}};
    return all.value(rule, nullptr);
}

Findings problems(const SkillFiles &skill, const QString &folderName, const QString &rule)
{
    // Only a scan's rule needs the scan's look.
    return rule.startsWith(QStringLiteral("unicode-")) ? Scanner::builtIn().scanSkill(skill) : lint(skill, folderName);
}

/// The promise of fixFor, kept by looking.
bool helps(const SkillFiles &before, const QString &folderName, const Finding &finding, const Fix &fix)
{
    SkillFiles after = before;
    after.files.insert(fix.file, fix.result);
    const Findings had = problems(before, folderName, finding.rule);
    const Findings has = problems(after, folderName, finding.rule);
    const auto same = [&](const Finding &one) { return one.rule == finding.rule && one.file == finding.file; };
    const auto isError = [](const Finding &one) { return one.severity >= Severity::Error; };
    return std::ranges::count_if(has, same) < std::ranges::count_if(had, same)
        && std::ranges::none_of(newFindings(had, has), isError);
}
} // namespace

std::optional<Fix> repaired(const FixCase &one, const QString &words, const QByteArray &result)
{
    return result == one.bytes ? std::nullopt : std::optional(Fix{words, one.finding.file, result});
}

std::optional<Fix> fixFor(const SkillFiles &skill, const QString &folderName, const Finding &finding)
{
    const Repair repair = repairOf(finding.rule);
    const auto file = skill.files.constFind(finding.file);
    if (!repair || file == skill.files.constEnd())
        return std::nullopt;
    const auto fix = repair({skill, folderName, finding, *file});
    return fix && helps(skill, folderName, finding, *fix) ? fix : std::nullopt;
}

Fixed fixedAll(const SkillFiles &skill, const QString &folderName)
{
    Fixed fixed{skill, {}};
    for (bool again = true; again && fixed.words.size() < mostRepairs;) {
        again = false;
        for (const Finding &finding : lint(fixed.skill, folderName) + Scanner::builtIn().scanSkill(fixed.skill)) {
            const auto fix = fixFor(fixed.skill, folderName, finding);
            if (!fix)
                continue;
            fixed.skill.files.insert(fix->file, fix->result);
            fixed.words << fix->words;
            again = true; // lines have moved: look again
            break;
        }
    }
    return fixed;
}

} // namespace hsf::skill
