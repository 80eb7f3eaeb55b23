// SPDX-License-Identifier: MIT
#include "cli/askprogress.h"
#include "base/text.h"
#include "cli/words_p.h"

using namespace Qt::StringLiterals;

namespace hsf::cli {

using Tr = Words;

tools::Approval DenyingApprover::ask(const tools::ApprovalRequest &request, std::stop_token)
{
    const QString what = request.command.isEmpty() ? request.title : request.title + u": "_s + excerpt(request.command, 200);
    m_console.remark(Tr::tr("Not allowed: %1 (%2). Give --yes to allow what asks.").arg(what, request.reason));
    return tools::Approval::Denied;
}

void AskProgress::endLine()
{
    if (std::exchange(m_midLine, false))
        m_console.stream(u"\n"_s);
}

void AskProgress::show(const agent::AgentEvent &event)
{
    if (const auto *text = std::get_if<agent::TextStreamed>(&event); text && m_words == Words::Streamed) {
        m_console.stream(text->text);
        m_streamed = true;
        m_midLine = !text->text.endsWith(u'\n');
    } else if (std::holds_alternative<agent::IterationStarted>(event)) {
        m_streamed = false;
    } else if (const auto *started = std::get_if<agent::ToolStarted>(&event)) {
        endLine();
        m_console.remark(u"→ %1 %2"_s.arg(started->call.name, excerpt(started->call.arguments, 160)));
    } else if (const auto *finished = std::get_if<agent::ToolFinished>(&event); finished && finished->result.failed) {
        m_console.remark(u"  "_s + excerpt(finished->result.text, 200));
    } else if (const auto *waiting = std::get_if<agent::RetryWaiting>(&event)) {
        endLine();
        m_console.remark(Tr::tr("%1 Trying again in %2 s.").arg(waiting->reason).arg((waiting->waitMs + 999) / 1000));
    }
}

void AskProgress::finish(const QString &answer)
{
    if (!m_streamed && !answer.isEmpty()) {
        m_console.stream(answer);
        m_midLine = !answer.endsWith(u'\n');
    }
    endLine();
}

} // namespace hsf::cli
