// SPDX-License-Identifier: MIT
#include "library/examine.h"
#include "library/pastwalk_p.h"
#include "library/words_p.h"

#include <QFileInfo>
#include <QSet>

namespace hsf::library {

namespace {

constexpr int mostFaults = 20; ///< more say nothing new

class Examination
{
public:
    Examination(git_repository *repository, const std::function<bool()> &stopped)
        : m_repository(repository)
        , m_stopped(stopped)
    { }

    Result<QStringList> run()
    {
        readEachObject();
        followEachRevision();
        if (isStopped())
            return fail(Error::Kind::Cancelled, Words::tr("stopped"));
        return m_faults;
    }

private:
    bool isStopped() const { return m_stopped && m_stopped(); }
    bool isEnough() const { return m_faults.size() >= mostFaults || isStopped(); }
    void note(const QString &fault)
    {
        if (m_faults.size() < mostFaults && !m_faults.contains(fault))
            m_faults << fault;
    }

    /// What is stored at all, compared with its name.
    void readEachObject()
    {
        git_odb *made = nullptr;
        if (git_repository_odb(&made, m_repository) != 0)
            return note(git::lastError().error().message);
        m_odb.reset(made);
        const int code = git_odb_foreach(
            made, [](const git_oid *id, void *self) { return static_cast<Examination *>(self)->readObject(*id); },
            this);
        if (code < 0 && !isEnough())
            note(git::lastError().error().message);
    }

    int readObject(const git_oid &id)
    {
        if (isEnough())
            return 1;
        git_odb_object *object = nullptr;
        git_oid name{};
        const bool whole = git_odb_read(&object, m_odb.get(), &id) == 0
            && git_odb_hash(&name, git_odb_object_data(object), git_odb_object_size(object),
                            git_odb_object_type(object))
                == 0
            && git_oid_equal(&name, &id);
        if (!whole)
            note(Words::tr("the object %1 is damaged").arg(git::hex(id)));
        git_odb_object_free(object);
        return 0;
    }

    /// What is named must be stored.
    void followEachRevision()
    {
        const auto head = git::target(m_repository, git::mainBranch);
        if (!head)
            return note(Words::tr("the branch cannot be read (%1)").arg(git::lastReason())); // whoever tells it says what helps
        if (*head)
            m_open << **head;
        else if (!isEmptyRepository())
            note(Words::tr("the branch is missing, though there are revisions"));
        while (!m_open.isEmpty() && !isEnough())
            followRevision(m_open.takeLast());
    }

    bool isEmptyRepository() const
    {
        bool empty = true;
        git_odb_foreach(
            m_odb.get(),
            [](const git_oid *, void *empty) {
                *static_cast<bool *>(empty) = false;
                return 1;
            },
            &empty);
        return empty;
    }

    void followRevision(const git_oid &id)
    {
        const QByteArray name(reinterpret_cast<const char *>(id.id), GIT_OID_SHA1_SIZE);
        if (m_seen.contains(name))
            return;
        m_seen.insert(name);
        const Result<git::Commit> commit = git::commitOf(m_repository, id);
        if (!commit)
            return note(Words::tr("the revision %1 is missing or damaged").arg(git::hex(id)));
        followTree(*git_commit_tree_id(commit->get()), git::hex(id));
        for (unsigned i = 0; i < git_commit_parentcount(commit->get()); ++i)
            m_open << *git_commit_parent_id(commit->get(), i);
    }

    void followTree(const git_oid &id, const QString &revision)
    {
        const QByteArray name(reinterpret_cast<const char *>(id.id), GIT_OID_SHA1_SIZE);
        if (m_seen.contains(name) || isEnough())
            return;
        m_seen.insert(name);
        const Result<git::Tree> tree = git::treeOf(m_repository, id);
        if (!tree)
            return note(Words::tr("a folder of the revision %1 is missing or damaged").arg(revision));
        for (size_t i = 0; i < git_tree_entrycount(tree->get()); ++i) {
            const git_tree_entry *entry = git_tree_entry_byindex(tree->get(), i);
            const git_filemode_t mode = git_tree_entry_filemode(entry);
            if (mode == GIT_FILEMODE_TREE)
                followTree(*git_tree_entry_id(entry), revision);
            else if (mode != GIT_FILEMODE_COMMIT && !git_odb_exists(m_odb.get(), git_tree_entry_id(entry)))
                note(Words::tr("%1 of the revision %2 is missing")
                         .arg(QString::fromUtf8(git_tree_entry_name(entry)), revision));
        }
    }

    git_repository *m_repository;
    const std::function<bool()> &m_stopped;
    std::unique_ptr<git_odb, git::Freed<git_odb_free>> m_odb;
    QList<git_oid> m_open;
    QSet<QByteArray> m_seen;
    QStringList m_faults;
};

} // namespace

Result<QStringList> examinedHistory(const QString &repository, const std::function<bool()> &stopped)
{
    const auto opened = openedForReading(repository);
    if (!opened && opened.error().kind == Error::Kind::NotFound && QFileInfo::exists(repository))
        return QStringList(Words::tr("all of its revisions are missing, or it is no Git repository any more"));
    if (!opened)
        return QStringList(opened.error().message);
    return Examination(opened->get(), stopped).run();
}

} // namespace hsf::library
