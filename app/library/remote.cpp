// SPDX-License-Identifier: MIT
#include "library/remote.h"
#include "library/pastwalk_p.h"
#include "library/words_p.h"
#include "library/writer_p.h"

#include <QProcess>
#include <QStandardPaths>

namespace hsf::library {

namespace {

constexpr const char *fetchedRef = "refs/hsf/fetched";
constexpr const char *syncedRef = "refs/hsf/synced";
const QString waitingTrailer = QStringLiteral("Waiting");

/// What git said, as a sentence that tells what to do.
QString explained(const QString &said)
{
    QStringList lines = said.trimmed().split(u'\n');
    lines.removeIf([](const QString &line) { return line.startsWith(u"hint:"); });
    const QString last = lines.isEmpty() ? QString() : lines.last().trimmed();
    const auto has = [&](const char *words) { return said.contains(QLatin1StringView(words), Qt::CaseInsensitive); };
    if (has("could not resolve host") || has("could not connect") || has("connection refused") || has("network is unreachable")
        || has("connection timed out"))
        return Words::tr("it cannot be reached; check the network and the address (%1)").arg(last);
    if (has("authentication failed") || has("permission denied") || has("could not read username") || has("terminal prompts disabled")
        || has("host key verification failed"))
        return Words::tr("it does not let you in; a \"git fetch\" from there in a terminal must work without a question (%1)").arg(last);
    if (has("does not appear to be a git repository") || has("repository not found") || has("not found"))
        return Words::tr("there is no Git repository; check the address (%1)").arg(last);
    if (has("fetch first") || has("non-fast-forward") || has("updates were rejected") || has("stale info") || has("cannot lock ref"))
        return Words::tr("somebody else sent changes meanwhile; sync again");
    if (has("remote rejected") || has("pre-receive hook declined") || has("protected branch"))
        return Words::tr("it refuses what you send (%1)").arg(last);
    return last.isEmpty() ? Words::tr("git gave no reason") : last;
}

bool hasTree(git_repository *repository, const git_oid &commit, const QByteArray &path)
{
    const Result<git::Tree> tree = git::treeOfCommit(repository, commit);
    const auto entry = tree ? git::entryAt(tree->get(), path) : std::nullopt;
    return entry && entry->mode == GIT_FILEMODE_TREE;
}

/// Is this file of theirs part of a skill, and not their README or their build?
bool isBelowSkill(const git_tree *tree, const QByteArray &path)
{
    for (qsizetype end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        if (git::entryAt(tree, path.first(end) + "/SKILL.md"))
            return true;
    }
    return false;
}

bool follows(git_repository *repository, const git_oid &newer, const git_oid &older)
{
    return git_oid_equal(&newer, &older) || git_graph_descendant_of(repository, &newer, &older) == 1;
}

} // namespace

Result<QByteArray> Remote::run(const QStringList &arguments, const QString &attempted, std::stop_token stop) const
{
    QProcess git;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C")); // its words are read
    environment.insert(QStringLiteral("GIT_TERMINAL_PROMPT"), QStringLiteral("0")); // nobody sits at a terminal
    if (!environment.contains(QStringLiteral("GIT_SSH_COMMAND")))
        environment.insert(QStringLiteral("GIT_SSH_COMMAND"), QStringLiteral("ssh -o BatchMode=yes -o ConnectTimeout=20"));
    for (const char *ours : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"})
        environment.remove(QLatin1StringView(ours));
    git.setProcessEnvironment(environment);
    // Their bytes are checked before they are kept, nothing of theirs is run, and our own repository is tidied by nobody else.
    git.start(QStringLiteral("git"),
              QStringList{QStringLiteral("--git-dir"), m_repository, QStringLiteral("-c"), QStringLiteral("transfer.fsckObjects=true"),
                          QStringLiteral("-c"), QStringLiteral("protocol.ext.allow=never"), QStringLiteral("-c"),
                          QStringLiteral("core.hooksPath=/dev/null"), QStringLiteral("-c"), QStringLiteral("gc.auto=0"), QStringLiteral("-c"),
                          QStringLiteral("maintenance.auto=false")}
                  + arguments);
    git.closeWriteChannel();
    if (!git.waitForStarted())
        return fail(Error::Kind::NotFound, Words::tr("%1: the program git is not here; install it").arg(attempted));
    while (!git.waitForFinished(100)) {
        if (stop.stop_requested()) {
            git.kill();
            git.waitForFinished();
            return fail(Error::Kind::Cancelled, attempted);
        }
    }
    const QString said = QString::fromUtf8(git.readAllStandardError());
    if (git.exitStatus() == QProcess::NormalExit && git.exitCode() == 0)
        return git.readAllStandardOutput();
    const QString reason = explained(said);
    const bool refused = said.contains(u"rejected");
    return fail(refused ? Error::Kind::Refused : Error::Kind::Network, QStringLiteral("%1: %2").arg(attempted, reason));
}

Result<Meeting> Remote::fetch(std::stop_token stop) const
{
    const QString attempted = Words::tr("could not read from %1").arg(m_place.url);
    // An address is data: it must not be read as an option.
    if (m_place.url.trimmed().isEmpty() || m_place.url.startsWith(u'-') || m_place.branch.startsWith(u'-') || m_place.branch.contains(u':'))
        return fail(Error::Kind::Malformed, Words::tr("\"%1\" (branch \"%2\") is no address of a Git repository").arg(m_place.url, m_place.branch));
    const QString branch = QStringLiteral("refs/heads/") + m_place.branch;
    const auto listed = run({QStringLiteral("ls-remote"), m_place.url, branch}, attempted, stop);
    if (!listed)
        return std::unexpected(listed.error());
    const bool isThere = !listed->trimmed().isEmpty();
    if (isThere) {
        const auto fetched = run({QStringLiteral("fetch"), QStringLiteral("--no-tags"), QStringLiteral("--no-write-fetch-head"), QStringLiteral("--no-auto-maintenance"),
                                  m_place.url, u'+' + branch + u':' + QLatin1StringView(fetchedRef)},
                                 attempted, stop);
        if (!fetched)
            return std::unexpected(fetched.error());
    }
    const auto repository = openedForReading(m_repository);
    if (!repository)
        return std::unexpected(repository.error());
    const auto theirs = isThere ? git::target(repository->get(), fetchedRef) : Result<std::optional<git_oid>>(std::optional<git_oid>());
    const auto synced = git::target(repository->get(), syncedRef);
    if (!theirs || !synced)
        return std::unexpected(theirs ? synced.error() : theirs.error());
    Meeting meeting;
    if (*theirs) {
        meeting.theirs = git::hex(**theirs);
        meeting.folder = hasTree(repository->get(), **theirs, "skills") ? QStringLiteral("skills") : QString();
    }
    if (!*synced)
        return meeting;
    const Result<git::Commit> note = git::commitOf(repository->get(), **synced);
    if (!note)
        return std::unexpected(note.error());
    const auto known = revisionOf(repository->get(), note->get());
    if (!known)
        return std::unexpected(known.error());
    meeting.base = known->commit;
    meeting.waiting = known->trailers.value(waitingTrailer).split(u' ', Qt::SkipEmptyParts);
    const auto before = git::idFrom(known->parent);
    meeting.rewritten = before && (!*theirs || !follows(repository->get(), **theirs, *before));
    return meeting;
}

Result<> Remote::remember(const QString &theirs, const QStringList &waiting) const
{
    const auto repository = openedForReading(m_repository);
    if (!repository)
        return std::unexpected(repository.error());
    const auto commit = git::idFrom(theirs);
    if (!commit)
        return fail(Error::Kind::Malformed, theirs);
    const Result<git::Tree> tree = git::treeOfCommit(repository->get(), *commit);
    if (!tree)
        return std::unexpected(tree.error());
    const CommitText text{QStringLiteral("Both libraries had this"),
                          {{waitingTrailer, waiting.join(u' ')}},
                          QStringLiteral("Sync"),
                          QDateTime::currentDateTimeUtc()};
    const auto note = makeCommit(repository->get(), *git_tree_id(tree->get()), *commit, text);
    if (!note)
        return std::unexpected(note.error());
    return git::syncObjects(repository->get(), {note->id})
        .and_then([&] { return git::forceReference(repository->get(), syncedRef, note->id); })
        .and_then([&] { return git::syncReference(repository->get(), syncedRef); });
}

Result<QString> Remote::push(const QString &ours, const Meeting &meeting, const QStringList &subjects, std::stop_token stop) const
{
    const auto repository = openedForReading(m_repository);
    if (!repository)
        return std::unexpected(repository.error());
    const auto commit = git::idFrom(ours);
    if (!commit)
        return QString(); // nothing here yet
    const Result<git::Tree> whole = git::treeOfCommit(repository->get(), *commit);
    if (!whole)
        return std::unexpected(whole.error());
    const auto skills = git::entryAt(whole->get(), "skills");
    const auto theirs = git::idFrom(meeting.theirs);
    git::Tree base;
    if (theirs) {
        Result<git::Tree> tree = git::treeOfCommit(repository->get(), *theirs);
        if (!tree)
            return std::unexpected(tree.error());
        base = std::move(*tree);
    }
    // What else they keep beside the skills (a README, say) stays.
    git::TreeEdits edits;
    if (!theirs || !meeting.folder.isEmpty()) {
        edits.insert("skills", skills);
    } else {
        const Result<git::Tree> own = skills ? git::treeOf(repository->get(), skills->id) : Result<git::Tree>(git::Tree());
        if (!own)
            return std::unexpected(own.error());
        const auto changed = git::changedPaths(repository->get(), base.get(), own->get());
        if (!changed)
            return std::unexpected(changed.error());
        for (const git::PathChange &change : *changed)
            if (change.after || isBelowSkill(base.get(), change.path))
                edits.insert(change.path, change.after);
    }
    const auto tree = treeWith(repository->get(), base.get(), edits);
    if (!tree)
        return std::unexpected(tree.error());
    if (base && git_oid_equal(&*tree, git_tree_id(base.get())))
        return QString();
    CommitText text{subjects.size() == 1 ? subjects.first() : Words::tr("%n change(s) of skills", nullptr, int(subjects.size())), {}, QStringLiteral("Hermes Skill Factory"),
                    QDateTime::currentDateTimeUtc()};
    const auto made = makeCommit(repository->get(), *tree, theirs, text);
    if (!made)
        return std::unexpected(made.error());
    const QString name = git::hex(made->id);
    const auto sent = run({QStringLiteral("push"), QStringLiteral("--porcelain"), m_place.url, name + QStringLiteral(":refs/heads/") + m_place.branch},
                          Words::tr("could not send to %1").arg(m_place.url), stop);
    if (!sent)
        return std::unexpected(sent.error());
    return name;
}

} // namespace hsf::library
