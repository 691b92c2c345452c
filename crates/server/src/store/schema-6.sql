-- Files that have arrived for a case, by the digest of their bytes; the bytes are in the object store. One that no event
-- names within some days is taken away again.
CREATE TABLE files (
    case_id TEXT NOT NULL,
    digest  TEXT NOT NULL,
    media   TEXT NOT NULL,
    bytes   INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (case_id, digest)
) WITHOUT ROWID, STRICT;
