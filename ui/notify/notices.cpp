// SPDX-License-Identifier: MIT
#include "ui/notify/notices.h"

#include "base/text.h"
#include "ui/chat/markdown.h"
#include "ui/parts/words_p.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace hsf::ui {

namespace {

constexpr int titleLength = 60;
constexpr int namesTold = 3;
constexpr int readBeginning = 4'000; // of a text, in which its first line is looked for

bool isWished(const NoticeSettings &settings, NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::Answer:
        return settings.on && settings.answers;
    case NoticeKind::Failure:
        return settings.on && settings.failures;
    case NoticeKind::Approval:
        return settings.on && settings.approvals;
    case NoticeKind::Changes:
        return settings.on && settings.changes;
    case NoticeKind::Proposals:
        return settings.on && settings.proposals;
    }
    return false;
}

QString summaryOf(NoticeKind kind, int count)
{
    const bool one = count == 1; // a sentence of its own: "1" says less than "the"
    switch (kind) {
    case NoticeKind::Answer:
        return one ? Words::tr("The answer is ready") : Words::tr("%n answers are ready", nullptr, count);
    case NoticeKind::Failure:
        return one ? Words::tr("An answer could not be finished")
                   : Words::tr("%n answers could not be finished", nullptr, count);
    case NoticeKind::Approval:
        return one ? Words::tr("The agent asks for your approval")
                   : Words::tr("%n approvals are asked for", nullptr, count);
    case NoticeKind::Changes:
        return one ? Words::tr("A change waits for your decision")
                   : Words::tr("%n changes wait for your decision", nullptr, count);
    case NoticeKind::Proposals:
        return one ? Words::tr("The curator has a proposal")
                   : Words::tr("The curator has %n proposals", nullptr, count);
    }
    return {};
}

/// Format characters turn the direction of what follows, or hide it; only those that hold a word together stay.
QString withoutControls(const QString &text)
{
    QString clean;
    for (const char32_t c : text.toUcs4()) { // half a pair comes out as a visible mark
        const auto category = QChar::category(c);
        if (category == QChar::Other_Control || category == QChar::Separator_Line
            || category == QChar::Separator_Paragraph)
            clean.append(u' ');
        else if (category != QChar::Other_Format || c == 0x200C || c == 0x200D)
            clean.append(QString::fromUcs4(&c, 1));
    }
    return clean;
}

/// The newest first, each once.
QString namesOf(const QList<NoticeEvent> &events)
{
    QStringList names;
    for (auto event = events.crbegin(); event != events.crend(); ++event)
        if (const QString name = noticeLine(event->title, titleLength); !name.isEmpty() && !names.contains(name))
            names.append(name);
    const auto more = int(names.size()) - namesTold;
    if (more > 0)
        names = names.first(namesTold) << Words::tr("%n more", nullptr, more);
    return names.join(QStringLiteral(" · "));
}

QString bodyOf(NoticeKind kind, const QList<NoticeEvent> &events)
{
    const NoticeEvent &last = events.last();
    const bool oneChat = std::ranges::all_of(events, [&](const NoticeEvent &event) { return event.chat == last.chat; });
    if (!oneChat || !last.chat)
        return namesOf(events);
    const QString begins = last.line.left(readBeginning);
    QStringList lines{noticeLine(last.title, titleLength),
                      noticeLine(kind == NoticeKind::Answer ? markdownWords(begins) : begins)};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

Notice noticeOf(NoticeKind kind, const UnseenEvents &unseen, const NoticeSettings &settings)
{
    QList<NoticeEvent> events;
    std::ranges::copy_if(unseen, std::back_inserter(events),
                         [kind](const NoticeEvent &event) { return event.kind == kind; });
    return {kind, summaryOf(kind, int(events.size())), settings.words ? bodyOf(kind, events) : QString()};
}

bool holds(const UnseenEvents &unseen, NoticeKind kind)
{
    return std::ranges::contains(unseen, kind, &NoticeEvent::kind);
}

constexpr NoticeKind allKinds[]
    = {NoticeKind::Answer, NoticeKind::Failure, NoticeKind::Approval, NoticeKind::Changes, NoticeKind::Proposals};

/// From what was told to what shall be: a notification for each kind that is told otherwise, none for what is gone.
NoticeStep stepTo(const UnseenEvents &before, const UnseenEvents &after, const NoticeSettings &settings,
                  const NoticeSettings &settingsBefore)
{
    NoticeStep step{.unseen = after};
    for (const NoticeKind kind : allKinds) {
        if (!holds(after, kind)) {
            if (holds(before, kind))
                step.withdraw.append(kind);
            continue;
        }
        const Notice notice = noticeOf(kind, after, settings);
        if (!holds(before, kind) || notice != noticeOf(kind, before, settingsBefore))
            step.show.append(notice);
    }
    return step;
}

} // namespace

QString noticeLine(const QString &text, int most)
{
    QString line;
    for (const QString &each : text.left(readBeginning).split(u'\n')) {
        line = withoutControls(each).simplified();
        if (!line.isEmpty())
            break;
    }
    line = redacted(line);
    if (line.size() <= most)
        return line;
    QTextBoundaryFinder cut(QTextBoundaryFinder::Grapheme, line);
    cut.setPosition(most - 1);
    if (!cut.isAtBoundary())
        cut.toPreviousBoundary();
    return line.left(cut.position()) + QStringLiteral("…");
}

NoticeStep happened(UnseenEvents unseen, const QList<NoticeEvent> &events, Person person,
                    const NoticeSettings &settings)
{
    const UnseenEvents before = unseen;
    for (const NoticeEvent &event : events) {
        if (event.kind == NoticeKind::Answer) // what went wrong in that chat is over
            unseen.removeIf(
                [&](const NoticeEvent &one) { return one.kind == NoticeKind::Failure && one.chat == event.chat; });
        if (person == Person::Here || !isWished(settings, event.kind))
            continue;
        unseen.removeIf([&](const NoticeEvent &one) { return one.kind == event.kind && one.key == event.key; });
        unseen.append(event);
    }
    return stepTo(before, unseen, settings, settings);
}

NoticeStep settled(const UnseenEvents &unseen, NoticeKind kind, const QString &key, const NoticeSettings &settings)
{
    UnseenEvents left = unseen;
    left.removeIf([&](const NoticeEvent &one) { return one.kind == kind && (key.isEmpty() || one.key == key); });
    return stepTo(unseen, left, settings, settings);
}

NoticeStep cameToWindow(const UnseenEvents &unseen)
{
    return stepTo(unseen, {}, {}, {});
}

std::optional<SessionId> chatOf(const UnseenEvents &unseen, NoticeKind kind)
{
    std::optional<SessionId> chat;
    for (const NoticeEvent &event : unseen)
        if (event.kind == kind)
            chat = event.chat;
    return chat;
}

NoticeStep cameTo(const UnseenEvents &unseen, NoticeKind kind, const NoticeSettings &settings)
{
    const std::optional<SessionId> chat = chatOf(unseen, kind);
    UnseenEvents left = unseen;
    left.removeIf([&](const NoticeEvent &one) { return one.kind == kind || (chat && one.chat == chat); });
    return stepTo(unseen, left, settings, settings);
}

NoticeStep titled(const UnseenEvents &unseen, const QHash<SessionId, QString> &titles, const NoticeSettings &settings)
{
    UnseenEvents named = unseen;
    for (NoticeEvent &event : named)
        if (event.chat)
            event.title = titles.value(*event.chat, event.title);
    return stepTo(unseen, named, settings, settings);
}

NoticeStep putAway(const UnseenEvents &unseen, NoticeKind kind)
{
    NoticeStep step{.unseen = unseen};
    step.unseen.removeIf([kind](const NoticeEvent &one) { return one.kind == kind; });
    return step;
}

NoticeStep chosen(const UnseenEvents &unseen, const NoticeSettings &settings)
{
    UnseenEvents left = unseen;
    left.removeIf([&](const NoticeEvent &one) { return !isWished(settings, one.kind); });
    NoticeSettings otherWords = settings;
    otherWords.words = !settings.words;
    return stepTo(unseen, left, settings, otherWords);
}

} // namespace hsf::ui
