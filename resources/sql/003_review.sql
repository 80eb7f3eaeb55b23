-- Background reviews that wait, run and are done (app/review). Times are ISO 8601 in UTC, compared as text.
-- One statement between two lines of "-- next"; see README.md.
-- `owner` names the process that runs it: "boot id/process id/start time". `change_sets` is a JSON list of ids.
CREATE TABLE review (
    id            TEXT PRIMARY KEY NOT NULL,
    session       TEXT NOT NULL,
    state         TEXT NOT NULL,
    skills        INTEGER NOT NULL,
    memory        INTEGER NOT NULL,
    focus         TEXT NOT NULL DEFAULT '',
    last_message  INTEGER NOT NULL,
    queued        TEXT NOT NULL,
    started       TEXT NOT NULL DEFAULT '',
    finished      TEXT NOT NULL DEFAULT '',
    owner         TEXT NOT NULL DEFAULT '',
    summary       TEXT NOT NULL DEFAULT '',
    iterations    INTEGER NOT NULL DEFAULT 0,
    input_tokens  INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    change_sets   TEXT NOT NULL DEFAULT '[]'
) WITHOUT ROWID;
-- next
-- A session has one waiting review at most.
CREATE UNIQUE INDEX review_waiting ON review (session) WHERE state = 'queued';
-- next
CREATE INDEX review_by_state ON review (state, queued, id);
-- next
CREATE INDEX review_recent ON review (queued DESC, id DESC);
