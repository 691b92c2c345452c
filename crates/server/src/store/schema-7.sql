-- How people want to be told of news while no page of theirs is open, and what waits to be told. Nobody is told of
-- anything before they have said so.

-- What each wants; `owner` is whose cases they see, `off` the secret in a mail's own link that ends mail.
CREATE TABLE wishes (
    person TEXT PRIMARY KEY,
    owner  TEXT NOT NULL,
    wishes TEXT NOT NULL,
    off    TEXT NOT NULL UNIQUE,
    at     INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX wishes_owner ON wishes (owner);

-- Mailboxes; `code` until its owner has typed it. `asked` codes were sent since `since`.
CREATE TABLE mailboxes (
    person  TEXT PRIMARY KEY,
    address TEXT,
    state   TEXT NOT NULL,
    lang    TEXT NOT NULL,
    code    TEXT,
    until   INTEGER NOT NULL,
    tries   INTEGER NOT NULL,
    asked   INTEGER NOT NULL,
    since   INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- Browsers that are told, by the first digits of their endpoint's SHA-256.
CREATE TABLE browsers (
    id       TEXT PRIMARY KEY,
    person   TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    p256dh   TEXT NOT NULL,
    auth     TEXT NOT NULL,
    name     TEXT NOT NULL,
    at       INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX browsers_person ON browsers (person);

-- What waits to be told: a row for each person, case and way, however much has happened; written in the transaction of
-- what happened. `things` have, and were not told; with none it stays for a while, for the time of the last telling.
CREATE TABLE notices (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    person  TEXT NOT NULL,
    case_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    target  TEXT NOT NULL,
    notice  TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    things  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    due     INTEGER NOT NULL,
    told    INTEGER,
    tries   INTEGER NOT NULL DEFAULT 0,
    UNIQUE (person, case_id, channel, target)
) STRICT;
CREATE INDEX notices_due ON notices (due) WHERE things > 0;
