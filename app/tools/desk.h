// SPDX-License-Identifier: MIT
//
// What the tools of one chat share while they work: their context, who is asked, what was viewed. Thread-safe. Each
// group of tools is a header of functions (filetools, searchtool …) that take a Desk and a Call and give a result.
#pragma once
#include "tools/arguments.h"
#include "tools/hosttools.h"
#include "tools/permission.h"

#include <QMutex>

namespace hsf::tools {

/// One call with its arguments read.
struct Call {
    const chat::ToolCall &call;
    Arguments arguments;
    const OutputSink &output;
    std::stop_token stop;
};

ToolResult failure(const QString &errorClass, const QString &text, const QJsonObject &display = {});
/// "not-found", "malformed" …, for an error of a lower room.
QString errorClassOf(const Error &error);
ToolResult failure(const Error &error);

class Desk
{
public:
    explicit Desk(HostContext context);

    const HostContext &context() const { return m_context; }
    /// Cleaned, symlinks resolved as far as they exist.
    const QString &workspace() const { return m_workspace; }
    library::SnapshotPtr library() const;

    /// nullopt: go on. Else the result that says it was refused or denied. Asks the person where the permission says
    /// so.
    std::optional<ToolResult> denied(const Permission &permission, ApprovalRequest request, std::stop_token stop);

    /// What holds now, read anew for each call: somebody may have revoked it a moment ago, here or in another program.
    QList<Grant> grants() const;
    Workplace workplace() const;
    QMap<QString, QString> viewed() const;
    void setViewed(const QString &file, const QString &blob);
    void record(const QString &kind, const QString &skill, const QJsonObject &data);

private:
    void keep(Approval answer, const Permission &permission);
    HostContext m_context;
    QString m_workspace;
    mutable QMutex m_mutex;
    QMap<QString, QString> m_viewed;
};

} // namespace hsf::tools
