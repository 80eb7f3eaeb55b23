// SPDX-License-Identifier: MIT
//
// Runs one shell command in bubblewrap over the host's own system: system read-only, workspace writable, home hidden, no
// network unless allowed, limits on time, memory and processes. Output streams and is capped for the model, kept whole in a file.
#pragma once
#include "base/error.h"
#include "tools/permission.h"

#include <functional>
#include <stop_token>

namespace hsf::tools {

struct CommandRequest {
    QString command;             ///< for /bin/sh -c
    QString workspace;           ///< working directory, the only writable place
    bool network = false;
    int timeoutMs = 120'000;
    qint64 memoryBytes = 4LL << 30;
    int processes = 512;
    int shownBytes = 64 * 1024;  ///< of the output, head and tail
    qint64 keptBytes = 256 << 20;///< of the output, in outputFile
    QString outputFolder;        ///< for outputFile; empty: a temporary one
    QStringList readOnly;        ///< folders that may be read besides: the skill library
    Sandbox sandbox = Sandbox::Works;
};

struct CommandResult {
    int exitCode = -1;
    bool timedOut = false;
    bool stopped = false;
    QString output;              ///< both streams as they came, capped, invalid UTF-8 replaced
    qint64 outputBytes = 0;      ///< in all
    QString outputFile;          ///< the whole of it, when it was capped
    bool sandboxed = true;
};

/// Asked once: can bubblewrap make a sandbox here? Blocks shortly at first use.
Sandbox sandboxAvailable();
/// The arguments for bwrap, as a pure function of what it is to see; `hostRoot` is "/run/host" inside a build root, else "/".
QStringList sandboxArguments(const CommandRequest &request, const QString &hostRoot);
Result<CommandResult> runCommand(const CommandRequest &request, const std::function<void(const QString &)> &output,
                                 std::stop_token stop);

} // namespace hsf::tools
