// SPDX-License-Identifier: MIT
//
// One child process with its output on a pipe, watched by poll() together with a stop token and a clock: no event loop,
// and an answer to "stop" at once. POSIX and Linux's pidfd.
#pragma once
#include "base/error.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <stop_token>
#include <sys/types.h>
#include <vector>

namespace hsf::tools {

struct ChildRequest {
    QStringList command; ///< the program's path first
    QString folder; ///< working directory
    QStringList environment; ///< NAME=value
    int timeoutMs = 0;
    std::function<void()> kill; ///< beside its process group, what else must end
};

struct ChildResult {
    int exitCode = -1; ///< 128 + signal when one ended it
    bool timedOut = false;
    bool stopped = false;
};

Result<ChildResult> runChild(const ChildRequest &request, const std::function<void(const QByteArray &)> &output,
                             std::stop_token stop);

/// All on this machine that can be seen, by their numbers.
std::vector<pid_t> runningProcesses();

} // namespace hsf::tools
