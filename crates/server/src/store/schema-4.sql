-- Who changed what of the registry, at the desk or with a file: a row for each version of it.
CREATE TABLE registry_log (
    version INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    person  TEXT NOT NULL,
    name    TEXT NOT NULL,
    -- The centres that it concerns, as a list in JSON; all of them where there is none.
    centres TEXT,
    what    TEXT NOT NULL
) STRICT;

-- Recalls that a manager signed paid work away from, a list of their numbers in JSON: those do not give
-- the money back, later ones may.
ALTER TABLE paid ADD COLUMN signed TEXT NOT NULL DEFAULT '[]';
