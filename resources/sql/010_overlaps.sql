-- Pairs of skills that the curator found to overlap and that a person leaves as they are (app/curator). `closeness`: how close they
-- were then, by the stronger measure; they are told again when they have come much closer.
-- One statement between two lines of "-- next"; see README.md.
CREATE TABLE curator_left_apart (
    a         TEXT NOT NULL,
    b         TEXT NOT NULL,
    closeness REAL NOT NULL,
    decided   TEXT NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
