// SPDX-License-Identifier: MIT
#include "tools/lasting.h"

#include "base/text.h"
#include "tools/forbidden.h"
#include "tools/plaincommand.h"
#include "tools/shellcommand.h"
#include "tools/workpath.h"

#include <QDir>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

/// Run something else, with words that follow or from their input; or change what later words of the line mean.
const QSet<QString> &neverForGood()
{
    static const QSet<QString> programs = [] {
        QSet<QString> all;
        for (const QString &name :
             u"sudo doas su pkexec run0 env nohup nice ionice setsid stdbuf timeout xargs parallel watch time busybox "
             u"toybox "
             "chroot unshare nsenter flock script strace ltrace gdb entr "
             "sh bash dash zsh ksh mksh ash fish csh tcsh pwsh awk gawk mawk nawk "
             "alias bg bind break builtin caller case cd command compgen complete compopt continue coproc declare dirs "
             "disown "
             "do done elif else enable esac eval exec exit export fc fg fi for function getopts hash help history if "
             "jobs let "
             "local logout mapfile popd printf pushd read readarray readonly return select set shift shopt source "
             "suspend test "
             "then times trap type typeset ulimit umask unalias unset until wait while . :"_s.split(u' '))
            all.insert(name);
        return all;
    }();
    return programs;
}

/// They only look, whatever stands behind them: no option of theirs runs a program or names a file to write.
bool isLooker(const QString &program)
{
    static const QSet<QString> programs{
        u"ls"_s,       u"cat"_s,      u"head"_s,   u"tail"_s,    u"wc"_s,        u"grep"_s,      u"egrep"_s,
        u"fgrep"_s,    u"cut"_s,      u"tr"_s,     u"nl"_s,      u"tac"_s,       u"rev"_s,       u"cmp"_s,
        u"diff"_s,     u"stat"_s,     u"du"_s,     u"df"_s,      u"date"_s,      u"basename"_s,  u"dirname"_s,
        u"realpath"_s, u"readlink"_s, u"pwd"_s,    u"echo"_s,    u"true"_s,      u"false"_s,     u"whoami"_s,
        u"uname"_s,    u"id"_s,       u"md5sum"_s, u"sha1sum"_s, u"sha256sum"_s, u"sha512sum"_s, u"cksum"_s,
        u"od"_s,       u"comm"_s,     u"join"_s,   u"paste"_s,   u"fold"_s,      u"expand"_s,    u"seq"_s,
        u"jq"_s,       u"pdfinfo"_s};
    return programs.contains(program);
}

/// Programs whose second word says what is done, and the ones that need no third to say it.
const QMap<QString, QSet<QString>> &verbsThatSayIt()
{
    static const QMap<QString, QSet<QString>> verbs{
        {u"git"_s,
         {u"status"_s, u"diff"_s, u"log"_s, u"show"_s, u"blame"_s, u"shortlog"_s, u"describe"_s, u"rev-parse"_s,
          u"rev-list"_s, u"ls-files"_s, u"ls-tree"_s, u"merge-base"_s, u"branch"_s, u"tag"_s, u"stash"_s, u"add"_s,
          u"commit"_s, u"switch"_s}},
        {u"cargo"_s, {u"build"_s, u"check"_s, u"test"_s, u"clippy"_s, u"fmt"_s, u"doc"_s, u"tree"_s, u"metadata"_s}},
        {u"npm"_s, {u"test"_s, u"ls"_s}},
        {u"yarn"_s, {u"test"_s}},
        {u"pnpm"_s, {u"test"_s, u"ls"_s}}};
    return verbs;
}

bool isScriptProgram(const QString &program)
{
    static const QRegularExpression pattern(u"^(python[0-9.]*|perl|ruby|node|php|lua|Rscript)$"_s);
    return pattern.match(program).hasMatch();
}

/// Would name another program, a file to write, or other settings.
bool isTelling(const QString &option)
{
    static const QStringList beginnings{
        u"--ou"_s,      u"--exe"_s,    u"--ext"_s,      u"--upload"_s,    u"--receive"_s, u"--open-files"_s,
        u"--conf"_s,    u"--edit"_s,   u"--tool"_s,     u"--script-sh"_s, u"--prefix"_s,  u"--userc"_s,
        u"--globalc"_s, u"--node-o"_s, u"--manifest"_s, u"--target-d"_s,  u"--textconv"_s};
    return std::ranges::any_of(beginnings, [&](const QString &beginning) { return option.startsWith(beginning); });
}

bool isOutside(const QString &path, const QString &workspace)
{
    if (path.startsWith(u'~'))
        return true;
    if (path.split(u'/').contains(u".."_s))
        return true;
    return path.startsWith(u'/') && !isWithin(QDir::cleanPath(path), workspace);
}

/// Also behind "=", ":" and a short option: --file=/etc/x, HEAD:../x, -f/etc/x.
bool leadsOutside(const QString &word, const QString &workspace)
{
    if (isOutside(word, workspace))
        return true;
    for (qsizetype i = 0; i < word.size(); ++i) {
        const bool before = word[i] == u'=' || word[i] == u':' || word[i] == u',' || (i == 1 && word[0] == u'-');
        if (before && isOutside(word.sliced(i + 1), workspace))
            return true;
    }
    return false;
}

/// Of the workspace itself: "report.py", "scripts/report.py".
bool isOwnFile(const QString &word)
{
    static const QRegularExpression pattern(u"^[A-Za-z0-9_.][A-Za-z0-9_./-]*$"_s);
    return pattern.match(word).hasMatch() && !word.split(u'/').contains(u".."_s);
}

bool isNever(const QStringList &words)
{
    const QString &program = words.first();
    return program.isEmpty() || program.contains(u'=') || program.startsWith(u'/') || program.startsWith(u'-')
        || neverForGood().contains(program.section(u'/', -1)) || raisesRights({.words = words});
}

/// The first words that say what one program does; empty: none do.
QStringList beginningOf(const QStringList &words)
{
    const QString &program = words.first();
    if (isLooker(program))
        return {program};
    const QString second = words.value(1);
    if (verbsThatSayIt().value(program).contains(second))
        return {program, second};
    const bool runsAScript = program == u"npm" || program == u"yarn" || program == u"pnpm";
    if (runsAScript && second == u"run" && isOwnFile(words.value(2)))
        return {program, second, words.at(2)};
    if (isScriptProgram(program) && isOwnFile(second))
        return {program, second};
    return {};
}

bool mayStandBehind(const QStringList &words, const QString &workspace)
{
    return std::ranges::none_of(words,
                                [&](const QString &word) { return isTelling(word) || leadsOutside(word, workspace); });
}

/// Its pattern, where these words may run without a question as often as anybody wants.
std::optional<QString> beginningFor(const QStringList &words, const QString &workspace)
{
    if (isNever(words) || !mayStandBehind(words, workspace))
        return std::nullopt;
    const QStringList beginning = beginningOf(words);
    return beginning.isEmpty() ? std::nullopt : std::optional(beginning.join(u' '));
}

/// "find . -exec sh -c …": what really runs stands further behind.
bool namesAShell(const QStringList &words)
{
    static const QSet<QString> shells{u"sh"_s,  u"bash"_s, u"dash"_s, u"zsh"_s,
                                      u"ksh"_s, u"fish"_s, u"env"_s,  u"xargs"_s};
    return std::ranges::any_of(words, [](const QString &word) { return shells.contains(word.section(u'/', -1)); });
}

bool mayBeExact(const QStringList &words, const QString &workspace)
{
    if (isNever(words) || namesAShell(words) || !mayStandBehind(words, workspace))
        return false;
    const QString program = words.first().section(u'/', -1);
    const QString second = words.value(1);
    if (isScriptProgram(program)) // without a file it reads its input, or the code stands in the line
        return second == u"-m" || (!second.isEmpty() && !second.startsWith(u'-'));
    return !verbsThatSayIt().contains(program) || !second.startsWith(u'-'); // "git -c alias.x=… x"
}

} // namespace

QList<Grant> lastingOffer(const QString &command, const QString &workspace)
{
    // What would be hidden where it is stored could not be compared later, and does not belong in a list.
    const auto parts = plainCommands(command);
    if (!parts || !forbiddenReason(command).isEmpty() || redacted(command) != command)
        return {};
    QList<Grant> grants;
    for (const QStringList &words : *parts) {
        const auto beginning = beginningFor(words, workspace);
        if (!beginning) {
            const bool exact = parts->size() == 1 && mayBeExact(words, workspace);
            return exact ? QList{Grant{Grant::Kind::Exactly, workspace, command.trimmed()}} : QList<Grant>();
        }
        const Grant grant{Grant::Kind::Begins, workspace, *beginning};
        if (!grants.contains(grant))
            grants.append(grant);
    }
    return grants;
}

bool isCovered(const QString &command, const QString &workspace, const QList<Grant> &grants)
{
    const auto parts = plainCommands(command);
    if (!parts || !forbiddenReason(command).isEmpty())
        return false;
    if (parts->size() == 1 && mayBeExact(parts->first(), workspace)) {
        const bool exact = std::ranges::any_of(grants, [&](const Grant &grant) {
            return grant.kind == Grant::Kind::Exactly && grant.folder == workspace
                && plainCommands(grant.pattern) == parts;
        });
        if (exact)
            return true;
    }
    // Judged by today's tables, not by those of the day it was given: what is stored only says which beginning was
    // meant.
    return std::ranges::all_of(*parts, [&](const QStringList &words) {
        const auto beginning = beginningFor(words, workspace);
        return beginning && grants.contains(Grant{Grant::Kind::Begins, workspace, *beginning});
    });
}

} // namespace hsf::tools
