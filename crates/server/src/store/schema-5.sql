-- Cars that speak for themselves: one pairing for a car. Only a hash of the credential is kept.
CREATE TABLE pairings (
    id     TEXT PRIMARY KEY,
    vin    TEXT NOT NULL UNIQUE,
    owner  TEXT NOT NULL,
    token  BLOB NOT NULL UNIQUE,
    since  INTEGER NOT NULL,
    -- What the owner lets the car do, and the kinds of signals it may send, in JSON.
    rights TEXT NOT NULL,
    kinds  TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- What cars said under their own credential, for 72 hours.
CREATE TABLE signals (
    vin   TEXT NOT NULL,
    path  TEXT NOT NULL,
    at    INTEGER NOT NULL,
    kind  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (vin, path, at)
) WITHOUT ROWID, STRICT;
CREATE INDEX signals_age ON signals (at);
CREATE INDEX signals_car ON signals (vin, at);

-- Which car a case is about: a car hears of its own cases only. Filled when the views are made anew.
ALTER TABLE cases ADD COLUMN vin TEXT;
CREATE INDEX cases_car ON cases (owner, vin, offset);
