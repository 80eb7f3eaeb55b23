// SPDX-License-Identifier: MIT
//
// What a diff view has done away from the window's thread: comparing, counting, colouring, searching. Functions of
// copied values that ask between files whether anybody still waits.
#pragma once
#include "diff/find.h"
#include "ui/parts/diffcolours.h"
#include "ui/parts/diffview.h"

#include <QThreadPool>

#include <atomic>
#include <memory>

namespace hsf::ui {

/// True: nobody waits any more.
using Gone = std::shared_ptr<std::atomic<bool>>;
using NumberedFile = std::pair<int, FileDiff>;

struct DiffHit { ///< words that were found
    int file = 0;
    diff::Found found;
    bool operator==(const DiffHit &) const = default;
};

QThreadPool &diffPool(); ///< of all views
QThreadPool &colourPool(); ///< one thread: colours, which take longest, keep nobody waiting for lines
QList<std::pair<int, int>> hunkCounts(const QList<NumberedFile> &files, const Gone &gone);
QList<DiffHit> findAll(const QList<NumberedFile> &files, const QString &words, int most, const Gone &gone);

} // namespace hsf::ui
