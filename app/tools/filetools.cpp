// SPDX-License-Identifier: MIT
#include "tools/filetools.h"

#include "diff/patch.h"
#include "tools/filetext.h"
#include "tools/words_p.h"
#include "tools/workpath.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

constexpr qint64 changeLimit = 8 << 20;

ToolResult noPath(const Desk &desk, const QString &path)
{
    if (desk.workspace().isEmpty() && !path.isEmpty())
        return failure(u"no-workspace"_s,
                       u"No workspace is chosen for this chat, so \"%1\" has no place. Give an absolute path or ask "
                       "the person to choose a folder."_s.arg(path));
    return failure(u"malformed"_s, u"\"path\" is not a path."_s);
}

/// A file as it is now, to be changed. nullopt: there is none.
using Bytes = std::optional<QByteArray>;
Result<Bytes> bytesNow(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Bytes();
    if (info.isDir())
        return fail(Error::Kind::Refused, u"%1 is a folder; name a file in it."_s.arg(path));
    if (!info.isFile())
        return fail(Error::Kind::Refused, u"%1 is a device or pipe, not a file."_s.arg(path));
    if (info.size() > changeLimit)
        return fail(Error::Kind::Refused,
                    u"%1 is over 8 MiB, too big to be shown for a change; use terminal."_s.arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Refused, u"%1 cannot be read: %2."_s.arg(path, file.errorString()));
    return Bytes(file.readAll());
}

Result<> save(const QString &path, const QByteArray &bytes)
{
    const auto cannot = [&path](const QString &why) {
        return fail(Error::Kind::Storage, u"%1 could not be written (%2); it is as it was."_s.arg(path, why));
    };
    if (!QDir().mkpath(QFileInfo(path).path()))
        return cannot(u"its folder cannot be made"_s);
    QSaveFile file(path); // keeps the mode of a file that is there
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return cannot(file.errorString());
    return {};
}

/// A change of one file on its way: shown, allowed, written.
struct Writing {
    QString asked; ///< the path as the model wrote it
    QString path; ///< where that leads
    Bytes before;
    QByteArray after;
};

Result<Writing> begun(const Desk &desk, const QString &asked)
{
    Writing writing{.asked = asked, .path = workPath(asked, desk.workspace())};
    if (const QString refusal = libraryRefusal(desk, writing.path); !refusal.isEmpty())
        return fail(Error::Kind::Refused, refusal);
    Result<Bytes> before = bytesNow(writing.path);
    if (!before)
        return std::unexpected(before.error());
    writing.before = *std::move(before);
    return writing;
}

ToolResult finished(Desk &desk, const Call &call, const Writing &writing, const QString &done)
{
    const QString shown = shownPath(writing.path, desk.workspace());
    const QByteArray before = writing.before.value_or(QByteArray());
    if (writing.before == writing.after)
        return {.text = u"%1 already has exactly this content; nothing was written."_s.arg(shown)};

    const ApprovalRequest request{.session = desk.context().session,
                                  .callId = call.call.id,
                                  .tool = call.call.name,
                                  .title = writing.before ? Words::tr("Change %1").arg(shown)
                                                          : Words::tr("Write %1").arg(shown),
                                  .path = writing.path,
                                  .before = before,
                                  .after = writing.after};
    const Permission permission = mayWrite(writing.path, desk.workplace(), desk.grants());
    if (auto denied = desk.denied(permission, request, call.stop))
        return *denied;

    // While a person thinks, the file or a symlink on the way may change: then what was shown is not what would happen.
    const Result<Bytes> now = bytesNow(writing.path);
    if (!now || *now != writing.before || workPath(writing.asked, desk.workspace()) != writing.path) {
        return failure(u"changed-meanwhile"_s,
                       u"%1 was changed by somebody else before this could be written; nothing was "
                       "written. Read it again and repeat the change if it is still right."_s.arg(shown));
    }
    if (const Result<> saved = save(writing.path, writing.after); !saved)
        return failure(saved.error());
    return {.text = done.arg(shown),
            .display = {{u"path"_s, writing.path},
                        {u"diff_before"_s, QString::fromUtf8(before)},
                        {u"diff_after"_s, QString::fromUtf8(writing.after)}}};
}

} // namespace

Permission readPermission(const Desk &desk, const QString &path)
{
    // What the program itself offers to read asks nobody: skills, and outputs it put aside.
    const library::SnapshotPtr library = desk.library();
    const QString root = library ? library->root : QString();
    for (const QString &folder : {root, desk.context().outputs}) {
        if (!folder.isEmpty() && isWithin(path, resolvedPath(folder)))
            return {.way = Permission::Way::Allow};
    }
    return mayRead(path, desk.workspace());
}

QString libraryRefusal(const Desk &desk, const QString &path)
{
    if (const QString &memories = desk.context().memories;
        !memories.isEmpty() && isWithin(path, resolvedPath(memories)))
        return u"Memory files are not written directly; use the memory tool, so that the change is recorded and can be undone."_s;
    const library::SnapshotPtr library = desk.library();
    if (!library)
        return {};
    QSet<QString> roots{library->root};
    for (const library::SkillEntry &entry : library->skills)
        roots.insert(entry.source);
    for (const QString &root : std::as_const(roots)) {
        if (!root.isEmpty() && isWithin(path, resolvedPath(root)))
            return u"Skills are not written directly; use skill_manage, so that the change is checked, recorded and can be undone."_s;
    }
    return {};
}

ToolResult readFile(Desk &desk, Call &call)
{
    const QString asked = call.arguments.text(u"path"_s);
    const int offset = call.arguments.number(u"offset"_s, 1, 1, 1 << 30);
    const int limit = call.arguments.number(u"limit"_s, 2'000, 1, 100'000);
    if (const Result<> fits = call.arguments.checked(); !fits)
        return failure(fits.error());
    const QString path = workPath(asked, desk.workspace());
    if (path.isEmpty())
        return noPath(desk, asked);
    const ApprovalRequest request{.session = desk.context().session,
                                  .callId = call.call.id,
                                  .tool = call.call.name,
                                  .title = Words::tr("Read %1").arg(path),
                                  .path = path};
    if (auto denied = desk.denied(readPermission(desk, path), request, call.stop))
        return *denied;
    const Result<QString> text = fileText(path, offset, limit);
    return text ? ToolResult{.text = *text, .display = {{u"path"_s, path}}} : failure(text.error());
}

ToolResult writeFile(Desk &desk, Call &call)
{
    const QString asked = call.arguments.text(u"path"_s);
    const QString content = call.arguments.content(u"content"_s);
    if (const Result<> fits = call.arguments.checked(); !fits)
        return failure(fits.error());
    if (workPath(asked, desk.workspace()).isEmpty())
        return noPath(desk, asked);
    Result<Writing> writing = begun(desk, asked);
    if (!writing)
        return failure(writing.error());
    writing->after = content.toUtf8();
    return finished(desk, call, *writing, u"Wrote %1 ("_s + QString::number(writing->after.size()) + u" bytes)."_s);
}

ToolResult patchFile(Desk &desk, Call &call)
{
    const QString asked = call.arguments.text(u"path"_s);
    const QString oldText = call.arguments.text(u"old_text"_s);
    const QString newText = call.arguments.content(u"new_text"_s);
    const bool all = call.arguments.flag(u"replace_all"_s);
    if (const Result<> fits = call.arguments.checked(); !fits)
        return failure(fits.error());
    if (workPath(asked, desk.workspace()).isEmpty())
        return noPath(desk, asked);
    Result<Writing> writing = begun(desk, asked);
    if (!writing)
        return failure(writing.error());
    if (!writing->before)
        return failure(u"not-found"_s, u"%1 does not exist; use write_file to make it."_s.arg(writing->path));
    if (writing->before->contains('\0'))
        return failure(u"binary"_s, u"%1 is not a text file; patch works on text only."_s.arg(writing->path));
    const auto patched = diff::patch(*writing->before, oldText.toUtf8(), newText.toUtf8(),
                                     all ? diff::Occurrences::All : diff::Occurrences::One);
    if (!patched)
        return failure(patched.error());
    writing->after = patched->bytes;
    const QString found
        = patched->step == u"exact" ? QString() : u" (the old text was found by: %1)"_s.arg(patched->step);
    return finished(desk, call, *writing,
                    u"Changed %1 in "_s + QString::number(patched->places) + u" place(s)"_s + found + u'.');
}

} // namespace hsf::tools
