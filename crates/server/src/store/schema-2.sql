-- What stands beside the log: found from cases, or kept out of the log because only some may read it.

-- When something is due by itself: a promise that passes, a dispute nobody answers.
ALTER TABLE cases ADD COLUMN wake INTEGER;
CREATE INDEX cases_wake ON cases (wake) WHERE wake IS NOT NULL;

-- Visits that are booked, so that a centre's places can be counted.
CREATE TABLE visits (
    case_id TEXT PRIMARY KEY,
    centre  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    starts  INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX visits_slot ON visits (centre, starts);

-- What owners paid for, by car and component; `found` once a recall's refund was told to the owner.
CREATE TABLE paid (
    vin       TEXT NOT NULL,
    invoice   TEXT NOT NULL,
    component TEXT NOT NULL,
    amount    INTEGER NOT NULL,
    currency  TEXT NOT NULL,
    found     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (vin, invoice, component)
) WITHOUT ROWID, STRICT;

-- Survey answers: their owner's, and the quality lead's. The log says only that a survey was given.
CREATE TABLE surveys (
    case_id   TEXT PRIMARY KEY,
    owner     TEXT NOT NULL,
    centre    TEXT NOT NULL,
    advisor   TEXT,
    answers   TEXT NOT NULL,
    version   INTEGER NOT NULL,
    given_at  INTEGER,
    action    TEXT,
    action_by TEXT,
    action_at INTEGER
) WITHOUT ROWID, STRICT;
CREATE INDEX surveys_given ON surveys (given_at) WHERE given_at IS NOT NULL;

-- Who read named answers, and when.
CREATE TABLE survey_reads (
    person TEXT NOT NULL,
    at     INTEGER NOT NULL,
    cases  TEXT NOT NULL
) STRICT;

-- A reward's code: the owner's and the shop's to know.
CREATE TABLE rewards (
    code    TEXT PRIMARY KEY,
    case_id TEXT NOT NULL UNIQUE
) WITHOUT ROWID, STRICT;
