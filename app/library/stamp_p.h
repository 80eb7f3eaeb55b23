// SPDX-License-Identifier: MIT
//
// A number that changes when a file does: of its name, size, times, rights and inode. Kept in caches, so it is the same on
// each run of the program.
#pragma once
#include <QByteArrayView>

#include <cstring>
#include <sys/stat.h>

namespace hsf::library {

inline quint64 mixed(quint64 value)
{
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 33;
    value *= 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33);
}

inline quint64 hashOf(QByteArrayView bytes, quint64 seed = 0)
{
    quint64 hash = seed ^ (quint64(bytes.size()) * 0x9e3779b97f4a7c15ULL);
    while (bytes.size() >= 8) {
        quint64 word = 0;
        std::memcpy(&word, bytes.data(), 8);
        hash = mixed(hash ^ word) + 0x9e3779b97f4a7c15ULL;
        bytes = bytes.sliced(8);
    }
    quint64 rest = 0;
    std::memcpy(&rest, bytes.data(), size_t(bytes.size()));
    return mixed(hash ^ rest);
}

inline qint64 millisecondsOf(const timespec &time)
{
    return qint64(time.tv_sec) * 1'000 + time.tv_nsec / 1'000'000;
}

/// Of one file whose name has this hash. Stamps of a folder's files are added, so that their order does not matter.
inline quint64 stampOf(quint64 nameHash, const struct stat &info)
{
    quint64 stamp = nameHash;
    for (const quint64 part : {quint64(info.st_size), quint64(info.st_mtim.tv_sec), quint64(info.st_mtim.tv_nsec),
                               quint64(info.st_ctim.tv_sec), quint64(info.st_ctim.tv_nsec), quint64(info.st_ino),
                               quint64(info.st_mode & S_IXUSR)})
        stamp = mixed(stamp ^ part) + part;
    return stamp;
}

} // namespace hsf::library
