// SPDX-License-Identifier: MIT
//
// What a conversation view holds: messages as they come, the streamed tail, tools and notices.
#include "ui/chat/conversationview.h"

#include "ui/chat/conversationaccess.h"
#include "ui/chat/conversationmetrics_p.h"

#include <QScrollBar>

namespace hsf::ui {

ConversationView::ConversationView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("conversation"));
    setAccessibleName(tr("Conversation"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::IBeamCursor);
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, this, &ConversationView::takeEarlier);
}

ConversationView::~ConversationView() = default;

void ConversationView::setMessages(const QList<journal::StoredMessage> &messages, Rest rest)
{
    tellReplaced(*this);
    m_entries.clear();
    m_streamAnswer = m_streamThought = m_current = m_hovered = -1;
    m_anchor = m_head = m_foundAt = {};
    m_found.clear();
    m_unread = m_findStep = 0;
    m_rest = rest;
    m_earlier.clear();
    m_whenWhole.clear();
    m_toShow.reset();
    m_toBeginning = m_allSelected = false;
    m_entries.reserve(messages.size() + messages.size() / 4);
    for (const journal::StoredMessage &message : messages)
        addMessage(m_entries, message);
    m_shapes.clear();
    m_shapes.resize(size_t(m_entries.size()));
    retop(0);
    if (rest == Rest::None)
        scrollToEnd();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    shapeAhead(); // of a long one all of it: before it is painted, but not in one event
    if (std::exchange(m_away, false))
        Q_EMIT awayFromEnd(false);
}

void ConversationView::addStored(const journal::StoredMessage &message)
{
    const bool wasAtEnd = isAtEnd();
    const bool answer = message.message.role == chat::Role::Assistant;
    // The streamed tail says the same words: it becomes the stored entry in place, its finished blocks stay.
    chat::Message rest = message.message;
    if (answer && m_streamThought >= 0) {
        m_entries[m_streamThought].number = message.number;
        rest.reasoning.clear();
    }
    if (answer && m_streamAnswer >= 0) {
        Entry &entry = m_entries[m_streamAnswer];
        entry.number = message.number;
        if (entry.text != rest.text) {
            entry.text = rest.text;
            m_shapes[m_streamAnswer] = {};
        }
        rest.text.clear();
    }
    if (answer)
        endStream();
    const auto before = int(m_entries.size());
    const int touched = addMessage(m_entries, {message.number, message.time, rest});
    m_shapes.resize(size_t(m_entries.size()));
    if (touched >= 0 && touched < int(m_shapes.size()))
        m_shapes[touched] = {};
    retop(touched >= 0 ? touched : int(m_shapes.size()) - 1);
    for (int added = before; added < m_entries.size(); ++added)
        tellAdded(*this, added);
    tellRenamed(*this, touched);
    follow(wasAtEnd);
}

void ConversationView::addCompaction(const journal::Compaction &compaction)
{
    const bool wasAtEnd = isAtEnd();
    m_entries.append(entryOf(compaction));
    appended();
    follow(wasAtEnd);
}

Entry *ConversationView::streaming(Entry::Kind kind)
{
    int &index = kind == Entry::Kind::Answer ? m_streamAnswer : m_streamThought;
    if (index < 0) {
        m_entries.append({.kind = kind, .time = QDateTime::currentDateTime()});
        index = int(m_entries.size()) - 1;
        appended();
    }
    return &m_entries[index];
}

void ConversationView::appendAnswer(const QString &text)
{
    const bool wasAtEnd = isAtEnd();
    streaming(Entry::Kind::Answer)->text += QString(text).remove(u'\r');
    if (m_shapes[m_streamAnswer].known)
        shapeTail(m_streamAnswer);
    retop(m_streamAnswer);
    follow(wasAtEnd);
}

void ConversationView::appendThought(const QString &text)
{
    const bool wasAtEnd = isAtEnd();
    streaming(Entry::Kind::Thought)->text += text;
    changed(m_streamThought);
    follow(wasAtEnd);
}

// Only now: a screen reader that was told of every piece would do nothing else.
void ConversationView::endStream()
{
    for (const int entry : {std::exchange(m_streamThought, -1), std::exchange(m_streamAnswer, -1)})
        tellRenamed(*this, entry);
}

void ConversationView::startTool(const chat::ToolCall &call)
{
    const auto known = std::ranges::find_if(m_entries, [&](const Entry &entry) { return entry.callId == call.id && !call.id.isEmpty(); });
    if (known != m_entries.end())
        return;
    const bool wasAtEnd = isAtEnd();
    m_entries.append({.kind = Entry::Kind::Tool, .time = QDateTime::currentDateTime(), .title = callTitle(call), .callId = call.id,
                      .state = Entry::State::Busy});
    appended();
    follow(wasAtEnd);
}

void ConversationView::appendOutput(const QString &callId, const QString &output)
{
    const bool wasAtEnd = isAtEnd();
    for (int i = int(m_entries.size()) - 1; i >= 0; --i) {
        if (m_entries.at(i).callId != callId)
            continue;
        m_entries[i].text = (m_entries.at(i).text + output).right(shownOutput);
        changed(i);
        break;
    }
    follow(wasAtEnd);
}

void ConversationView::finishTool(const chat::ToolCall &call, const tools::ToolResult &result, int milliseconds)
{
    const bool wasAtEnd = isAtEnd();
    for (int i = int(m_entries.size()) - 1; i >= 0; --i) {
        if (m_entries.at(i).callId != call.id)
            continue;
        Entry &entry = m_entries[i];
        entry.text = result.text;
        entry.milliseconds = milliseconds;
        entry.state = result.failed ? Entry::State::Failed : Entry::State::Ok;
        entry.open = entry.open || result.failed;
        changed(i);
        tellRenamed(*this, i);
        break;
    }
    follow(wasAtEnd);
}

void ConversationView::addNotice(const QString &html)
{
    const bool wasAtEnd = isAtEnd();
    m_entries.append({.kind = Entry::Kind::Notice, .time = QDateTime::currentDateTime(), .text = html});
    appended();
    follow(wasAtEnd);
}

void ConversationView::appended()
{
    m_shapes.emplace_back();
    retop(int(m_shapes.size()) - 1);
    tellAdded(*this, int(m_entries.size()) - 1);
}

void ConversationView::changed(int entry)
{
    m_shapes[entry] = {};
    retop(entry);
}

} // namespace hsf::ui
