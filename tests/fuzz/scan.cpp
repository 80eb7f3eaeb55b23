// SPDX-License-Identifier: MIT
//
// The security scan over hostile text: it comes to an end, and each finding has a line one can go to.
#include "skill/scan.h"
#include "fuzz/targets.h"

namespace hsf::fuzz {

void scan(const QByteArray &input)
{
    const QList<QByteArray> parts = texts(input, 2);
    const skill::SkillFiles files{
        {{QStringLiteral("SKILL.md"), parts[0]}, {QStringLiteral("scripts/run.sh"), parts[1]}}, {}};
    for (const skill::Finding &finding : skill::Scanner::builtIn().scanSkill(files)) {
        const QByteArray text = files.files.value(finding.file);
        expect(files.files.contains(finding.file), "a finding names a file of the skill");
        expect(finding.line >= 0 && finding.line <= text.count('\n') + text.count('\r') + 1,
               "a finding's line is one of the file");
        expect(!finding.message.isEmpty(), "a finding says what it is");
    }
    const skill::Capabilities found = skill::capabilities(files);
    expect(skill::gained(found, found) == skill::Capabilities(), "nobody gains what they have");
}

} // namespace hsf::fuzz
