// SPDX-License-Identifier: MIT
//
// What makes a change survive a power cut: one file, history.git/hsf-ahead, that a change is appended to and that is
// synced before the branch moves. Objects, refs and files on disk may then reach the disk when the system likes: after
// a power cut they are made again from here (recovery.cpp). Once they are there (Writer::settle) the file is begun
// anew. Overwriting blocks that a file has already costs one sync of data; making twelve objects and two refs durable
// one by one costs two dozen, each with the file system's own journal behind it.
//
//   header  "HSFAHEAD" · generation · boot id · SHA-1 of these        512 bytes
//   entry   "HSFE" · generation · length · SHA-1 of the payload · payload: parent, commit, the commit's bytes, files, note, time
//   …       zeros, or what is left of an older generation
#pragma once
#include "library/disk_p.h"
#include "library/git_p.h"
#include "library/writer.h"

namespace hsf::library {

class WriteAhead
{
public:
    /// From so many bytes on a change is synced by itself.
    static constexpr qint64 largestEntry = qint64(4) << 20;

    struct Entry {
        std::optional<git_oid> parent;
        git_oid commit{};
        QByteArray commitBytes; ///< empty: the branch went back to `commit`
        QList<FileEdit> files; ///< without their bases
        QByteArray note; ///< Writer::write()
        qint64 time = 0; ///< when it was appended, in seconds since 1970 by the machine's clock; 0: not known
    };

    explicit WriteAhead(const QString &repository);

    /// Durable when it returns. An error: it is not in the file, and never will be.
    Result<> append(const Entry &entry);
    Result<QList<Entry>> entries();
    Result<std::optional<Entry>> last();
    /// Whether what is in it was written since this machine started: nothing can be lost then but by it going off.
    Result<bool> isOfThisBoot();
    /// Moves with each entry, of this process or another.
    struct Mark {
        quint64 generation = 0;
        qint64 end = 0; ///< 0: it is empty
        bool operator==(const Mark &) const = default;
        bool isFar() const { return end > (qint64(32) << 20); }
    };
    Result<Mark> mark();
    /// What it tells is in its place again after a power cut, if not on the disk: the next one would need it once more.
    Result<> keepForThisBoot();
    /// Begins anew: everything in it reached its place.
    Result<> reset();

private:
    Result<> opened();
    Result<> readHeader();
    Result<> writeHeader();
    Result<std::optional<QByteArray>> payloadAt(qint64 place, qint64 &next) const;
    void toBegin();
    Result<> findEnd();
    Result<> fill(qint64 upTo);

    QByteArray m_path;
    Descriptor m_file;
    QByteArray m_boot; ///< of the header
    quint64 m_generation = 0;
    qint64 m_last = 0; ///< where the entry before the end begins; 0: there is none
    qint64 m_end = 0;
};

/// What a commit made of these edits is told by.
WriteAhead::Entry aheadEntry(const std::optional<git_oid> &parent, const git_oid &commit, const QByteArray &commitBytes,
                             const QList<FileEdit> &edits, const QByteArray &note);

} // namespace hsf::library
