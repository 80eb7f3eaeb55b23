// SPDX-License-Identifier: MIT
//
// Git keeps a tree as "<mode> <name>\0<20 bytes of id>" for each entry, in the order of their names, a folder's with a
// '/' behind it. A change copies what it leaves alone.
#include "library/treestore_p.h"
#include "library/words_p.h"

#include <algorithm>
#include <cstring>

namespace hsf::library::git {

namespace {

constexpr qsizetype mostKept = qsizetype(8) << 20; ///< bytes of trees

/// What bits of a mode count.
git_filemode_t modeFrom(QByteArrayView octal)
{
    unsigned mode = 0;
    for (const char digit : octal)
        mode = mode << 3 | unsigned(digit - '0');
    switch (mode & 0170000) {
    case GIT_FILEMODE_TREE:
        return GIT_FILEMODE_TREE;
    case GIT_FILEMODE_LINK:
        return GIT_FILEMODE_LINK;
    case GIT_FILEMODE_COMMIT:
        return GIT_FILEMODE_COMMIT;
    default:
        return mode & 0100 ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
    }
}

/// One entry within the bytes of its tree.
struct StoredEntry {
    QByteArrayView name;
    Leaf leaf;
    qsizetype begin = 0, end = 0;
    bool isTree() const { return leaf.mode == GIT_FILEMODE_TREE; }
};

class TreeReader
{
public:
    explicit TreeReader(QByteArrayView bytes)
        : m_bytes(bytes)
    { }
    /// False: at the end, or the bytes are none of a tree.
    bool next(StoredEntry &entry)
    {
        const qsizetype space = m_bytes.indexOf(' ', m_at), zero = space < 0 ? -1 : m_bytes.indexOf('\0', space);
        if (zero < 0 || zero + 1 + GIT_OID_SHA1_SIZE > m_bytes.size())
            return false;
        entry.begin = m_at;
        entry.name = m_bytes.sliced(space + 1, zero - space - 1);
        entry.leaf.mode = modeFrom(m_bytes.sliced(m_at, space - m_at));
        git_oid_fromraw(&entry.leaf.id, reinterpret_cast<const unsigned char *>(m_bytes.data() + zero + 1));
        m_at = entry.end = zero + 1 + GIT_OID_SHA1_SIZE;
        return true;
    }
    bool isAtEnd() const { return m_at == m_bytes.size(); }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

std::unexpected<Error> brokenTree(const git_oid &tree)
{
    return damaged(QStringLiteral("the folder %1 is not whole").arg(hex(tree)));
}

Result<std::optional<Leaf>> entryIn(const git_oid &tree, QByteArrayView bytes, QByteArrayView name)
{
    TreeReader reader(bytes);
    for (StoredEntry entry; reader.next(entry);) {
        if (entry.name == name)
            return entry.leaf;
    }
    return reader.isAtEnd() ? Result<std::optional<Leaf>>(std::nullopt) : brokenTree(tree);
}

/// What an entry is sorted by.
QByteArray placeOf(QByteArrayView name, bool tree)
{
    return tree ? name.toByteArray() + '/' : name.toByteArray();
}

bool isBefore(const QByteArray &place, const StoredEntry &entry)
{
    const qsizetype shared = std::min(place.size(), entry.name.size());
    if (const int order = std::memcmp(place.constData(), entry.name.data(), size_t(shared)); order != 0)
        return order < 0;
    return place.size() == shared || (place.size() > shared && entry.isTree() && place[shared] < '/');
}

QByteArray entryBytes(const QByteArray &name, const Leaf &leaf)
{
    return QByteArray::number(int(leaf.mode), 8) + ' ' + name + '\0' + rawName(leaf.id);
}

using Changes = QMap<QByteArray, std::optional<Leaf>>;

/// Names that no Git would check out.
bool isImpossible(const QByteArray &name)
{
    return name.isEmpty() || name == "." || name == ".." || name.contains('\0')
        || name.compare(".git", Qt::CaseInsensitive) == 0;
}

/// The entries of `base` with the changes; nothing of it is touched but for these.
std::optional<QByteArray> merged(QByteArrayView base, const Changes &changes)
{
    std::vector<std::pair<QByteArray, QByteArray>> fresh; // place, entry
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it.value())
            fresh.emplace_back(placeOf(it.key(), it.value()->mode == GIT_FILEMODE_TREE), entryBytes(it.key(), **it));
    }
    std::ranges::sort(fresh);
    QByteArray result;
    result.reserve(base.size() + qsizetype(fresh.size()) * 64);
    TreeReader reader(base);
    qsizetype copied = 0;
    auto next = fresh.begin();
    for (StoredEntry entry; reader.next(entry);) {
        while (next != fresh.end() && isBefore(next->first, entry)) {
            result += base.sliced(copied, entry.begin - copied);
            copied = entry.begin;
            result += (next++)->second;
        }
        if (changes.contains(QByteArray::fromRawData(entry.name.data(), entry.name.size()))) {
            result += base.sliced(copied, entry.begin - copied);
            copied = entry.end;
        }
    }
    if (!reader.isAtEnd())
        return std::nullopt;
    result += base.sliced(copied);
    for (; next != fresh.end(); ++next)
        result += next->second;
    return result;
}

/// The edits at one folder: those of a name itself and those below it.
struct EditedLevel {
    Changes here;
    QMap<QByteArray, TreeEdits> below;
};

EditedLevel levelOf(const TreeEdits &edits)
{
    EditedLevel level;
    for (auto it = edits.begin(); it != edits.end(); ++it) {
        const qsizetype slash = it.key().indexOf('/');
        if (slash < 0)
            level.here.insert(it.key(), it.value());
        else
            level.below[it.key().first(slash)].insert(it.key().sliced(slash + 1), it.value());
    }
    return level;
}

} // namespace

Result<QByteArray> TreeStore::bytesOf(const git_oid &tree)
{
    if (const auto known = m_kept.constFind(rawName(tree)); known != m_kept.constEnd())
        return *known;
    git_odb *odb = nullptr;
    if (git_repository_odb(&odb, m_repository) != 0)
        return lastError();
    git_odb_object *read = nullptr;
    const int code = git_odb_read(&read, odb, &tree);
    git_odb_free(odb);
    if (code != 0)
        return lastError();
    const bool isTree = git_odb_object_type(read) == GIT_OBJECT_TREE;
    const QByteArray bytes(static_cast<const char *>(git_odb_object_data(read)), qsizetype(git_odb_object_size(read)));
    git_odb_object_free(read);
    if (!isTree)
        return brokenTree(tree);
    keep(tree, bytes);
    return bytes;
}

void TreeStore::keep(const git_oid &tree, const QByteArray &bytes)
{
    if (m_keptBytes + bytes.size() > mostKept) {
        m_kept.clear();
        m_keptBytes = 0;
    }
    if (!m_kept.contains(rawName(tree)))
        m_keptBytes += bytes.size();
    m_kept.insert(rawName(tree), bytes);
}

Result<std::optional<Leaf>> TreeStore::leafAt(const std::optional<git_oid> &tree, const QByteArray &path)
{
    std::optional<Leaf> at;
    if (tree)
        at = Leaf{*tree, GIT_FILEMODE_TREE};
    for (qsizetype begin = 0; at && begin <= path.size();) {
        const qsizetype slash = path.indexOf('/', begin), end = slash < 0 ? path.size() : slash;
        if (at->mode != GIT_FILEMODE_TREE)
            return std::optional<Leaf>();
        const Result<QByteArray> bytes = bytesOf(at->id);
        if (!bytes)
            return std::unexpected(bytes.error());
        const auto entry = entryIn(at->id, *bytes, QByteArrayView(path).sliced(begin, end - begin));
        if (!entry)
            return entry;
        at = *entry;
        begin = end + 1;
    }
    return at;
}

Result<std::optional<Leaf>> TreeStore::editedBelow(const std::optional<Leaf> &base, const TreeEdits &edits,
                                                   NewObjects *later)
{
    const bool isTree = base && base->mode == GIT_FILEMODE_TREE;
    const auto below = edited(isTree ? std::optional(base->id) : std::nullopt, edits, later);
    if (!below)
        return std::unexpected(below.error());
    if (*below)
        return Leaf{**below, GIT_FILEMODE_TREE};
    return isTree ? std::nullopt : base; // removals below a plain file: it stays
}

Result<std::optional<git_oid>> TreeStore::edited(const std::optional<git_oid> &base, const TreeEdits &edits,
                                                 NewObjects *later)
{
    const Result<QByteArray> bytes = base ? bytesOf(*base) : Result<QByteArray>();
    if (!bytes)
        return std::unexpected(bytes.error());
    EditedLevel level = levelOf(edits);
    for (auto it = level.below.begin(); it != level.below.end(); ++it) {
        const bool replaced = level.here.contains(it.key());
        const auto entry = base && !replaced ? entryIn(*base, *bytes, it.key()) : Result<std::optional<Leaf>>();
        const auto leaf = entry ? editedBelow(*entry, it.value(), later) : entry;
        if (!leaf)
            return std::unexpected(leaf.error());
        if (*leaf || !replaced) // a removed file may become a folder, a removed folder a file
            level.here.insert(it.key(), *leaf);
    }
    for (auto it = level.here.begin(); it != level.here.end(); ++it) {
        if (*it && isImpossible(it.key()))
            return fail(Error::Kind::Refused,
                        Words::tr("the history keeps no file \"%1\"").arg(QString::fromUtf8(it.key())));
    }
    const auto result = merged(*bytes, level.here);
    if (!result)
        return brokenTree(*base);
    if (result->isEmpty())
        return std::optional<git_oid>();
    const Result<git_oid> id = stored(m_repository, GIT_OBJECT_TREE, *result, later);
    if (!id)
        return std::unexpected(id.error());
    keep(*id, *result);
    return *id;
}

} // namespace hsf::library::git
