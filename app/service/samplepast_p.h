// SPDX-License-Identifier: MIT
//
// Makes the past of a sample home happen, event by event (resources/sample/timeline.json, oldest first), through the same doors as
// everything else, at a clock that is set back. One event an object:
//
//   {"days_ago": 150, "chat": "scans", "title": "…", "messages": [["user", "…"], ["assistant", "…"]]}
//   {"days_ago": 150, "create": "scan-renaming", "by": "review", "chat": "scans", "reason": "…", "outcome": "corrected",
//    "evidence": [[3, "words of message 3"]]}                      sample/library/scan-renaming/SKILL.md
//   {"days_ago": 97, "use": "scan-renaming", "in": "title of the chat"}
//   {"days_ago": 60, "curate": true, "approve": ["scan-renaming"]}
//   … "fact" with "skill" and "value"; "patch" with "old" and "new"; "memory" and "user", lists of entries
//
// "expect": the state a change must come to, "applied" when absent; anything else is an error, for a sample has to be right.
#pragma once
#include "service/stores.h"

namespace hsf::service {

class SamplePast
{
public:
    SamplePast(Stores &stores, FixedClock &clock, const Settings &settings) : m_stores(stores), m_clock(clock), m_settings(settings) {}
    Result<> happen(const QJsonArray &timeline);

private:
    Result<> happen(const QJsonObject &event);
    Result<> talk(const QJsonObject &event);
    Result<> use(const QJsonObject &event);
    Result<> curate(const QJsonObject &event);
    Result<> change(const QJsonObject &event, const changes::Operation &operation);
    changes::Author authorOf(const QJsonObject &event) const;

    Stores &m_stores;
    FixedClock &m_clock;
    const Settings &m_settings;
    QHash<QString, SessionId> m_chats;
};

} // namespace hsf::service
