// SPDX-License-Identifier: MIT
#include "service/grantsservice.h"

#include "tools/terminal.h"
#include "tools/workpath.h"

namespace hsf::service {

namespace {

struct GrantsRead {
    QList<tools::GivenGrant> grants;
    Standing standing;
};

} // namespace

Standing standingOf(const QList<tools::GivenGrant> &grants, const std::optional<SessionId> &chat,
                    const QString &workspace)
{
    Standing standing;
    QStringList patterns; // for the chat and for good: told once
    for (const tools::GivenGrant &given : grants) {
        if ((given.chat && given.chat != chat) || given.grant.folder != workspace)
            continue;
        if (given.grant.kind == tools::Grant::Kind::Write)
            standing.writes = true;
        else if (!patterns.contains(given.grant.pattern))
            patterns.append(given.grant.pattern);
    }
    standing.commands = int(patterns.size());
    return standing;
}

GrantsService::GrantsService(Workbench &bench, QObject *parent)
    : QObject(parent)
    , m_bench(bench)
{
    connect(&bench, &Workbench::opened, this, &GrantsService::refresh);
    connect(&bench, &Workbench::grantsChanged, this, &GrantsService::refresh);
    connect(&bench, &Workbench::grantsFailed, this, [this](const Error &error) { Q_EMIT failed(error.message); });
}

void GrantsService::lookAt(const std::optional<SessionId> &chat, const QString &workspace)
{
    if (m_chat == chat && m_workspace == workspace)
        return;
    m_chat = chat;
    m_workspace = workspace;
    refresh();
}

void GrantsService::refresh()
{
    if (m_reading) { // once more when that is done, for whatever changed meanwhile
        m_again = true;
        return;
    }
    m_reading = true;
    m_bench
        .io([chat = m_chat, workspace = m_workspace](Stores &stores) -> Result<GrantsRead> {
            return stores.grants->all().transform([&](const QList<tools::GivenGrant> &all) {
                Standing standing
                    = standingOf(all, chat, workspace.isEmpty() ? QString() : tools::resolvedPath(workspace));
                if (standing.commands > 0)
                    standing.sandboxed = tools::sandboxAvailable() == tools::Sandbox::Works;
                return GrantsRead{all, standing};
            });
        })
        .then(this, [this](const Result<GrantsRead> &read) {
            m_reading = false;
            if (read) {
                m_grants = read->grants;
                m_standing = read->standing;
                Q_EMIT changed();
            }
            if (std::exchange(m_again, false))
                refresh();
        });
}

void GrantsService::store(std::function<Result<>(tools::Grants &)> work)
{
    // What went wrong is told by the store itself.
    m_bench.io([work = std::move(work)](Stores &stores) { return work(*stores.grants); });
}

void GrantsService::revoke(const QList<tools::GivenGrant> &grants)
{
    store([grants](tools::Grants &kept) { return kept.revoke(grants); });
}

void GrantsService::giveAgain(const QList<tools::GivenGrant> &grants)
{
    store([grants](tools::Grants &kept) { return kept.giveAgain(grants); });
}

} // namespace hsf::service
