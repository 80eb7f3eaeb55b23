// SPDX-License-Identifier: MIT
#include "agent/turn.h"

#include "agent/calls.h"
#include "agent/compaction.h"
#include "agent/repetition.h"
#include "agent/words_p.h"

using namespace Qt::StringLiterals;

namespace hsf::agent {

namespace {

using End = TurnResult::End;

/// Where a provider gives no numbers.
int estimatedInput(const QList<chat::Message> &messages, const QList<chat::ToolSpec> &tools)
{
    return estimatedTokens(messages) + estimatedTokens(tools);
}

class Turn
{
public:
    Turn(const TurnInput &input, llm::ModelClient &model, tools::ToolBox &tools, const MessageStore &store,
         const EventSink &sink, std::stop_token stop)
        : m_input(input)
        , m_model(model)
        , m_tools(tools)
        , m_store(store)
        , m_sink(sink)
        , m_stop(std::move(stop))
        , m_messages(chat::closed(input.messages))
    { }

    TurnResult run()
    {
        std::optional<End> end;
        while (!end)
            end = iterate();
        m_result.end = *end;
        m_result.added = chat::closed(m_result.added);
        return std::move(m_result);
    }

private:
    /// One model call and what it asks for; an end when the turn is over.
    std::optional<End> iterate()
    {
        if (m_stop.stop_requested())
            return End::Stopped;
        if (m_result.iterations >= m_input.maxIterations)
            return End::IterationLimit;
        if (m_input.tokenBudget > 0 && m_spent + nextInput() > m_input.tokenBudget)
            return End::BudgetSpent;
        if (const std::optional<End> over = prepared())
            return over;
        m_sink(IterationStarted{++m_result.iterations});

        Result<llm::Reply> reply = asked();
        if (!reply)
            return brokenOff(reply.error());
        count(reply->usage);
        if (!added(reply->message))
            return End::Failed;
        m_result.answer = reply->message.text.isEmpty() ? m_result.answer : reply->message.text;
        if (reply->message.toolCalls.isEmpty())
            return answered(*reply);
        ++m_result.toolIterations;
        return runCalls(*reply);
    }

    /// What came in since the last iteration, in a conversation that fits.
    std::optional<End> prepared()
    {
        if (m_result.iterations > 0 && m_input.heardMeanwhile) {
            for (const chat::Message &message : m_input.heardMeanwhile()) {
                if (!added(message))
                    return End::Failed;
            }
        }
        if (!m_input.shortened)
            return std::nullopt;
        const auto shorter = m_input.shortened(nextInput());
        if (!shorter)
            return brokenOff(shorter.error());
        if (*shorter) {
            m_messages = chat::closed(**shorter);
            m_lastInput = 0; // of the longer one
        }
        return std::nullopt;
    }

    Result<llm::Reply> asked()
    {
        m_partial = {};
        m_partial.role = chat::Role::Assistant;
        return m_model.complete(
            {.messages = m_messages, .tools = m_input.tools, .purpose = m_input.purpose, .retryNow = m_input.retryNow},
            [this](const llm::StreamEvent &event) { streamed(event); }, m_stop);
    }

    void streamed(const llm::StreamEvent &event)
    {
        if (const auto *text = std::get_if<llm::TextDelta>(&event)) {
            m_partial.text += text->text;
            m_sink(TextStreamed{text->text});
        } else if (const auto *reasoning = std::get_if<llm::ReasoningDelta>(&event)) {
            m_partial.reasoning += reasoning->text;
            m_sink(ReasoningStreamed{reasoning->text});
        } else if (const auto *retry = std::get_if<llm::Retrying>(&event)) {
            m_sink(RetryWaiting{retry->attempt, retry->waitMs, retry->reason, retry->title});
        }
    }

    /// What was read so far stays; a reply that was cut is marked, whoever cut it.
    End brokenOff(const Error &error)
    {
        const bool stopped = error.kind == Error::Kind::Cancelled;
        if (!stopped)
            m_result.error = error;
        if (!m_partial.text.isEmpty() || !m_partial.reasoning.isEmpty()) {
            m_partial.stopped = true;
            if (!m_partial.text.isEmpty())
                m_result.answer = m_partial.text;
            if (!added(m_partial))
                return End::Failed;
        }
        return stopped ? End::Stopped : End::Failed;
    }

    End answered(const llm::Reply &reply)
    {
        if (reply.finish == llm::FinishReason::ContentFilter)
            return failed(Error::Kind::Refused,
                          Words::tr("The provider's own filter ended this answer. Ask in other words, or another model."));
        if (reply.finish != llm::FinishReason::Length)
            return End::Answered;
        return failed(Error::Kind::Malformed,
                      reply.droppedCalls > 0
                          ? Words::tr("The model's answer was cut at its length limit in the middle of a tool call; "
                                      "nothing of that call was run. "
                                      "Ask it to go on in smaller steps.")
                          : Words::tr("The model's answer was cut at its length limit. Ask it to go on."));
    }

    std::optional<End> runCalls(const llm::Reply &reply)
    {
        const QList<chat::ToolCall> &calls = reply.message.toolCalls;
        bool circles = false;
        for (const Batch &batch : batches(calls)) {
            const QList<chat::ToolCall> some = calls.mid(batch.first, batch.count);
            const QList<tools::ToolResult> results = m_stop.stop_requested()
                ? QList<tools::ToolResult>(some.size(), stoppedBeforeRunning())
                : runBatch(some, m_tools, m_sink, m_stop);
            for (qsizetype i = 0; i < some.size(); ++i) {
                const bool last = batch.first + i == calls.size() - 1;
                if (!answeredCall(some[i], results[i], last ? reply.droppedCalls : 0, circles))
                    return End::Failed;
            }
        }
        if (m_stop.stop_requested())
            return End::Stopped;
        if (circles) {
            return failed(Error::Kind::Refused,
                          Words::tr("The model repeated the same failing call %1 times, so the turn was ended. Tell it "
                                    "another way, or what it is missing.")
                              .arg(failuresUntilEnded));
        }
        return std::nullopt;
    }

    bool answeredCall(const chat::ToolCall &call, tools::ToolResult result, int droppedCalls, bool &circles)
    {
        const bool stopped = result.errorClass == u"stopped";
        const int failures = stopped ? 0 : m_repetition.count(call, result.failed);
        circles = circles || failures >= failuresUntilEnded;
        if (failures == failuresUntilWarned) {
            result.text += u"\n[This very call has now failed %1 times. Do not repeat it: change the arguments, take "
                           u"another way, or tell the "
                           "person what is missing.]"_s.arg(failures);
        }
        if (droppedCalls > 0) {
            result.text += u"\n[Your message was cut at the length limit; %1 more call(s) in it were incomplete and "
                           u"were not run. Make "
                           "smaller calls.]"_s.arg(droppedCalls);
        }
        chat::Message message = chat::Message::toolResult(call, result.text, result.failed);
        message.stopped = stopped;
        m_result.calls.append({call, result});
        return added(message);
    }

    /// Stored before it is announced.
    bool added(const chat::Message &message)
    {
        const Result<qint64> number = m_store(message);
        if (!number) {
            m_result.error = number.error();
            return false;
        }
        m_messages.append(message);
        m_result.added.append(message);
        m_sink(MessageFinished{*number, message});
        return true;
    }

    int nextInput() const { return std::max(m_lastInput, estimatedInput(m_messages, m_input.tools)); }

    void count(const chat::Usage &usage)
    {
        m_lastInput = usage.inputTokens;
        m_spent += usage.inputTokens > 0 ? usage.inputTokens : estimatedInput(m_messages, m_input.tools);
        m_result.usage += usage;
        m_sink(UsageCounted{usage});
    }

    End failed(Error::Kind kind, const QString &sentence)
    {
        m_result.error = Error{kind, sentence};
        return End::Failed;
    }

    const TurnInput &m_input;
    llm::ModelClient &m_model;
    tools::ToolBox &m_tools;
    const MessageStore &m_store;
    const EventSink &m_sink;
    std::stop_token m_stop;
    QList<chat::Message> m_messages;
    chat::Message m_partial;
    Repetition m_repetition;
    qint64 m_spent = 0;
    int m_lastInput = 0;
    TurnResult m_result;
};

} // namespace

TurnResult runTurn(const TurnInput &input, llm::ModelClient &model, tools::ToolBox &tools, const MessageStore &store,
                   const EventSink &sink, std::stop_token stop)
{
    const EventSink heard = sink ? sink : [](const AgentEvent &) { };
    return Turn(input, model, tools, store, heard, std::move(stop)).run();
}

} // namespace hsf::agent
