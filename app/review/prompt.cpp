// SPDX-License-Identifier: MIT
#include "review/digest_p.h"
#include "review/template_p.h"

#include <QFile>

namespace hsf::review {

QString reviewPrompt(const ReviewInput &input)
{
    QFile file(QStringLiteral(":/prompts/review.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto flag = [](bool on) { return on ? QStringLiteral("yes") : QString(); };
    const QString older = olderTurns(input);
    return rendered(QString::fromUtf8(file.readAll()),
                    {{QStringLiteral("messages"), messageList(input)},
                     {QStringLiteral("focus"), input.focus.trimmed()},
                     {QStringLiteral("skills"), flag(input.due.skills)},
                     {QStringLiteral("memory"), flag(input.due.memory)},
                     {QStringLiteral("digest"), flag(!older.isEmpty())},
                     {QStringLiteral("older"), older}});
}

} // namespace hsf::review
