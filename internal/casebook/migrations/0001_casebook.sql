-- The casebook. Rows are only ever added: nothing that was kept is changed or
-- taken away, and the triggers at the end see to it.

-- One call that changed the casebook: who did it, when and why.
CREATE TABLE changes (
  id  INTEGER PRIMARY KEY,
  at  TEXT NOT NULL, -- RFC 3339, UTC
  who TEXT NOT NULL CHECK (who <> ''),
  why TEXT NOT NULL CHECK (why <> '')
) STRICT;

CREATE TABLE notices (
  id      INTEGER PRIMARY KEY,
  sha256  BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  charset TEXT NOT NULL,
  change  INTEGER NOT NULL REFERENCES changes,
  bytes   BLOB NOT NULL, -- as they came
  text    TEXT           -- what spans point into; NULL where the bytes are the text
) STRICT;

-- Where the bytes of a notice were found, the first place first.
CREATE TABLE sources (
  id      INTEGER PRIMARY KEY,
  notice  INTEGER NOT NULL REFERENCES notices,
  path    TEXT NOT NULL,
  fetched TEXT NOT NULL, -- RFC 3339, UTC
  UNIQUE (notice, path)
) STRICT;

CREATE TABLE cases (
  id      INTEGER PRIMARY KEY,
  year    INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 9999),
  seq     INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 999999999),
  printed INTEGER NOT NULL CHECK (printed IN (0, 1)), -- 1: a notice printed the number; 0: it was allocated
  UNIQUE (year, seq)
) STRICT;

-- The number to try next in a year. It only grows.
CREATE TABLE allocations (
  year INTEGER PRIMARY KEY,
  next INTEGER NOT NULL CHECK (next >= 1)
) STRICT;

-- One reading of one entry of a notice. The spans of its evidence point into
-- the text of that notice and do not name it.
CREATE TABLE entries (
  id        INTEGER PRIMARY KEY, -- in the order of joining
  notice    INTEGER NOT NULL REFERENCES notices,
  n         INTEGER NOT NULL CHECK (n >= 1),
  start     INTEGER NOT NULL CHECK (start >= 0),
  stop      INTEGER NOT NULL CHECK (stop >= start),
  kind      TEXT NOT NULL,
  case_id   INTEGER REFERENCES cases,
  identity  TEXT, -- the printed number, a space and the folded organization; NULL where no number is printed
  facts     TEXT NOT NULL, -- JSON
  evidence  TEXT NOT NULL, -- JSON
  conflicts TEXT,          -- JSON
  UNIQUE (notice, n),
  CHECK ((kind = 'incident') = (case_id IS NOT NULL))
) STRICT;
CREATE INDEX entries_case ON entries (case_id, notice) WHERE case_id IS NOT NULL;
CREATE INDEX entries_identity ON entries (identity) WHERE identity IS NOT NULL;

-- One state of a case: either an entry's reading, or what a person set.
CREATE TABLE revisions (
  case_id  INTEGER NOT NULL REFERENCES cases,
  n        INTEGER NOT NULL,
  change   INTEGER NOT NULL REFERENCES changes,
  note     TEXT, -- adds to the change's why
  status   TEXT NOT NULL CHECK (status IN ('open', 'withdrawn')),
  entry    INTEGER REFERENCES entries, -- whose facts these are; NULL where a person set them
  facts    TEXT,                       -- JSON, of a person; spans name their notices
  evidence TEXT,                       -- JSON, of a person
  PRIMARY KEY (case_id, n),
  CHECK ((entry IS NULL) = (facts IS NOT NULL) AND (facts IS NULL) = (evidence IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER revisions_follow BEFORE INSERT ON revisions
  WHEN NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM revisions WHERE case_id = NEW.case_id)
  BEGIN SELECT RAISE(ABORT, 'a revision follows the last one'); END;
CREATE TRIGGER allocations_grow BEFORE UPDATE ON allocations
  WHEN NEW.year <> OLD.year OR NEW.next < OLD.next
  BEGIN SELECT RAISE(ABORT, 'numbers are never used again'); END;

CREATE TRIGGER changes_keep   BEFORE UPDATE ON changes   BEGIN SELECT RAISE(ABORT, 'changes are only added'); END;
CREATE TRIGGER notices_keep   BEFORE UPDATE ON notices   BEGIN SELECT RAISE(ABORT, 'notices are only added'); END;
CREATE TRIGGER sources_keep   BEFORE UPDATE ON sources   BEGIN SELECT RAISE(ABORT, 'sources are only added'); END;
CREATE TRIGGER cases_keep     BEFORE UPDATE ON cases     BEGIN SELECT RAISE(ABORT, 'cases are never renumbered'); END;
CREATE TRIGGER entries_keep   BEFORE UPDATE ON entries   BEGIN SELECT RAISE(ABORT, 'entries are only added'); END;
CREATE TRIGGER revisions_keep BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are only added'); END;

CREATE TRIGGER changes_stay     BEFORE DELETE ON changes     BEGIN SELECT RAISE(ABORT, 'changes are never deleted'); END;
CREATE TRIGGER notices_stay     BEFORE DELETE ON notices     BEGIN SELECT RAISE(ABORT, 'notices are never deleted'); END;
CREATE TRIGGER sources_stay     BEFORE DELETE ON sources     BEGIN SELECT RAISE(ABORT, 'sources are never deleted'); END;
CREATE TRIGGER cases_stay       BEFORE DELETE ON cases       BEGIN SELECT RAISE(ABORT, 'cases are never deleted'); END;
CREATE TRIGGER allocations_stay BEFORE DELETE ON allocations BEGIN SELECT RAISE(ABORT, 'allocations are never deleted'); END;
CREATE TRIGGER entries_stay     BEFORE DELETE ON entries     BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER revisions_stay   BEFORE DELETE ON revisions   BEGIN SELECT RAISE(ABORT, 'revisions are never deleted'); END;
