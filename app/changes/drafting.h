// SPDX-License-Identifier: MIT
//
// Operations → what each file and fact would be. Pure over a LibraryView: writes nothing, decides nothing. What cannot
// be done is an error that names the operation's target and what would do.
#pragma once
#include "changes/operation.h"
#include "changes/view.h"

namespace hsf::changes {

inline constexpr int maxOperations = 20;
inline constexpr qsizetype maxFileBytes = 1 << 20;
inline constexpr qsizetype maxBroughtBytes = 16 << 20; ///< of a file that is not text and that a person adds
inline constexpr qsizetype maxDocumentCharacters = 100'000;
inline constexpr qint64 maxMovedBytes = 256LL << 20; ///< of a folder that is archived, restored or adopted

struct Drafted {
    QString reason; ///< the draft's, or one made from the operations
    QList<FileChange> files;
    QList<FactChange> facts;
    QStringList adopted; ///< skills copied from elsewhere as they are: their old faults are reported, not refused
    bool operator==(const Drafted &) const = default;
};

Result<Drafted> drafted(const Draft &draft, const LibraryView &view, const QDateTime &now);

} // namespace hsf::changes
