-- The past: chats, their messages, and facts about them (app/journal). Times are ISO 8601 in UTC, compared as text.
-- One statement between two lines of "-- next"; see README.md.
CREATE TABLE session (
    id              TEXT PRIMARY KEY NOT NULL,
    title           TEXT NOT NULL DEFAULT '',
    workspace       TEXT NOT NULL DEFAULT '',
    draft           TEXT NOT NULL DEFAULT '',
    created         TEXT NOT NULL,
    updated         TEXT NOT NULL,
    replay          INTEGER NOT NULL DEFAULT 0,
    trashed         INTEGER NOT NULL DEFAULT 0,
    message_count   INTEGER NOT NULL DEFAULT 0,
    input_tokens    INTEGER NOT NULL DEFAULT 0,
    output_tokens   INTEGER NOT NULL DEFAULT 0,
    cached_tokens   INTEGER NOT NULL DEFAULT 0,
    tool_iterations INTEGER NOT NULL DEFAULT 0,
    user_turns      INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
-- next
CREATE INDEX session_recent ON session (trashed, updated DESC, id DESC);
-- next
-- What a session's requests begin with, byte for byte; apart, so that a list of sessions never reads past it.
CREATE TABLE session_prompt (
    session       TEXT PRIMARY KEY NOT NULL REFERENCES session (id),
    system_prompt TEXT NOT NULL,
    tools         TEXT NOT NULL
);
-- next
-- `more` is the message's JSON without its text: {"role": "assistant", "tool_calls": […]}.
CREATE TABLE message (
    id      INTEGER PRIMARY KEY,
    session TEXT NOT NULL REFERENCES session (id),
    number  INTEGER NOT NULL,
    time    TEXT NOT NULL,
    text    TEXT NOT NULL,
    more    TEXT NOT NULL,
    UNIQUE (session, number)
);
-- next
-- Rebuildable: INSERT INTO message_search (message_search) VALUES ('rebuild').
CREATE VIRTUAL TABLE message_search USING fts5 (text, content = 'message', content_rowid = 'id', tokenize = 'trigram');
-- next
CREATE TRIGGER message_added AFTER INSERT ON message BEGIN
    INSERT INTO message_search (rowid, text) VALUES (new.id, new.text);
END;
-- next
CREATE TRIGGER message_removed AFTER DELETE ON message BEGIN
    INSERT INTO message_search (message_search, rowid, text) VALUES ('delete', old.id, old.text);
END;
-- next
-- `session` is empty and `skill` is empty where it is about none.
CREATE TABLE event (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,
    session TEXT NOT NULL,
    skill   TEXT NOT NULL,
    time    TEXT NOT NULL,
    data    TEXT NOT NULL
);
-- next
CREATE INDEX event_of_session ON event (session, kind, id);
-- next
CREATE INDEX event_of_kind ON event (kind, id);
-- next
-- Use of skills, counted as it is recorded: asking for it does not read years of events.
CREATE TABLE skill_use (
    skill       TEXT PRIMARY KEY NOT NULL,
    last_used   TEXT NOT NULL DEFAULT '',
    last_viewed TEXT NOT NULL DEFAULT '',
    uses        INTEGER NOT NULL DEFAULT 0,
    views       INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
-- next
CREATE TABLE skill_load (
    skill   TEXT NOT NULL,
    session TEXT NOT NULL,
    PRIMARY KEY (skill, session)
) WITHOUT ROWID;
-- next
CREATE TRIGGER skill_was_used AFTER INSERT ON event WHEN new.kind IN ('skill-used', 'skill-viewed') AND new.skill <> '' BEGIN
    INSERT OR IGNORE INTO skill_use (skill) VALUES (new.skill);
    UPDATE skill_use SET uses = uses + 1, last_used = max(last_used, new.time)
        WHERE skill = new.skill AND new.kind = 'skill-used';
    UPDATE skill_use SET views = views + 1, last_viewed = max(last_viewed, new.time)
        WHERE skill = new.skill AND new.kind = 'skill-viewed';
    INSERT OR IGNORE INTO skill_load (skill, session) SELECT new.skill, new.session WHERE new.session <> '';
END;
