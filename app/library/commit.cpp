// SPDX-License-Identifier: MIT
#include "library/writer_p.h"

namespace hsf::library {

namespace {
QString oneLine(const QString &text)
{
    return text.simplified();
}

QByteArray messageOf(const CommitText &text)
{
    QString message = oneLine(text.subject);
    if (message.isEmpty())
        message = QStringLiteral("Change");
    message += u'\n';
    if (!text.trailers.isEmpty())
        message += u'\n';
    for (const auto &[key, value] : text.trailers) {
        if (const QString words = oneLine(value); !words.isEmpty())
            message += key + QStringLiteral(": ") + words + u'\n';
    }
    return message.toUtf8();
}

/// Git does not take '<', '>' or an empty name.
QByteArray authorOf(QString name)
{
    name.remove(u'<').remove(u'>');
    name = oneLine(name);
    return name.isEmpty() ? QByteArray("Unknown") : name.toUtf8();
}
} // namespace

git_oid idOf(const QByteArray &bytes)
{
    git_oid id{};
    git_odb_hash(&id, bytes.constData(), size_t(bytes.size()), GIT_OBJECT_BLOB);
    return id;
}

Result<git_oid> treeWith(git_repository *repository, const git_tree *base, const git::TreeEdits &edits)
{
    const auto edited = git::editedTree(repository, base, edits);
    if (!edited)
        return std::unexpected(edited.error());
    if (*edited)
        return **edited;
    git_treebuilder *made = nullptr;
    if (git_treebuilder_new(&made, repository, nullptr) != 0)
        return git::lastError();
    const git::TreeBuilder empty(made);
    git_oid id{};
    return git_treebuilder_write(&id, made) == 0 ? Result<git_oid>(id) : git::lastError();
}

Result<MadeCommit> makeCommit(git_repository *repository, const git_oid &treeId, const std::optional<git_oid> &parent,
                              const CommitText &text)
{
    const Result<git::Tree> tree = git::treeOf(repository, treeId);
    if (!tree)
        return std::unexpected(tree.error());
    git::Commit before;
    if (parent) {
        Result<git::Commit> found = git::commitOf(repository, *parent);
        if (!found)
            return std::unexpected(found.error());
        before = std::move(*found);
    }
    const QDateTime time = text.time.isValid() ? text.time : QDateTime::currentDateTimeUtc();
    git_signature *made = nullptr;
    if (git_signature_new(&made, authorOf(text.author).constData(), "hermes-skill-factory@localhost",
                          time.toSecsSinceEpoch(), 0)
        != 0)
        return git::lastError();
    const git::Signature author(made);
    const git_commit *parents[] = {before.get()};
    git_buf buffer = GIT_BUF_INIT;
    if (git_commit_create_buffer(&buffer, repository, made, made, "UTF-8", messageOf(text).constData(), tree->get(),
                                 parent ? 1 : 0, parents)
        != 0)
        return git::lastError();
    MadeCommit commit{{}, QByteArray(buffer.ptr, qsizetype(buffer.size))};
    git_buf_dispose(&buffer);
    git_odb *odb = nullptr;
    if (git_repository_odb(&odb, repository) != 0)
        return git::lastError();
    const int code
        = git_odb_write(&commit.id, odb, commit.bytes.constData(), size_t(commit.bytes.size()), GIT_OBJECT_COMMIT);
    git_odb_free(odb);
    return code == 0 ? Result<MadeCommit>(commit) : git::lastError();
}

} // namespace hsf::library
