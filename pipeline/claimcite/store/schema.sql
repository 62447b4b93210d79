-- The store of claimcite, version 2. JSON columns are text, so that SQLite's own JSON functions work on them.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- The ledger: one row for each place that the last run read, or, withdrawn, one before it. The primary key is also the order of export.
CREATE TABLE place (
    inner_path TEXT NOT NULL,              -- path relative to the INPUT given
    line       INTEGER NOT NULL,           -- 0 for a whole file
    record_id  TEXT NOT NULL,              -- '' where there is none
    path       TEXT NOT NULL,              -- path as given
    locator    TEXT NOT NULL,              -- JSON
    sha256     TEXT,
    source_key TEXT,
    document   TEXT,                       -- id; null where the container could not be read
    status     TEXT NOT NULL CHECK (status IN ('document', 'quarantine', 'withdrawn')),
    digest     TEXT NOT NULL,              -- of code, model, lexicons and configuration
    quarantine TEXT,                       -- JSON: the row of quarantine.jsonl
    run        INTEGER NOT NULL,           -- the last run that met this place
    PRIMARY KEY (inner_path, line, record_id, path)
) WITHOUT ROWID;
CREATE INDEX place_document ON place (document, status);

CREATE TABLE document (
    key              INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    digest           TEXT NOT NULL,
    hint             TEXT NOT NULL,        -- what its place says about its markup
    position         INTEGER,              -- order of export; null until a run is finished, and for what is withdrawn
    kind             TEXT NOT NULL,
    outlet           TEXT,
    head             TEXT NOT NULL,        -- JSON: the fields before locator
    tail             TEXT NOT NULL,        -- JSON: the fields after also_at
    words            INTEGER NOT NULL,
    "references"     INTEGER NOT NULL,
    claims           INTEGER NOT NULL,
    mentions         INTEGER NOT NULL,
    with_raw         INTEGER NOT NULL,
    with_date        INTEGER NOT NULL,
    with_quantity    INTEGER NOT NULL,
    with_attribution INTEGER NOT NULL,
    with_citation    INTEGER NOT NULL
);
CREATE INDEX document_position ON document (position);

CREATE TABLE row (
    document INTEGER NOT NULL REFERENCES document (key),
    kind     TEXT NOT NULL,                -- references, claims, mentions
    n        INTEGER NOT NULL,
    line     TEXT NOT NULL                 -- JSON: the line as exported
);
CREATE INDEX row_document ON row (document, kind, n);

-- The cleaned text of a document, and what the model made of its stretches, so that another rule does not make them again: compressed
-- MessagePack of a Cleaned, or spaCy Doc.
CREATE TABLE parse (
    document TEXT NOT NULL,                -- id
    key      TEXT NOT NULL,                -- digest of what it was made of, and of all that cleans or parses
    made     BLOB NOT NULL,
    PRIMARY KEY (document, key)
) WITHOUT ROWID;
