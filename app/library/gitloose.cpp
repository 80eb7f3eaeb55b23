// SPDX-License-Identifier: MIT
//
// Reads loose objects in libgit2's place, which loops for ever on one whose end is missing (1.9), as a power cut or a
// bad disk may leave it: what is not whole is an error here. And writes them, without looking through all packs for
// each and without packing tightly what changes with the next change.
#include "library/disk_p.h"
#include "library/git_p.h"
#include "library/words_p.h"

#include <git2/sys/errors.h>
#include <git2/sys/odb_backend.h>
#include <QFile>
#include <QRandomGenerator>

#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace hsf::library::git {

namespace {

struct LooseReader {
    git_odb_backend backend; ///< first: libgit2 knows it by this address
    QByteArray folder;
};

/// "blob 12" and the bytes; nullopt: the file is not whole.
struct LooseObject {
    git_object_t type = GIT_OBJECT_INVALID;
    QByteArray bytes;
};

std::optional<LooseObject> objectIn(const QByteArray &stored)
{
    // qUncompress wants the length in front; it grows from any.
    QByteArray data(4, '\0');
    data[2] = char(std::min<qsizetype>(stored.size() / 64, 255));
    data[3] = '\x40';
    const QByteArray whole = qUncompress(data + stored);
    const qsizetype end = whole.indexOf('\0');
    const qsizetype space = whole.indexOf(' ');
    if (end < 0 || space < 0 || space > end
        || whole.sliced(space + 1, end - space - 1).toLongLong() != whole.size() - end - 1)
        return std::nullopt;
    const git_object_t type = git_object_string2type(whole.first(space).constData());
    return LooseObject{type, whole.sliced(end + 1)};
}

/// GIT_ENOTFOUND: there is no such file, others are asked.
int readObject(const git_odb_backend *backend, const git_oid *id, LooseObject &object)
{
    const QByteArray name = hex(*id).toLatin1();
    const QByteArray &folder = reinterpret_cast<const LooseReader *>(backend)->folder;
    QFile file(QFile::decodeName(folder + name.first(2) + '/' + name.sliced(2)));
    if (!file.open(QIODevice::ReadOnly))
        return GIT_ENOTFOUND;
    const auto found = objectIn(file.readAll());
    if (!found) {
        git_error_set_str(GIT_ERROR_ODB, QByteArray("the object " + name + " is not whole").constData());
        return GIT_ERROR;
    }
    object = *found;
    return 0;
}

int readWhole(void **data, size_t *length, git_object_t *type, git_odb_backend *backend, const git_oid *id)
{
    LooseObject object;
    if (const int code = readObject(backend, id, object); code != 0)
        return code;
    // One more: libgit2 takes commits and tags for text that ends.
    *data = git_odb_backend_data_alloc(backend, size_t(object.bytes.size()) + 1);
    if (!*data)
        return GIT_ERROR;
    std::memcpy(*data, object.bytes.constData(), size_t(object.bytes.size()) + 1);
    *length = size_t(object.bytes.size());
    *type = object.type;
    return 0;
}

int readHeader(size_t *length, git_object_t *type, git_odb_backend *backend, const git_oid *id)
{
    LooseObject object;
    if (const int code = readObject(backend, id, object); code != 0)
        return code;
    *length = size_t(object.bytes.size());
    *type = object.type;
    return 0;
}

/// Those are listed by libgit2's own reader of them.
int listNone(git_odb_backend *, git_odb_foreach_cb, void *)
{
    return 0;
}

void freeReader(git_odb_backend *backend)
{
    delete reinterpret_cast<LooseReader *>(backend);
}

/// From so many bytes on a folder is kept as it is: most of it are names of objects, which nothing makes smaller, and
/// packing keeps what changed of it.
constexpr qsizetype largeTree = 4 << 10;

/// A smaller one fills one block of the disk as it is; making it smaller saves nothing, and costs more than hashing it.
constexpr qsizetype smallObject = 4000;

/// What zlib reads as well, without looking for anything to make smaller.
QByteArray asItIs(QByteArrayView bytes)
{
    constexpr qsizetype mostInBlock = 0xFFFF;
    QByteArray stored("\x78\x01", 2);
    stored.reserve(bytes.size() + bytes.size() / mostInBlock * 5 + 16);
    quint32 a = 1, b = 0; // Adler-32
    for (QByteArrayView rest = bytes;;) {
        const QByteArrayView part = rest.first(std::min(rest.size(), mostInBlock));
        rest = rest.sliced(part.size());
        const auto size = quint16(part.size());
        const char head[] = {char(rest.isEmpty()), char(size), char(size >> 8), char(~size), char(quint16(~size) >> 8)};
        stored.append(head, sizeof head).append(part);
        if (rest.isEmpty())
            break;
    }
    constexpr qsizetype beforeOverflow = 5552;
    for (qsizetype at = 0; at < bytes.size(); at += beforeOverflow) {
        for (const char c : bytes.sliced(at, std::min(beforeOverflow, bytes.size() - at))) {
            a += uchar(c);
            b += a;
        }
        a %= 65521;
        b %= 65521;
    }
    for (const quint32 sum : {b, a})
        stored.append(char(sum >> 8)).append(char(sum));
    return stored;
}

bool written(const QByteArray &path, const QByteArray &bytes)
{
    const Descriptor file(::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444));
    for (qsizetype done = 0; file.isOpen() && done < bytes.size();) {
        const ssize_t put = ::write(file.get(), bytes.constData() + done, size_t(bytes.size() - done));
        if (put < 0 && errno != EINTR)
            return false;
        done += std::max<ssize_t>(put, 0);
    }
    return file.isOpen();
}

bool renamed(const QByteArray &from, const QByteArray &to)
{
    if (::rename(from.constData(), to.constData()) == 0)
        return true;
    const bool isReady = errno == ENOENT && (::mkdir(splitPath(to).first.constData(), 0777) == 0 || errno == EEXIST);
    return isReady && ::rename(from.constData(), to.constData()) == 0;
}

} // namespace

bool isWholeLooseObject(const QString &file, const git_oid &id)
{
    QFile stored(file);
    if (!stored.open(QIODevice::ReadOnly))
        return false;
    const auto object = objectIn(stored.readAll());
    git_oid found{};
    return object && git_odb_hash(&found, object->bytes.constData(), size_t(object->bytes.size()), object->type) == 0
        && git_oid_equal(&found, &id);
}

Result<git_oid> NewObjects::add(git_object_t type, const QByteArray &bytes)
{
    git_oid id{};
    if (git_odb_hash(&id, bytes.constData(), size_t(bytes.size()), type) != 0)
        return lastError();
    m_objects.append({id, type, bytes});
    return id;
}

Result<> NewObjects::store() const
{
    for (const Object &object : m_objects) {
        if (const Result<> done = store(object); !done)
            return done;
    }
    return {};
}

Result<> NewObjects::store(const Object &object) const
{
    const QByteArray name = hex(object.id).toLatin1(), place = m_folder + name.first(2) + '/' + name.sliced(2);
    if (::access(place.constData(), F_OK) == 0)
        return {};
    const QByteArray &bytes = object.bytes;
    const QByteArray whole
        = QByteArray(git_object_type2string(object.type)) + ' ' + QByteArray::number(bytes.size()) + '\0' + bytes;
    const bool plain = whole.size() <= smallObject || (object.type == GIT_OBJECT_TREE && bytes.size() >= largeTree);
    // qCompress puts the length in front.
    const QByteArray packed = plain ? asItIs(whole) : qCompress(whole, 1).sliced(4);
    // Named as libgit2 names it: what is left of a killed process is swept away (recovery.cpp).
    const QByteArray begun
        = m_folder + "tmp_object_git2_" + QByteArray::number(QRandomGenerator::global()->generate64(), 16);
    if (written(begun, packed) && renamed(begun, place))
        return {};
    const int error = errno;
    ::unlink(begun.constData());
    return fail(Error::Kind::Storage, Words::tr("the history cannot be written or read: %1").arg(systemMessage(error)));
}

Result<git_oid> stored(git_repository *repository, git_object_t type, const QByteArray &bytes, NewObjects *later)
{
    if (later)
        return later->add(type, bytes);
    NewObjects one(repository);
    const Result<git_oid> id = one.add(type, bytes);
    const Result<> done = id ? one.store() : std::unexpected(id.error());
    return done ? id : std::unexpected(done.error());
}

Result<> readLooseSafely(git_repository *repository)
{
    git_odb *made = nullptr;
    if (git_repository_odb(&made, repository) != 0)
        return lastError();
    const std::unique_ptr<git_odb, Freed<git_odb_free>> odb(made);
    auto *reader = new LooseReader{{}, QByteArray(git_repository_path(repository)) + "objects/"};
    git_odb_init_backend(&reader->backend, GIT_ODB_BACKEND_VERSION);
    reader->backend.read = readWhole;
    reader->backend.read_header = readHeader;
    reader->backend.foreach = listNone; // asked without a look whether it is there
    reader->backend.free = freeReader;
    constexpr int beforeOthers = 100;
    if (git_odb_add_backend(made, &reader->backend, beforeOthers) != 0) {
        delete reader;
        return lastError();
    }
    return {};
}

} // namespace hsf::library::git
