// SPDX-License-Identifier: MIT
#include "library/pastwalk_p.h"
#include "library/words_p.h"

#include <QFile>
#include <QTimeZone>

namespace hsf::library {

namespace {

QMap<QString, QString> trailersOf(const git_commit *commit)
{
    git_message_trailer_array found{};
    QMap<QString, QString> trailers;
    if (git_message_trailers(&found, git_commit_message(commit)) != 0)
        return trailers;
    for (size_t i = 0; i < found.count; ++i) {
        QString &value = trailers[QString::fromUtf8(found.trailers[i].key)];
        value += (value.isEmpty() ? QString() : QStringLiteral("\n")) + QString::fromUtf8(found.trailers[i].value);
    }
    git_message_trailer_array_free(&found);
    return trailers;
}

/// What a commit changed against its first parent.
Result<QList<git::PathChange>> changesOf(git_repository *repository, const git_commit *commit)
{
    const Result<git::Tree> after = git::treeOf(repository, *git_commit_tree_id(commit));
    if (!after)
        return std::unexpected(after.error());
    git::Tree before;
    if (git_commit_parentcount(commit) > 0) {
        Result<git::Tree> tree = git::treeOfCommit(repository, *git_commit_parent_id(commit, 0));
        if (!tree)
            return std::unexpected(tree.error());
        before = std::move(*tree);
    }
    return git::changedPaths(repository, before.get(), after->get());
}

Result<QStringList> pathsOf(git_repository *repository, const git_commit *commit, const RevisionIndex *index)
{
    QStringList paths;
    const auto number = index ? index->numberOf(git::hex(*git_commit_id(commit))) : std::optional<qint64>();
    if (number && *number) {
        const auto known = index->pathsOf(**number);
        if (!known)
            return std::unexpected(known.error());
        for (const RevisionIndex::PathBlob &one : *known)
            paths << one.path;
        return paths;
    }
    const auto changed = changesOf(repository, commit);
    if (!changed)
        return std::unexpected(changed.error());
    for (const git::PathChange &change : *changed)
        paths << QString::fromUtf8(change.path);
    return paths;
}

} // namespace

Result<git::Repository> openedForReading(const QString &repository)
{
    git::ensureLoaded();
    git_repository *opened = nullptr;
    const int code = git_repository_open_bare(&opened, QFile::encodeName(repository).constData());
    if (code == GIT_ENOTFOUND)
        return fail(Error::Kind::NotFound, Words::tr("there is no history at %1 yet").arg(repository));
    if (code != 0)
        return withContext(git::lastError().error(), repository);
    git::Repository owner(opened);
    const Result<> safe = git::readLooseSafely(opened);
    return safe ? Result<git::Repository>(std::move(owner)) : std::unexpected(safe.error());
}

Revision messageOf(const git_commit *commit)
{
    Revision revision;
    revision.commit = git::hex(*git_commit_id(commit));
    if (git_commit_parentcount(commit) > 0)
        revision.parent = git::hex(*git_commit_parent_id(commit, 0));
    revision.merged = git_commit_parentcount(commit) > 1;
    revision.subject = QString::fromUtf8(git_commit_message(commit)).section(u'\n', 0, 0);
    revision.trailers = trailersOf(commit);
    revision.time = QDateTime::fromSecsSinceEpoch(git_commit_time(commit), QTimeZone::UTC);
    return revision;
}

Result<Revision> revisionOf(git_repository *repository, const git_commit *commit, const RevisionIndex *index)
{
    Revision revision = messageOf(commit);
    const auto paths = pathsOf(repository, commit, index);
    if (!paths)
        return std::unexpected(paths.error());
    revision.paths = *paths;
    return revision;
}

Result<qint64> timeOf(git_repository *repository, const QString &commit)
{
    const auto id = git::idFrom(commit);
    if (!id)
        return fail(Error::Kind::Malformed, Words::tr("the index of the history is damaged"));
    return git::commitOf(repository, *id).transform([](const git::Commit &found) {
        return qint64(git_commit_time(found.get()));
    });
}

Result<RevisionIndex::NewRevision> indexedRevision(git_repository *repository, const git_oid &id)
{
    const Result<git::Commit> commit = git::commitOf(repository, id);
    if (!commit)
        return std::unexpected(commit.error());
    const auto changed = changesOf(repository, commit->get());
    if (!changed)
        return std::unexpected(changed.error());
    const unsigned parents = git_commit_parentcount(commit->get());
    RevisionIndex::NewRevision revision{git::hex(id),
                                        parents ? git::hex(*git_commit_parent_id(commit->get(), 0)) : QString(),
                                        parents > 1,
                                        git_commit_time(commit->get()),
                                        {}};
    for (const git::PathChange &change : *changed)
        revision.paths << RevisionIndex::PathBlob{QString::fromUtf8(change.path),
                                                  change.after ? git::hex(change.after->id) : QString()};
    return revision;
}

Result<Missing> commitsAbove(git_repository *repository, const RevisionIndex &index,
                             const std::function<bool()> &stopped)
{
    Missing missing;
    auto at = git::target(repository, git::mainBranch);
    if (!at)
        return std::unexpected(at.error());
    while (*at) {
        if (stopped())
            return Missing();
        const QString name = git::hex(**at);
        const auto known = index.numberOf(name);
        if (!known)
            return std::unexpected(known.error());
        if (*known) {
            missing.knownBelow = name;
            break;
        }
        const Result<git::Commit> commit = git::commitOf(repository, **at);
        if (!commit)
            return std::unexpected(commit.error());
        missing.commits << **at;
        *at = git_commit_parentcount(commit->get()) > 0 ? std::optional(*git_commit_parent_id(commit->get(), 0))
                                                        : std::nullopt;
    }
    std::ranges::reverse(missing.commits);
    return missing;
}

PastWalk::PastWalk(git_repository *repository, const RevisionIndex *index, const git_oid &from, QByteArray path)
    : m_repository(repository)
    , m_index(index)
    , m_at(from)
    , m_path(std::move(path))
{ }

Result<std::optional<PastWalk::Step>> PastWalk::next()
{
    while (m_at) {
        const auto number = m_index ? m_index->numberOf(git::hex(*m_at)) : std::optional<qint64>();
        if (!number)
            return std::unexpected(number.error());
        if (*number) {
            m_number = **number;
            m_at.reset();
            break;
        }
        const Result<git::Commit> commit = git::commitOf(m_repository, *m_at);
        if (!commit)
            return std::unexpected(commit.error());
        const Result<git::Tree> after = git::treeOf(m_repository, *git_commit_tree_id(commit->get()));
        if (!after)
            return std::unexpected(after.error());
        const Step step{*m_at, git_commit_parentcount(commit->get()) > 1, git::entryAt(after->get(), m_path)};
        git::Tree before;
        m_at.reset();
        if (git_commit_parentcount(commit->get()) > 0) {
            m_at = *git_commit_parent_id(commit->get(), 0);
            Result<git::Tree> tree = git::treeOfCommit(m_repository, *m_at);
            if (!tree)
                return std::unexpected(tree.error());
            before = std::move(*tree);
        }
        if (git::entryAt(before.get(), m_path) != step.after)
            return step;
    }
    return nextKnown();
}

Result<std::optional<PastWalk::Step>> PastWalk::nextKnown()
{
    if (m_known.isEmpty() && m_number > 0) {
        auto known = m_index->changesOf(QString::fromUtf8(m_path), m_number, m_ahead);
        if (!known)
            return std::unexpected(known.error());
        m_number = known->size() < m_ahead ? 0 : known->last().number - 1;
        m_ahead = std::min(m_ahead * 4, 1024);
        m_known = *std::move(known);
        std::ranges::reverse(m_known);
    }
    if (m_known.isEmpty())
        return std::optional<Step>();
    const RevisionIndex::Change change = m_known.takeLast();
    const auto commit = git::idFrom(change.commit);
    const auto blob = git::idFrom(change.blob);
    if (!commit)
        return fail(Error::Kind::Malformed, Words::tr("the index of the history is damaged"));
    return Step{*commit, change.merged, blob ? std::optional(git::Leaf{*blob}) : std::nullopt};
}

} // namespace hsf::library
