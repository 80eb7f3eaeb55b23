// SPDX-License-Identifier: MIT
//
// What all copies of one gate share.
#pragma once
#include "support/loopback.h"
#include "support/scriptedserver.h"

#include <atomic>

namespace hsf::test {

struct Gate::State {
    std::atomic<bool> open = false;
    std::atomic<bool> reached = false;

    /// A server waits here until the test opens it; false: the connection is gone.
    bool pass(Connection &connection)
    {
        reached = true;
        while (!open) {
            if (!connection.pause(5))
                return false;
        }
        return true;
    }
};

} // namespace hsf::test
