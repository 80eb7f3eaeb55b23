// SPDX-License-Identifier: MIT
//
// What the desktop tells while the window is not in front: which event becomes a notification, in which words, and
// which one goes again. There is one a kind: what comes later joins it, with a count. Decides only; noticebus.h shows,
// notifier.h listens.
//
// Whoever passes by reads these, and desktops keep them. So they hold a chat's title and the first line of an answer or
// of an error, without what looks like a key, or not even these (NoticeSettings::words); never a command, a file or a
// difference: what is asked stands on the card, whole. And they open a place; nothing is decided from there.
#pragma once
#include "base/ids.h"
#include "base/settings.h"

#include <QList>

#include <optional>

namespace hsf::ui {

enum class NoticeKind { Answer, Failure, Approval, Changes, Proposals };

struct NoticeEvent {
    NoticeKind kind = NoticeKind::Answer;
    QString key; ///< of an answer, a call, a change set, a proposal: what it is told by when it is settled
    std::optional<SessionId> chat; ///< where it happened
    QString title; ///< of the chat, or names of skills
    QString line; ///< of an answer (Markdown) or an error; only its beginning is told
    bool operator==(const NoticeEvent &) const = default;
};

/// Plain text, one line a paragraph: whoever shows it makes sure that nothing in it is taken for markup.
struct Notice {
    NoticeKind kind = NoticeKind::Answer;
    QString summary; ///< a sentence of ours
    QString body; ///< a model's or a person's words; may be empty
    bool operator==(const Notice &) const = default;
};

/// What a person was told and has not come to, oldest first.
using UnseenEvents = QList<NoticeEvent>;

struct NoticeStep {
    UnseenEvents unseen; ///< from now on
    QList<Notice> show; ///< each in the place of the one of its kind
    QList<NoticeKind> withdraw;
    bool operator==(const NoticeStep &) const = default;
};

enum class Person { Here, Away }; ///< at the window, or somewhere else

NoticeStep happened(UnseenEvents unseen, const QList<NoticeEvent> &events, Person person,
                    const NoticeSettings &settings);
/// Decided or answered without the notification; an empty `key`: all of that kind.
NoticeStep settled(const UnseenEvents &unseen, NoticeKind kind, const QString &key, const NoticeSettings &settings);
/// The person came to the window.
NoticeStep cameToWindow(const UnseenEvents &unseen);
/// The chat that a click on the notification of `kind` opens: the newest; none: the page of that kind.
std::optional<SessionId> chatOf(const UnseenEvents &unseen, NoticeKind kind);
/// A click brought the person to what `kind` is about; what else happened in the same chat is seen there as well.
NoticeStep cameTo(const UnseenEvents &unseen, NoticeKind kind, const NoticeSettings &settings);
/// Chats have these titles now: a new one gets its first while its turn runs.
NoticeStep titled(const UnseenEvents &unseen, const QHash<SessionId, QString> &titles, const NoticeSettings &settings);
/// The person put that notification away: the next one counts anew.
NoticeStep putAway(const UnseenEvents &unseen, NoticeKind kind);
/// Other settings are in force.
NoticeStep chosen(const UnseenEvents &unseen, const NoticeSettings &settings);

/// Of words that may be anybody's: one line without control characters, what turns the direction of text, or what looks
/// like a key; cut at `most` characters, none of them in half.
QString noticeLine(const QString &text, int most = 120);

} // namespace hsf::ui
