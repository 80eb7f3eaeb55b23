-- Chats that branch, wait, are filed and are found: what surrounds a conversation (app/journal). Times are ISO 8601 in UTC.
-- One statement between two lines of "-- next"; see README.md.
-- `tip`: the number of the last message of the branch that is shown. `queued`: JSON list of messages that wait for the running turn.
-- `named_by`: '', 'words' (the first ones), 'model', 'person'.
ALTER TABLE session ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
-- next
ALTER TABLE session ADD COLUMN folder TEXT NOT NULL DEFAULT '';
-- next
ALTER TABLE session ADD COLUMN tip INTEGER NOT NULL DEFAULT 0;
-- next
ALTER TABLE session ADD COLUMN queued TEXT NOT NULL DEFAULT '';
-- next
ALTER TABLE session ADD COLUMN named_by TEXT NOT NULL DEFAULT '';
-- next
UPDATE session SET tip = message_count, named_by = CASE WHEN title = '' THEN '' ELSE 'words' END;
-- next
-- Messages that do not follow the one with the number before theirs: an edited question, an answer made again, and what came after
-- a switch back. `parent` 0: the beginning.
CREATE TABLE branch (
    session TEXT NOT NULL REFERENCES session (id),
    number  INTEGER NOT NULL,
    parent  INTEGER NOT NULL,
    PRIMARY KEY (session, number)
) WITHOUT ROWID;
-- next
-- Where a conversation forks, the way a person took last.
CREATE TABLE branch_choice (
    session TEXT NOT NULL REFERENCES session (id),
    parent  INTEGER NOT NULL,
    child   INTEGER NOT NULL,
    PRIMARY KEY (session, parent)
) WITHOUT ROWID;
-- next
CREATE TABLE attachment (
    session  TEXT NOT NULL REFERENCES session (id),
    number   INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    mime     TEXT NOT NULL,
    data     BLOB NOT NULL,
    PRIMARY KEY (session, number, position)
);
-- next
-- From `first` to `last` a model is told `summary` instead of the messages, which stay where they are.
CREATE TABLE compaction (
    id            INTEGER PRIMARY KEY,
    session       TEXT NOT NULL REFERENCES session (id),
    first         INTEGER NOT NULL,
    last          INTEGER NOT NULL,
    summary       TEXT NOT NULL,
    time          TEXT NOT NULL,
    model         TEXT NOT NULL,
    tokens_before INTEGER NOT NULL,
    tokens_after  INTEGER NOT NULL
);
-- next
CREATE INDEX compaction_of_session ON compaction (session, id);
-- next
DROP TRIGGER message_added;
-- next
DROP TRIGGER message_removed;
-- next
DROP TABLE message_search;
-- next
-- Every place of every word as up to three characters (app/journal/grams.h), so that parts of words and words of one or two
-- characters are found. Filled by the program; rebuildable: DELETE FROM message_gram; UPDATE gram_pending SET upto = the last id.
CREATE VIRTUAL TABLE message_gram USING fts5 (text, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii', prefix = '1 2');
-- next
CREATE TRIGGER message_forgotten AFTER DELETE ON message BEGIN
    DELETE FROM message_gram WHERE rowid = old.id;
END;
-- next
-- One row: messages up to this id are not in the index yet.
CREATE TABLE gram_pending (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    upto INTEGER NOT NULL
);
-- next
INSERT INTO gram_pending (id, upto) SELECT 1, coalesce(max(id), 0) FROM message;
