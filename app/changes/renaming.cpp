// SPDX-License-Identifier: MIT
#include "changes/renaming.h"
#include "base/text.h"
#include "changes/contents.h"
#include "changes/moving.h"
#include "changes/trailers.h"
#include "changes/treepaths.h"
#include "changes/words_p.h"
#include "skill/document.h"
#include "skill/mentions.h"
#include "skill/names.h"

#include <QRegularExpression>

namespace hsf::changes {

namespace {
QByteArray withEvalsRenamed(const QByteArray &json, const QString &from, const QString &to)
{
    const QRegularExpression name(
        QStringLiteral("(\"skill_name\"\\s*:\\s*)\"%1\"").arg(QRegularExpression::escape(from)));
    QString text = QString::fromLatin1(json);
    return text.replace(name, QStringLiteral("\\1\"%1\"").arg(to)).toLatin1();
}

/// A file of the renamed skill itself.
QByteArray ownText(const QString &file, const FileState &state, const QString &id, const QString &newId)
{
    if (!isText(state.bytes))
        return state.bytes;
    const QString name = id.section(u'/', -1), newName = newId.section(u'/', -1);
    if (file == u"evals/evals.json")
        return withEvalsRenamed(state.bytes, name, newName);
    QByteArray text = skill::withSkillRenamed(state.bytes, id, newId);
    if (file == skillDocument && skill::parseDocument(text).hasFrontMatter)
        text = skill::withField(text, QStringLiteral("name"), newName);
    return text;
}

Result<> moveFiles(WorkingCopy &copy, const QString &id, const QString &newId)
{
    const auto files = copy.filesBelow(skillFolder(id));
    if (!files)
        return std::unexpected(files.error());
    if (const auto fine = checkMovable(id, *files); !fine)
        return fine;
    for (const auto &[path, state] : files->asKeyValueRange()) {
        const QString file = fileWithin(path, id);
        if (const auto put
            = copy.put(newId, skillFile(newId, file), {ownText(file, state, id, newId), state.executable});
            !put)
            return put;
        if (const auto removed = copy.remove(id, path); !removed)
            return removed;
    }
    return {};
}

/// Everything that is known goes with it, so that neither pin nor origin is lost.
Result<> moveFacts(WorkingCopy &copy, const QString &id, const QString &newId)
{
    for (const char *one : {"origin", "stage", "managed", "pinned", "enabled", "keep-until"}) {
        const QString fact = QString::fromLatin1(one);
        const auto value = copy.fact(id, fact);
        if (!value)
            return std::unexpected(value.error());
        if (value->isEmpty())
            continue;
        if (const auto set = copy.setFact(newId, fact, *value); !set)
            return set;
        if (const auto gone = copy.setFact(id, fact, {}); !gone)
            return gone;
    }
    if (const auto gone = copy.setFact(id, QStringLiteral("renamed-from"), {}); !gone)
        return gone;
    return copy.setFact(newId, QStringLiteral("renamed-from"), id);
}

/// Other skills that name it in their SKILL.md.
Result<> followMentions(WorkingCopy &copy, const QString &id, const QString &newId)
{
    const auto others = copy.skills();
    if (!others)
        return std::unexpected(others.error());
    for (const QString &other : *others) {
        if (other == id || other == newId)
            continue;
        const QString path = skillFile(other, {});
        const auto state = copy.file(path);
        if (!state || !*state || !isText((*state)->bytes))
            continue; // archived, or one that cannot be read: it is not ours to stop for
        const QByteArray text = skill::withSkillRenamed((*state)->bytes, id, newId);
        if (text == (*state)->bytes)
            continue;
        if (const auto put = copy.put(other, path, {text, (*state)->executable}); !put)
            return put;
    }
    return {};
}

/// The id it had before this commit, if the commit gave it this one.
QString idBefore(const library::Revision &revision, const QString &id)
{
    for (const QString &line : revision.trailers.value(QStringLiteral("Fact")).split(u'\n')) {
        const auto fact = factFromLine(line);
        if (fact && fact->skill == id && fact->fact == u"renamed-from" && !fact->after.isEmpty())
            return fact->after;
        if (fact && fact->fact == u"renamed-from" && fact->before == id && fact->after.isEmpty())
            return fact->skill; // a rename that was taken back
    }
    return {};
}

/// Of both places a skill may lie in, newest first, without what two logs both tell.
Result<QList<library::Revision>> logOf(const library::History &history, const QString &id, int limit)
{
    auto active = history.log(skillFolder(id), limit), archived = history.log(archiveFolder(id), limit);
    if (!active || !archived)
        return active ? archived : active;
    for (const library::Revision &revision : std::as_const(*archived)) {
        if (!std::ranges::contains(*active, revision.commit, &library::Revision::commit))
            active->append(revision);
    }
    std::ranges::stable_sort(*active, std::ranges::greater(), &library::Revision::time);
    return active;
}
} // namespace

Result<> renamedSkill(WorkingCopy &copy, const QString &id, const QString &newId)
{
    if (id == newId)
        return fail(Error::Kind::Refused, Words::tr("\"%1\" is called so already").arg(id));
    if (const auto fine = checkNewSkillPlace(copy, newId); !fine)
        return fine;
    return moveFiles(copy, id, newId).and_then([&] { return moveFacts(copy, id, newId); }).and_then([&] {
        return followMentions(copy, id, newId);
    });
}

Result<> renamedFile(WorkingCopy &copy, const QString &id, const QString &from, const QString &to)
{
    const auto files = copy.filesBelow(skillFolder(id));
    if (!files)
        return std::unexpected(files.error());
    if (!files->contains(skillFile(id, from)))
        return fail(Error::Kind::NotFound, Words::tr("\"%1\" has no file %2").arg(id, from));
    if (files->contains(skillFile(id, to)))
        return fail(Error::Kind::Refused, Words::tr("\"%1\" has a file %2 already").arg(id, to));
    skill::SkillFiles texts;
    for (const auto &[path, state] : files->asKeyValueRange()) {
        if (isText(state.bytes))
            texts.files.insert(fileWithin(path, id), state.bytes);
        else
            texts.otherFiles << fileWithin(path, id);
    }
    const QMap<QString, QByteArray> changed = skill::withFileRenamed(texts, from, to);
    FileState moved = files->value(skillFile(id, from));
    moved.bytes = changed.value(to, moved.bytes);
    if (const auto done
        = copy.put(id, skillFile(id, to), moved).and_then([&] { return copy.remove(id, skillFile(id, from)); });
        !done)
        return done;
    for (const auto &[file, bytes] : changed.asKeyValueRange()) {
        const bool executable = files->value(skillFile(id, file)).executable;
        if (file == to)
            continue;
        if (const auto put = copy.put(id, skillFile(id, file), {bytes, executable}); !put)
            return put;
    }
    return {};
}

Result<QList<library::Revision>> pastOf(const library::History &history, const QString &id, int limit)
{
    QList<library::Revision> past;
    QSet<QString> told;
    QString name = id, renamedBy;
    for (int names = 0; names < 20 && past.size() < limit; ++names) {
        auto log = logOf(history, name, limit);
        if (!log)
            return log;
        if (!renamedBy.isEmpty()) { // another skill may have taken the old name since
            const auto at = std::ranges::find(*log, renamedBy, &library::Revision::commit);
            log->remove(0, at == log->end() ? log->size() : at - log->begin() + 1);
        }
        QString before;
        for (const library::Revision &revision : std::as_const(*log)) {
            if (told.contains(revision.commit))
                continue;
            told << revision.commit;
            past << revision;
            before = idBefore(revision, name);
            renamedBy = revision.commit;
            if (!before.isEmpty())
                break;
        }
        if (before.isEmpty())
            break;
        name = before;
    }
    if (past.size() > limit)
        past.resize(limit);
    return past;
}

} // namespace hsf::changes
