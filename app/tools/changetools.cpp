// SPDX-License-Identifier: MIT
#include "tools/changetools.h"

#include "base/text.h"
#include "library/skillreader.h"
#include "tools/untrusted.h"

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

/// What all operations of a call claim together.
Result<Claim> claims(const QJsonObject &json)
{
    Result<Claim> all = claimOf(json);
    for (const QJsonValue &operation : json.value(u"operations"_s).toArray()) {
        const Result<Claim> one = claimOf(operation.toObject());
        if (!one)
            return one;
        if (!all)
            return all;
        for (const changes::Evidence &evidence : one->evidence) {
            if (!all->evidence.contains(evidence))
                all->evidence.append(evidence);
        }
        if (all->outcome.isEmpty())
            all->outcome = one->outcome;
    }
    return all;
}

QString seenBlob(const Desk &desk, const QString &skill, const QString &file)
{
    const library::SnapshotPtr library = desk.library();
    const library::SkillEntry *entry = library ? library->find(skill) : nullptr;
    const QString id = entry ? entry->id.toString() : skill;
    return desk.viewed().value(id + u'/' + (file.isEmpty() ? u"SKILL.md"_s : file));
}

/// A whole file is written over only as it was read; a patch finds its place in what is there, so only a review's is
/// tied to it.
void tieToWhatWasRead(const Desk &desk, QList<changes::Operation> &operations)
{
    const bool patches = desk.context().origin == changes::Origin::Review;
    for (changes::Operation &operation : operations) {
        if (auto *write = std::get_if<changes::WriteFile>(&operation))
            write->seenBlob = seenBlob(desk, write->skill, write->file);
        else if (auto *remove = std::get_if<changes::RemoveFile>(&operation))
            remove->seenBlob = seenBlob(desk, remove->skill, remove->file);
        else if (auto *patch = std::get_if<changes::PatchFile>(&operation); patch && patches)
            patch->seenBlob = seenBlob(desk, patch->skill, patch->file);
    }
}

/// The author knows what it wrote itself: its next change needs no new look.
void rememberWritten(Desk &desk, const changes::ChangeSet &set)
{
    for (const changes::FileChange &file : set.files) {
        if (file.result && file.path.startsWith(u"skills/"_s))
            desk.setViewed(file.path.sliced(7), library::blobName(*file.result));
    }
}

QList<changes::UntrustedText> untrustedBefore(const Desk &desk)
{
    const HostContext &context = desk.context();
    QList<chat::Message> messages = context.transcript;
    if (const auto stored = context.journal ? context.journal->messages(context.session)
                                            : Result<QList<journal::StoredMessage>>()) {
        for (const journal::StoredMessage &message : *stored)
            messages.append(message.message);
    }
    const library::SnapshotPtr library = desk.library();
    return untrustedTexts(messages, {desk.workspace(), library ? library->root : QString()});
}

QString findingsOf(const changes::ChangeSet &set)
{
    QString text;
    for (const skill::Finding &finding : set.findings.mid(0, 8)) {
        text += u"\n- %1: %2%3 %4"_s.arg(skill::severityName(finding.severity), finding.file,
                                         finding.line > 0 ? u':' + QString::number(finding.line) + u':' : u":"_s,
                                         finding.message);
    }
    return text.isEmpty() ? QString() : u"\nFindings of the checks:"_s + text;
}

QString memorySizes(const changes::ChangeSet &set)
{
    QString text;
    for (const library::MemoryFile file : {library::MemoryFile::Memory, library::MemoryFile::User}) {
        for (const changes::FileChange &change : set.files) {
            if (change.path == library::memoryTreePath(file) && change.result) {
                text += u" %1 has %2 of %3 characters."_s.arg(change.path.section(u'/', -1))
                            .arg(QString::fromUtf8(*change.result).size())
                            .arg(library::memoryLimit(file));
            }
        }
    }
    return text;
}

ToolResult described(const changes::ChangeSet &set)
{
    const QString id = set.id.toString();
    const QJsonObject display{{u"change_set"_s, id}};
    const QString because = set.why.isEmpty() ? QString() : u": "_s + set.why;
    switch (set.state) {
    case changes::State::Refused:
        return failure(u"refused"_s,
                       u"Refused%1 Nothing was written (change set %2).%3"_s.arg(because.isEmpty() ? u"."_s : because,
                                                                                 id, findingsOf(set)),
                       display);
    case changes::State::Held:
        return {
            .text
            = u"Held for the person to decide%1 Nothing is written until they accept (change set %2). Do not submit it again.%3"_s
                  .arg(because.isEmpty() ? u"."_s : because, id, findingsOf(set)),
            .display = display};
    default:
        return {.text
                = u"Applied (change set %1); the person can undo it.%2%3"_s.arg(id, memorySizes(set), findingsOf(set)),
                .display = display};
    }
}

ToolResult submitted(Desk &desk, const QJsonObject &json, QList<changes::Operation> operations, const QString &reason,
                     journal::Journal::Counter counter)
{
    const HostContext &context = desk.context();
    if (!context.door)
        return failure(u"refused"_s, u"The library cannot be changed from here."_s);
    const Result<Claim> claim = claims(json);
    if (!claim)
        return failure(claim.error());
    const Result<changes::ChangeSet> set = context.door->submit({.author = {.origin = context.origin,
                                                                            .session = context.session,
                                                                            .model = context.model,
                                                                            .evidence = claim->evidence,
                                                                            .outcome = claim->outcome},
                                                                 .reason = reason,
                                                                 .operations = operations,
                                                                 .untrusted = untrustedBefore(desk)});
    if (!set)
        return failure(set.error());
    const bool wanted = set->state != changes::State::Refused;
    if (wanted && context.origin == changes::Origin::Agent && context.journal)
        (void)context.journal->resetCounter(context.session, counter);
    if (set->state == changes::State::Applied)
        rememberWritten(desk, *set);
    return described(*set);
}

} // namespace

ToolResult skillManage(Desk &desk, Call &call, const QJsonObject &json)
{
    const QString reason = call.arguments.text(u"reason"_s);
    if (const Result<> fits = call.arguments.checked(); !fits)
        return failure(fits.error());
    Result<QList<changes::Operation>> operations = skillOperations(json);
    if (!operations)
        return failure(operations.error());
    tieToWhatWasRead(desk, *operations);
    return submitted(desk, json, *operations, reason, journal::Journal::Counter::ToolIterations);
}

ToolResult memory(Desk &desk, Call &, const QJsonObject &json)
{
    const Result<changes::EditMemory> edit = memoryOperation(json);
    if (!edit)
        return failure(edit.error());
    const library::MemoryEdit &first = edit->edits.first();
    using Action = library::MemoryEdit::Action;
    const QString verb = first.action == Action::Add ? u"Remember"_s
        : first.action == Action::Replace            ? u"Correct memory"_s
                                                     : u"Forget"_s;
    const QString reason = verb + u": "_s + excerpt(first.text.isEmpty() ? first.oldText : first.text, 60);
    return submitted(desk, json, {*edit}, reason, journal::Journal::Counter::UserTurns);
}

} // namespace hsf::tools
