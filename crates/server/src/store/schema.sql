-- The log is the truth. `cases` is rebuilt from it; `servicelane verify` does so and compares.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- One row an event. `link` is the canonical JSON that `hash` is taken of.
CREATE TABLE events (
    offset  INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    owner   TEXT NOT NULL,
    centre  TEXT NOT NULL,
    hash    TEXT NOT NULL,
    link    BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_case ON events (case_id, seq);
CREATE INDEX events_owner ON events (owner, offset);
CREATE INDEX events_centre ON events (centre, offset);

-- Personal data and free text, beside the log: erasable without breaking the chain.
CREATE TABLE sealed (
    offset INTEGER NOT NULL,
    name   TEXT NOT NULL,
    salt   BLOB NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (offset, name)
) WITHOUT ROWID, STRICT;

-- `due` orders a centre's inbox: the promise, or the report's own time while nobody has promised.
CREATE TABLE cases (
    id      TEXT PRIMARY KEY,
    owner   TEXT NOT NULL,
    centre  TEXT NOT NULL,
    closed  INTEGER NOT NULL,
    due     INTEGER NOT NULL,
    offset  INTEGER NOT NULL,
    view    BLOB NOT NULL,
    summary BLOB NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX cases_owner ON cases (owner, offset);
CREATE INDEX cases_inbox ON cases (centre, closed, due, id);
CREATE INDEX cases_closed ON cases (centre, closed, offset);

-- What was answered to a command, so that the same command again gets the same answer.
CREATE TABLE keys (
    person      TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    answer      TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (person, key)
) WITHOUT ROWID, STRICT;

-- Only a hash of the cookie's token is kept.
CREATE TABLE sessions (
    token    BLOB PRIMARY KEY,
    audience TEXT NOT NULL,
    person   TEXT NOT NULL,
    expires  INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
