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

Result<git_oid> treeWith(git::TreeStore &trees, git_repository *repository, const std::optional<git_oid> &base,
                         const git::TreeEdits &edits, git::NewObjects *later)
{
    const auto edited = trees.edited(base, edits, later);
    if (!edited)
        return std::unexpected(edited.error());
    if (*edited)
        return **edited;
    return git::stored(repository, GIT_OBJECT_TREE, {}, later);
}

Result<git_oid> treeWith(git_repository *repository, const git_tree *base, const git::TreeEdits &edits)
{
    git::TreeStore trees(repository);
    return treeWith(trees, repository, base ? std::optional(*git_tree_id(base)) : std::nullopt, edits);
}

Result<MadeCommit> makeCommit(git_repository *repository, const git_oid &tree, const std::optional<git_oid> &parent,
                              const CommitText &text, git::NewObjects *later)
{
    const QDateTime time = text.time.isValid() ? text.time : QDateTime::currentDateTimeUtc();
    git_signature *made = nullptr;
    if (git_signature_new(&made, authorOf(text.author).constData(), "hermes-skill-factory@localhost",
                          time.toSecsSinceEpoch(), 0)
        != 0)
        return git::lastError();
    const git::Signature author(made);
    const QByteArray signature
        = QByteArray(made->name) + " <" + made->email + "> " + QByteArray::number(qint64(made->when.time)) + " +0000\n";
    MadeCommit commit;
    commit.bytes = "tree " + git::hex(tree).toLatin1() + '\n';
    if (parent)
        commit.bytes += "parent " + git::hex(*parent).toLatin1() + '\n';
    commit.bytes += "author " + signature + "committer " + signature + "encoding UTF-8\n\n" + messageOf(text);
    const Result<git_oid> id = git::stored(repository, GIT_OBJECT_COMMIT, commit.bytes, later);
    if (!id)
        return std::unexpected(id.error());
    commit.id = *id;
    return commit;
}

} // namespace hsf::library
