// SPDX-License-Identifier: MIT
//
// The ToolBox of a chat: read_file, write_file, patch, search_files, terminal, skills_list, skill_view, skill_manage, memory.
#pragma once
#include "changes/door.h"
#include "journal/journal.h"
#include "library/snapshot.h"
#include "tools/grants.h"
#include "tools/toolbox.h"

#include <QMap>

namespace hsf::tools {

/// What the tools of one chat work on. Everything is borrowed and outlives the box.
struct HostContext {
    SessionId session;
    QString workspace;
    QString model;                                    ///< for a change's author
    changes::Origin origin = changes::Origin::Agent;
    changes::ChangeDoor *door = nullptr;
    journal::Journal *journal = nullptr;
    Approver *approver = nullptr;
    std::function<library::SnapshotPtr()> snapshot;   ///< the library now
    QString memories;                                 ///< folder of MEMORY.md and USER.md
    bool network = false;                             ///< may commands reach the network in this chat?
    QString outputs;                                  ///< folder for whole outputs of commands; empty: a temporary one
    Grants *grants = nullptr;                         ///< what was allowed for longer than once; none: each call asks
    QList<chat::Message> transcript = {};             ///< what the author read, where no journal tells it
};

class HostTools final : public ToolBox
{
public:
    explicit HostTools(HostContext context);
    ~HostTools() override;
    QList<chat::ToolSpec> specs() const override;
    ToolResult call(const chat::ToolCall &call, const OutputSink &output, std::stop_token stop) override;

    /// Blobs that skill_view showed through this box: "id/file" → Git's name of the bytes (read before write).
    QMap<QString, QString> viewed() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// The same for every box, so that a review's requests begin with the bytes of the chat's.
QList<chat::ToolSpec> hostToolSpecs();

/// skill_manage's and memory's arguments → what the door understands; errors name the argument. Pure.
Result<QList<changes::Operation>> skillOperations(const QJsonObject &arguments);
Result<changes::EditMemory> memoryOperation(const QJsonObject &arguments);

/// One operation's evidence and outcome as a review must give them; absent in a chat.
struct Claim {
    QList<changes::Evidence> evidence;
    QString outcome;   ///< worked, corrected, unresolved; empty: not given
    bool operator==(const Claim &) const = default;
};
Result<Claim> claimOf(const QJsonObject &arguments);

} // namespace hsf::tools
