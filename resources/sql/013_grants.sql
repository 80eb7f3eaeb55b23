-- What a person allowed for longer than once (app/tools/grants.h), until it is revoked: a row that is gone allows nothing.
-- One statement between two lines of "-- next"; see README.md.
-- `chat`: the only chat it holds in; empty: it holds in all. `kind`: write, like, begins, exactly.
CREATE TABLE grant_given (
    id       TEXT PRIMARY KEY NOT NULL,
    chat     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    folder   TEXT NOT NULL,
    pattern  TEXT NOT NULL,
    given_in TEXT NOT NULL,
    time     TEXT NOT NULL,
    UNIQUE (chat, kind, folder, pattern)
) WITHOUT ROWID;
-- next
CREATE TRIGGER chat_took_its_grants AFTER DELETE ON session BEGIN
    DELETE FROM grant_given WHERE chat = old.id;
END;
