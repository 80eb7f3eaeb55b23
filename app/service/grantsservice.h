// SPDX-License-Identifier: MIT
//
// What a person allowed for longer than once, for the window: the list, revoking, giving again; and how things stand in
// the chat that is looked at. The turns read the same store themselves, before each call.
#pragma once
#include "service/workbench.h"

namespace hsf::service {

/// What one chat may do without asking.
struct Standing {
    bool writes = false; ///< files in its workspace
    int commands = 0; ///< patterns of commands
    bool sandboxed = true; ///< false: every command asks, whatever was allowed
    bool operator==(const Standing &) const = default;
};
/// `workspace`: symlinks resolved. Pure.
Standing standingOf(const QList<tools::GivenGrant> &grants, const std::optional<SessionId> &chat,
                    const QString &workspace);

class GrantsService : public QObject
{
    Q_OBJECT
public:
    explicit GrantsService(Workbench &bench, QObject *parent = nullptr);

    const QList<tools::GivenGrant> &grants() const { return m_grants; } ///< as read last
    const Standing &standing() const { return m_standing; }
    /// The chat that is looked at from now on; changed follows.
    void lookAt(const std::optional<SessionId> &chat, const QString &workspace);
    const std::optional<SessionId> &chat() const { return m_chat; }
    void refresh(); ///< changed follows: another program may have revoked some
    void revoke(const QList<tools::GivenGrant>
                    &grants); ///< in force for the next call, also of a running turn; changed follows
    void giveAgain(const QList<tools::GivenGrant> &grants); ///< the same way

Q_SIGNALS:
    void changed();
    void failed(const QString &sentence);

private:
    void store(std::function<Result<>(tools::Grants &)> work);

    Workbench &m_bench;
    QList<tools::GivenGrant> m_grants;
    Standing m_standing;
    std::optional<SessionId> m_chat;
    QString m_workspace;
    bool m_reading = false, m_again = false;
};

} // namespace hsf::service
