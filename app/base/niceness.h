// SPDX-License-Identifier: MIT
//
// Threads that leave the processor to the window when both want it. Qt's thread priorities do nothing under Linux'
// usual scheduling; niceness does, and it belongs to a thread.
#pragma once

class QThreadPool;

namespace hsf {

/// Of the thread that calls. A third of a busy processor is left to it: a review must still come to its end.
void letTheWindowGoFirst();

/// Of every thread of the pool, whose number must be set by now; from here on none of them ends before the pool does.
void letTheWindowGoFirst(QThreadPool &pool);

} // namespace hsf
