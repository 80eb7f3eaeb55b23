// SPDX-License-Identifier: MIT
//
// Reads loose objects in libgit2's place, which loops for ever on one whose end is missing (1.9), as a power cut or a
// bad disk may leave it. What is not whole is an error here.
#include "library/git_p.h"
#include "library/words_p.h"

#include <git2/sys/errors.h>
#include <git2/sys/odb_backend.h>
#include <QCryptographicHash>
#include <QFile>

#include <cstring>

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
