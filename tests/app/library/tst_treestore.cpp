// SPDX-License-Identifier: MIT
//
// Folders as the history keeps them, changed piece by piece: the git program makes the same of the same files.
#include "home.h"
#include "library/treestore_p.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace hsf;
using namespace hsf::library;

namespace {
/// Names that a folder and a file of the same beginning sort differently by.
const QList<QByteArray> parts{"a", "a-b", "a.b", "a0", "ab", "b", "B", "z\xC3\xA4"};

QByteArray somePath(QRandomGenerator &random)
{
    QByteArray path = "skills";
    for (int depth = random.bounded(1, 4); depth > 0; --depth)
        path += '/' + parts[random.bounded(int(parts.size()))];
    return path;
}

/// A file takes the place of a folder of its name, and of a file on the way to it.
void put(QMap<QByteArray, QByteArray> &files, git::TreeEdits &edits, const QByteArray &path, const QByteArray &blob,
         const git_oid &id)
{
    for (const QByteArray &other : files.keys()) {
        if (other.startsWith(path + '/') || path.startsWith(other + '/')) {
            files.remove(other);
            edits[other] = std::nullopt;
        }
    }
    files[path] = blob;
    edits[path] = git::Leaf{id, GIT_FILEMODE_BLOB};
}
} // namespace

class TestTreeStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { git::ensureLoaded(); }

    void init()
    {
        m_home = std::make_unique<LibraryHome>();
        m_home->git({u"init"_s, u"-q"_s, u"--bare"_s});
        git_repository *opened = nullptr;
        QCOMPARE(git_repository_open_bare(&opened, m_home->path(u"history.git"_s).toUtf8().constData()), 0);
        m_repository.reset(opened);
    }

    void anyChangeMakesTheTreeThatGitMakes_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 6; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }

    void anyChangeMakesTheTreeThatGitMakes()
    {
        QFETCH(int, seed);
        QRandomGenerator random{quint32(seed)};
        git::TreeStore trees(m_repository.get());
        QMap<QByteArray, QByteArray> files;
        std::optional<git_oid> tree;
        for (int round = 0; round < 12; ++round) {
            git::TreeEdits edits;
            for (int i = random.bounded(1, 4); i > 0; --i) {
                const QByteArray path = somePath(random);
                if (random.bounded(3) == 0 && !files.isEmpty()) {
                    const QByteArray gone = files.keys().at(random.bounded(int(files.size())));
                    files.remove(gone);
                    edits[gone] = std::nullopt;
                    continue;
                }
                const auto id
                    = git::stored(m_repository.get(), GIT_OBJECT_BLOB, QByteArray::number(random.bounded(1000)));
                VERIFY_DONE(id);
                put(files, edits, path, git::hex(*id).toLatin1(), *id);
            }
            const auto edited = trees.edited(tree, edits);
            VERIFY_DONE(edited);
            tree = *edited;
            QCOMPARE(tree ? git::hex(*tree) : QString(), treeByGit(files));
            for (auto it = files.begin(); it != files.end(); ++it) {
                const auto leaf = trees.leafAt(tree, it.key());
                VERIFY_DONE(leaf);
                QCOMPARE(leaf->has_value() ? git::hex((*leaf)->id).toLatin1() : QByteArray(), *it);
            }
        }
        QVERIFY(!m_home->git({u"fsck"_s, u"--strict"_s}).contains(u"error"_s));
    }

    void aFolderThatIsNotWholeIsAnErrorAndNoEmptyOne()
    {
        const auto half = git::stored(m_repository.get(), GIT_OBJECT_TREE, "100644 a");
        VERIFY_DONE(half);
        git::TreeStore trees(m_repository.get());
        QVERIFY(!trees.leafAt(*half, "b"));
        QVERIFY(!trees.edited(*half, {{"b", git::Leaf{*half, GIT_FILEMODE_BLOB}}}));
    }

    void namesThatGitRefusesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("git's own") << QByteArray("skills/.git/config");
        QTest::newRow("in capitals") << QByteArray("skills/.GIT");
        QTest::newRow("upwards") << QByteArray("skills/../x");
        QTest::newRow("no name") << QByteArray("skills//x");
    }

    void namesThatGitRefusesAreRefused()
    {
        QFETCH(QByteArray, path);
        const auto blob = git::stored(m_repository.get(), GIT_OBJECT_BLOB, "x");
        VERIFY_DONE(blob);
        QVERIFY(
            !git::TreeStore(m_repository.get()).edited(std::nullopt, {{path, git::Leaf{*blob, GIT_FILEMODE_BLOB}}}));
    }

private:
    /// What `git write-tree` makes of an index with these files; empty without files.
    QString treeByGit(const QMap<QByteArray, QByteArray> &files)
    {
        if (files.isEmpty())
            return {};
        QByteArray lines;
        for (auto it = files.begin(); it != files.end(); ++it)
            lines += "100644 " + *it + " 0\t" + it.key() + '\0';
        const QString repository = u"--git-dir="_s + m_home->path(u"history.git"_s);
        QFile::remove(m_home->path(u"history.git/index"_s));
        QProcess process;
        process.start(u"git"_s, {repository, u"update-index"_s, u"-z"_s, u"--index-info"_s});
        process.write(lines);
        process.closeWriteChannel();
        process.waitForFinished();
        return m_home->git({u"write-tree"_s});
    }

    std::unique_ptr<LibraryHome> m_home;
    git::Repository m_repository;
};

QTEST_GUILESS_MAIN(TestTreeStore)
#include "tst_treestore.moc"
