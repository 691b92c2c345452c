-- What was imported from the maker's registry: a row for each thing, as it was imported.
CREATE TABLE registry (
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID, STRICT;
INSERT INTO meta VALUES ('registry', '0');
