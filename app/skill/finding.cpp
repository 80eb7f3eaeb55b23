// SPDX-License-Identifier: MIT
#include "skill/finding.h"

namespace hsf::skill {

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Advice:
        return QStringLiteral("advice");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Error:
        return QStringLiteral("error");
    case Severity::High:
        return QStringLiteral("high");
    case Severity::Critical:
        return QStringLiteral("critical");
    }
    return {};
}

Severity worst(const Findings &findings)
{
    Severity most = Severity::Advice;
    for (const Finding &finding : findings)
        most = std::max(most, finding.severity);
    return most;
}

} // namespace hsf::skill
