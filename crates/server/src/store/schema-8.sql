-- What cars run of the portal's releases: the last word of each paired car, and on which cars a release was tried.
CREATE TABLE release_cars (
    vin     TEXT PRIMARY KEY,
    running INTEGER NOT NULL,
    -- Why it took nothing the last time it looked.
    trouble TEXT,
    agent   TEXT NOT NULL,
    at      INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX release_cars_age ON release_cars (at);

CREATE TABLE release_tries (
    counter INTEGER NOT NULL,
    vin     TEXT NOT NULL,
    ready   INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (counter, vin)
) WITHOUT ROWID, STRICT;
CREATE INDEX release_tries_car ON release_tries (vin);
CREATE INDEX release_tries_age ON release_tries (at);
