// SPDX-License-Identifier: MIT
//
// What an agent wants to do, exactly: the command, or the diff of the file; and the person's answer. Enter never approves.
#pragma once
#include "service/chatservice.h"

#include <QFrame>

namespace hsf::ui {

class ApprovalCard final : public QFrame
{
    Q_OBJECT
public:
    explicit ApprovalCard(const tools::ApprovalRequest &request, QWidget *parent = nullptr);
    const tools::ApprovalRequest &request() const { return m_request; }

Q_SIGNALS:
    void answered(hsf::tools::Approval answer);

private:
    tools::ApprovalRequest m_request;
};

} // namespace hsf::ui
