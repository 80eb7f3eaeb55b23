// SPDX-License-Identifier: MIT
#include "tools/desk.h"

#include "tools/workpath.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace hsf::tools {

ToolResult failure(const QString &errorClass, const QString &text, const QJsonObject &display)
{
    return {.text = text, .failed = true, .errorClass = errorClass, .display = display};
}

QString errorClassOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Cancelled:
        return u"stopped"_s;
    case Error::Kind::NotFound:
        return u"not-found"_s;
    case Error::Kind::Malformed:
        return u"malformed"_s;
    case Error::Kind::Refused:
        return u"refused"_s;
    case Error::Kind::Network:
        return u"network"_s;
    case Error::Kind::Storage:
        return u"storage"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

ToolResult failure(const Error &error)
{
    return failure(errorClassOf(error), error.message);
}

Desk::Desk(HostContext context)
    : m_context(std::move(context))
    , m_workspace(m_context.workspace.isEmpty() ? QString() : resolvedPath(m_context.workspace))
{ }

library::SnapshotPtr Desk::library() const
{
    return m_context.snapshot ? m_context.snapshot() : nullptr;
}

std::optional<ToolResult> Desk::denied(const Permission &permission, ApprovalRequest request, std::stop_token stop)
{
    if (permission.way == Permission::Way::Allow)
        return std::nullopt;
    if (permission.way == Permission::Way::Refuse)
        return failure(u"refused"_s, u"Refused, whoever asks: %1."_s.arg(permission.reason));

    request.reason = permission.reason;
    request.forChat = permission.forChat;
    request.always = permission.always;
    const Approval answer = m_context.approver ? m_context.approver->ask(request, stop) : Approval::Denied;
    if (stop.stop_requested())
        return failure(u"stopped"_s, u"Stopped while waiting for permission; nothing was done."_s);
    static const QString words[] = {u"denied"_s, u"once"_s, u"this-chat"_s, u"always"_s};
    const QString &word = words[int(answer)];
    record(u"approval"_s, {},
           {{u"call"_s, request.callId}, {u"tool"_s, request.tool}, {u"title"_s, request.title}, {u"answer"_s, word}});
    if (answer == Approval::Denied) {
        return failure(
            u"denied"_s,
            u"The person did not allow this (%1). Nothing was done. Do not repeat it; find another way or ask "
            "them."_s.arg(permission.reason));
    }
    keep(answer, permission);
    return std::nullopt;
}

// Where it cannot be stored the call runs all the same, once: the next one asks again. Grants tells that to who
// listens.
void Desk::keep(Approval answer, const Permission &permission)
{
    if (!m_context.grants)
        return;
    if (answer == Approval::ThisChat)
        (void)m_context.grants->give(permission.forChat, Grants::Scope::Chat, m_context.session);
    else if (answer == Approval::Always)
        (void)m_context.grants->give(permission.always, Grants::Scope::Always, m_context.session);
}

QList<Grant> Desk::grants() const
{
    const bool attended = m_context.approver && m_context.approver->isAttended();
    return attended && m_context.grants ? m_context.grants->heldIn(m_context.session) : QList<Grant>();
}

Workplace Desk::workplace() const
{
    const QString &memories = m_context.memories; // they lie with the rest
    return {.folder = m_workspace,
            .holdsHome = isWithin(resolvedPath(QDir::homePath()), m_workspace),
            .holdsOwnData = !memories.isEmpty() && isWithin(resolvedPath(memories), m_workspace),
            .network = m_context.network};
}

QMap<QString, QString> Desk::viewed() const
{
    const QMutexLocker lock(&m_mutex);
    return m_viewed;
}

void Desk::setViewed(const QString &file, const QString &blob)
{
    const QMutexLocker lock(&m_mutex);
    m_viewed.insert(file, blob);
}

void Desk::record(const QString &kind, const QString &skill, const QJsonObject &data)
{
    // A fact that could not be journalled must not fail the work it is about.
    if (m_context.journal)
        (void)m_context.journal->record({.kind = kind, .session = m_context.session, .skill = skill, .data = data});
}

} // namespace hsf::tools
