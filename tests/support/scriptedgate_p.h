// SPDX-License-Identifier: MIT
//
// What all copies of one gate share.
#pragma once
#include "support/scriptedserver.h"

#include <atomic>

namespace hsf::test {

struct Gate::State {
    std::atomic<bool> open = false;
    std::atomic<bool> reached = false;
};

} // namespace hsf::test
