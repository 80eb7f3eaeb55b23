// SPDX-License-Identifier: MIT
#include "changes/checks.h"
#include "base/meanwhile.h"
#include "changes/contents.h"
#include "changes/drafting.h"
#include "changes/treepaths.h"

#include <QHash>

namespace hsf::changes {

namespace {
using skill::Findings;
using skill::SkillFiles;

/// A finding is the same one when rule, file and the words of its line are.
QHash<QString, int> counted(const Findings &findings, const std::function<QString(const skill::Finding &)> &key)
{
    QHash<QString, int> counts;
    for (const skill::Finding &finding : findings)
        ++counts[key(finding)];
    return counts;
}

std::function<QString(const skill::Finding &)> keyIn(const SkillFiles &files)
{
    QHash<QString, QList<QByteArray>> lines;
    for (const auto &[path, bytes] : files.files.asKeyValueRange())
        lines.insert(path, bytes.split('\n'));
    return [lines](const skill::Finding &finding) {
        const QByteArray line = lines.value(finding.file).value(finding.line - 1).trimmed();
        return finding.rule + u'\n' + finding.file + u'\n' + QString::fromLatin1(line);
    };
}

Findings lintFindings(const SkillSides &sides)
{
    if (sides.after.files.isEmpty())
        return {}; // archived: nobody reads it
    // Both sides at the same time: most skills have some advice, then what was there before is wanted, too.
    auto before = meanwhile([&sides] {
        return sides.before.files.isEmpty() ? Findings() : skill::lint(sides.before, sides.folderName);
    });
    const Findings after = skill::lint(sides.after, sides.folderName);
    const Findings old = before.get();
    Findings fresh = after.isEmpty() || sides.before.files.isEmpty() ? after : skill::newFindings(old, after);
    for (skill::Finding &finding : fresh) {
        if (sides.asItIs)
            finding.severity = std::min(finding.severity, skill::Severity::Warning);
    }
    return fresh;
}

Findings scanFindings(const SkillSides &sides)
{
    const skill::Scanner &scanner = skill::Scanner::builtIn();
    const Findings after = scanner.scanSkill(sides.after);
    return after.isEmpty() ? after : newOnTheirLines(scanner.scanSkill(sides.before), sides.before, after, sides.after);
}

void add(skill::Capabilities &sum, const skill::Capabilities &more)
{
    for (const auto part :
         {&skill::Capabilities::allowedTools, &skill::Capabilities::scripts, &skill::Capabilities::networkHosts}) {
        QStringList &list = sum.*part;
        list += more.*part;
        list.sort();
        list.removeDuplicates();
    }
}
} // namespace

Findings newOnTheirLines(const Findings &before, const SkillFiles &beforeFiles, const Findings &after,
                         const SkillFiles &afterFiles)
{
    QHash<QString, int> old = counted(before, keyIn(beforeFiles));
    const auto key = keyIn(afterFiles);
    Findings fresh;
    for (const skill::Finding &finding : after) {
        if (--old[key(finding)] < 0)
            fresh << finding;
    }
    return fresh;
}

Checked checked(const QList<SkillSides> &skills)
{
    Checked result;
    for (const SkillSides &sides : skills) {
        auto scanned = meanwhile([&sides] {
            const skill::Capabilities gained
                = skill::gained(skill::capabilities(sides.before), skill::capabilities(sides.after));
            return std::pair(scanFindings(sides), gained);
        });
        result.findings += lintFindings(sides);
        const auto [findings, gained] = scanned.get();
        result.findings += findings;
        add(result.gained, gained);
    }
    return result;
}

Findings checkedMemory(const QList<FileChange> &files)
{
    SkillFiles before, after;
    for (const FileChange &file : files) {
        if (!file.path.startsWith(u"memories/") || !file.result)
            continue;
        before.files.insert(file.path, file.base.value_or(QByteArray()));
        after.files.insert(file.path, *file.result);
    }
    const auto scanned = [](const SkillFiles &side) {
        Findings findings;
        for (const auto &[path, bytes] : side.files.asKeyValueRange())
            findings += skill::Scanner::builtIn().scanText(path, QString::fromUtf8(bytes));
        return findings;
    };
    return newOnTheirLines(scanned(before), before, scanned(after), after);
}

SkillFiles withChanges(SkillFiles files, const QString &skill, const QList<FileChange> &changes)
{
    for (const FileChange &change : changes) {
        if (change.skill != skill || isArchived(change.path))
            continue;
        const QString path = fileWithin(change.path, skill);
        files.files.remove(path);
        files.otherFiles.removeAll(path);
        const bool text = change.result && isSmallText(*change.result);
        if (text)
            files.files.insert(path, *change.result);
        else if (change.result)
            files.otherFiles << path;
    }
    return files;
}

} // namespace hsf::changes
