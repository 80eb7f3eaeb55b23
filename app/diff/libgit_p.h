// SPDX-License-Identifier: MIT
//
// libgit2 as this room uses it: started once, told that everything is text.
#pragma once
#include <git2.h>

namespace hsf::diff {

/// libgit2 counts its starts, so other rooms may start it too.
inline void startLibgit2()
{
    static const int started = git_libgit2_init();
    (void)started;
}

} // namespace hsf::diff
