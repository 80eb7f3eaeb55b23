-- Which revision changed which file: the history's first-parent line, for history and blame without walking it (app/library/
-- revisionindex.h). Rebuildable: DELETE FROM revision; DELETE FROM revision_path.
-- One statement between two lines of "-- next"; see README.md.
-- `number` from 1, oldest first. `merged`: it has more than one parent.
CREATE TABLE revision (
    number INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,
    merged INTEGER NOT NULL
);
-- next
CREATE TABLE revision_path_name (
    id   INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE
);
-- next
-- `blob` is Git's name of the file's bytes after the revision, empty where it removed the file.
CREATE TABLE revision_path (
    path   INTEGER NOT NULL REFERENCES revision_path_name (id),
    number INTEGER NOT NULL,
    blob   TEXT NOT NULL,
    PRIMARY KEY (path, number)
) WITHOUT ROWID;
-- next
CREATE INDEX revision_path_number ON revision_path (number);
