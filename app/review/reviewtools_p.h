// SPDX-License-Identifier: MIT
//
// A review's hands: the chat's tools, narrowed in code to skills and memory. A change passes only with evidence that is found, an
// outcome that teaches, within the limits, and for an existing file only if this review viewed it. Thread-safe.
#pragma once
#include "review/review.h"
#include "review/reviewdoor_p.h"
#include "tools/hosttools.h"

#include <QMutex>

namespace hsf::review {

class ReviewTools final : public tools::ToolBox
{
public:
    ReviewTools(const ReviewInput &input, const ReviewDoors &doors, ReviewDoor &door);

    QList<chat::ToolSpec> specs() const override { return m_input.tools; }
    tools::ToolResult call(const chat::ToolCall &call, const tools::OutputSink &output, std::stop_token stop) override;
    QStringList refusals() const;

private:
    Result<> mayChange(const chat::ToolCall &call) const;
    Result<> mayEdit(const changes::Operation &operation, const QStringList &made) const;
    Result<> withinLimits(const QList<changes::Operation> &operations) const;
    tools::ToolResult refuse(const QString &why);

    const ReviewInput &m_input;
    const ReviewDoors &m_doors;
    ReviewDoor &m_door;
    tools::UnattendedApprover m_nobody;
    tools::HostTools m_tools;
    mutable QMutex m_mutex;       ///< guards m_refusals
    QMutex m_changing;            ///< one change at a time, checks included
    QStringList m_refusals;
};

} // namespace hsf::review
