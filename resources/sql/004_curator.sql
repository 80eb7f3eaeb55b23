-- The curator's clock, its proposals and its reports (app/curator). Times are ISO 8601 in UTC, compared as text.
-- One statement between two lines of "-- next"; see README.md.
-- One row; empty: not yet.
CREATE TABLE curator_clock (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    clock_started TEXT NOT NULL DEFAULT '',
    last_run      TEXT NOT NULL DEFAULT '',
    last_activity TEXT NOT NULL DEFAULT ''
);
-- next
INSERT INTO curator_clock (id) VALUES (1);
-- next
-- `lapsed`: a rejection that no longer counts, because a later run did not find the skill idle.
CREATE TABLE curator_proposal (
    id         TEXT PRIMARY KEY NOT NULL,
    skill      TEXT NOT NULL,
    from_stage TEXT NOT NULL,
    to_stage   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    made       TEXT NOT NULL,
    state      TEXT NOT NULL,
    decided    TEXT NOT NULL DEFAULT '',
    lapsed     INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
-- next
-- A skill has one waiting proposal at most.
CREATE UNIQUE INDEX curator_proposal_waiting ON curator_proposal (skill) WHERE state = 'waiting';
-- next
CREATE INDEX curator_proposal_state ON curator_proposal (state, skill);
-- next
-- `report` is JSON: {"time": …, "skills": 12, "managed": 3, "plan": […], "notes": […], "usage": {…}}.
CREATE TABLE curator_report (
    id     INTEGER PRIMARY KEY,
    time   TEXT NOT NULL,
    noted  INTEGER NOT NULL,
    report TEXT NOT NULL
);
