// SPDX-License-Identifier: MIT
//
// What the last run of the program knew of the skills, in two files of the home's cache: entries with their stamps, and the
// words of the index. A start then reads only what changed. Both can be lost or damaged at any time: a reading from nothing.
//
//   library.scan   magic, checksum, count, entries one behind the other (numbers, then texts with their sizes)
//   library.words  see SearchIndex::saved()
#pragma once
#include "base/error.h"
#include "library/snapshot.h"

namespace hsf::library {

QByteArray savedScan(const LibrarySnapshot &snapshot);
/// nullptr when damaged, of another version or of another machine's kind.
SnapshotPtr restoredScan(const QByteArray &bytes);

struct ScanCache {
    QString folder;

    /// What was known, or nullptr. Quick; without the index.
    SnapshotPtr load() const;
    std::shared_ptr<const SearchIndex> loadIndex() const;
    Result<> save(const LibrarySnapshot &snapshot) const;
};

} // namespace hsf::library
