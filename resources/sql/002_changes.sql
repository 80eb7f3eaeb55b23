-- What was wanted of the library and what came of it (app/changes). Times are ISO 8601 in UTC, compared as text.
-- One statement between two lines of "-- next"; see README.md.
-- `details` is JSON: author, findings, capabilities gained (app/changes/setjson.h).
CREATE TABLE change_set (
    id        TEXT PRIMARY KEY NOT NULL,
    state     TEXT NOT NULL,
    origin    TEXT NOT NULL,
    proposal  INTEGER NOT NULL DEFAULT 0,
    reason    TEXT NOT NULL,
    why       TEXT NOT NULL,
    created   TEXT NOT NULL,
    decided   TEXT NOT NULL DEFAULT '',
    revision  TEXT NOT NULL DEFAULT '',
    undoes    TEXT NOT NULL DEFAULT '',
    undone_by TEXT NOT NULL DEFAULT '',
    details   TEXT NOT NULL
) WITHOUT ROWID;
-- next
CREATE INDEX change_set_state ON change_set (state, created DESC, id DESC);
-- next
CREATE INDEX change_set_revision ON change_set (revision) WHERE revision <> '';
-- next
-- NULL: no file on that side; NULL on both: the bytes are in the history only.
CREATE TABLE change_file (
    change_set TEXT NOT NULL REFERENCES change_set (id) ON DELETE CASCADE,
    path       TEXT NOT NULL,
    skill      TEXT NOT NULL,
    base       BLOB,
    result     BLOB,
    executable INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (change_set, path)
);
-- next
CREATE TABLE change_fact (
    change_set TEXT NOT NULL REFERENCES change_set (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    skill      TEXT NOT NULL,
    fact       TEXT NOT NULL,
    before     TEXT NOT NULL,
    after      TEXT NOT NULL,
    PRIMARY KEY (change_set, number)
) WITHOUT ROWID;
-- next
-- Which skills a set touches.
CREATE TABLE change_skill (
    skill      TEXT NOT NULL,
    change_set TEXT NOT NULL REFERENCES change_set (id) ON DELETE CASCADE,
    PRIMARY KEY (skill, change_set)
) WITHOUT ROWID;
-- next
CREATE INDEX change_skill_set ON change_skill (change_set);
-- next
-- How each skill stands now; rebuilt from the history's trailers when lost.
CREATE TABLE skill_fact (
    skill      TEXT PRIMARY KEY NOT NULL,
    origin     TEXT NOT NULL,
    managed    INTEGER NOT NULL,
    pinned     INTEGER NOT NULL,
    stage      TEXT NOT NULL,
    created    TEXT NOT NULL,
    changed    TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    session    TEXT NOT NULL,
    keep_until TEXT NOT NULL
) WITHOUT ROWID;
-- next
-- One row: the newest commit of the history that these tables know of.
CREATE TABLE change_seen (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    revision TEXT NOT NULL
);
-- next
INSERT INTO change_seen (id, revision) VALUES (1, '');
