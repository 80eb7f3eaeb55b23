// SPDX-License-Identifier: MIT
//
// Arguments of skill_manage and memory → operations. Pure; what is wrong is named, nothing is guessed.
#include "tools/arguments.h"
#include "tools/hosttools.h"

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

const QStringList &skillActions()
{
    static const QStringList actions{u"create"_s, u"patch"_s, u"rewrite"_s, u"write_file"_s, u"remove_file"_s, u"archive"_s};
    return actions;
}

changes::Operation createOf(const QString &name, Arguments &a)
{
    const QString category = a.textOr(u"category"_s);
    return changes::CreateSkill{.folder = category.isEmpty() ? name : category + u'/' + name,
                                .content = a.text(u"content"_s).toUtf8()};
}

changes::Operation patchOf(const QString &name, Arguments &a)
{
    return changes::PatchFile{.skill = name,
                              .file = a.textOr(u"file"_s),
                              .oldText = a.text(u"old_text"_s).toUtf8(),
                              .newText = a.content(u"new_text"_s).toUtf8(),
                              .replaceAll = a.flag(u"replace_all"_s)};
}

changes::Operation archiveOf(const QString &name, Arguments &a)
{
    const QString absorbed = a.textOr(u"absorbed_into"_s);
    const QString reason = a.textOr(u"reason"_s);
    if (absorbed.isEmpty() && reason.isEmpty())
        a.refuse(u"archive needs \"absorbed_into\" or a \"reason\""_s);
    return changes::ArchiveSkill{.skill = name, .absorbedInto = absorbed, .reason = reason};
}

changes::Operation operationOf(const QString &action, const QString &name, Arguments &a)
{
    if (action == u"create")
        return createOf(name, a);
    if (action == u"patch")
        return patchOf(name, a);
    if (action == u"rewrite")
        return changes::WriteFile{.skill = name, .content = a.text(u"content"_s).toUtf8()};
    if (action == u"write_file")
        return changes::WriteFile{
            .skill = name, .file = a.text(u"file"_s), .content = a.content(u"content"_s).toUtf8()};
    if (action == u"remove_file")
        return changes::RemoveFile{.skill = name, .file = a.text(u"file"_s)};
    return archiveOf(name, a);
}

library::MemoryEdit memoryEditOf(Arguments &a)
{
    using Action = library::MemoryEdit::Action;
    const QString action = a.oneOf(u"action"_s, {u"add"_s, u"replace"_s, u"remove"_s});
    const QString target = a.oneOf(u"target"_s, {u"memory"_s, u"user"_s});
    library::MemoryEdit edit{.action = action == u"add" ? Action::Add
                                 : action == u"replace" ? Action::Replace
                                                        : Action::Remove,
                             .file = target == u"user" ? library::MemoryFile::User : library::MemoryFile::Memory};
    if (edit.action != Action::Add && !action.isEmpty())
        edit.oldText = a.text(u"old_text"_s);
    if (edit.action != Action::Remove && !action.isEmpty())
        edit.text = a.text(u"text"_s);
    return edit;
}

/// Each operation's object with words for where it stands; an error when there are none or too many.
Result<QList<std::pair<QJsonObject, QString>>> operationObjects(const QJsonObject &arguments)
{
    Arguments outer(arguments);
    const QJsonArray list = outer.list(u"operations"_s);
    if (outer.problem().isEmpty() && (list.isEmpty() || list.size() > 20))
        outer.refuse(u"\"operations\" must have 1 to 20 operations, not %1"_s.arg(list.size()));
    QList<std::pair<QJsonObject, QString>> objects;
    for (const QJsonValue &value : list) {
        const QString where = u"operations[%1]: "_s.arg(objects.size());
        if (!value.isObject())
            outer.refuse(where + u"must be an object"_s);
        objects.append({value.toObject(), where});
    }
    if (const Result<> fits = outer.checked(); !fits)
        return std::unexpected(fits.error());
    return objects;
}

} // namespace

Result<QList<changes::Operation>> skillOperations(const QJsonObject &arguments)
{
    const auto objects = operationObjects(arguments);
    if (!objects)
        return std::unexpected(objects.error());
    QList<changes::Operation> operations;
    for (const auto &[object, where] : *objects) {
        Arguments a(object, where);
        const QString action = a.oneOf(u"action"_s, skillActions());
        const QString name = a.text(u"name"_s);
        if (a.problem().isEmpty())
            operations.append(operationOf(action, name, a));
        if (const Result<> fits = a.checked(); !fits)
            return std::unexpected(fits.error());
    }
    return operations;
}

Result<changes::EditMemory> memoryOperation(const QJsonObject &arguments)
{
    QList<std::pair<QJsonObject, QString>> objects{{arguments, QString()}};
    if (!arguments.value(u"operations"_s).isUndefined()) {
        const auto listed = operationObjects(arguments);
        if (!listed)
            return std::unexpected(listed.error());
        objects = *listed;
    }
    changes::EditMemory edit;
    for (const auto &[object, where] : std::as_const(objects)) {
        Arguments a(object, where);
        edit.edits.append(memoryEditOf(a));
        if (const Result<> fits = a.checked(); !fits)
            return std::unexpected(fits.error());
    }
    return edit;
}

Result<Claim> claimOf(const QJsonObject &arguments)
{
    Arguments a(arguments);
    Claim claim;
    if (a.has(u"outcome"_s))
        claim.outcome = a.oneOf(u"outcome"_s, {u"worked"_s, u"corrected"_s, u"unresolved"_s});
    const QJsonArray list = a.has(u"evidence"_s) ? a.list(u"evidence"_s) : QJsonArray();
    for (const QJsonValue &value : list) {
        Arguments item(value.toObject(), u"evidence[%1]: "_s.arg(claim.evidence.size()));
        if (!item.has(u"message"_s))
            item.refuse(u"\"message\" is missing; it must be a message's number"_s);
        claim.evidence.append({.message = item.number(u"message"_s, 0, 1, 1 << 30), .quote = item.text(u"quote"_s)});
        if (const Result<> fits = item.checked(); !fits)
            return std::unexpected(fits.error());
    }
    if (const Result<> fits = a.checked(); !fits)
        return std::unexpected(fits.error());
    return claim;
}

} // namespace hsf::tools
