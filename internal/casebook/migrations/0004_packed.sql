-- Facts, evidence and conflicts are packed (pack.go). The tables are made anew,
-- those first that others refer to; what refers to a table that is renamed
-- refers to it by its new name.

CREATE TABLE packed_entries (
  id        INTEGER PRIMARY KEY, -- in the order of joining
  notice    INTEGER NOT NULL REFERENCES notices,
  n         INTEGER NOT NULL CHECK (n >= 1),
  start     INTEGER NOT NULL CHECK (start >= 0),
  stop      INTEGER NOT NULL CHECK (stop >= start),
  kind      TEXT NOT NULL,
  case_id   INTEGER REFERENCES cases,
  identity  TEXT, -- the printed number, a space and the folded organization; NULL where no number is printed
  facts     BLOB NOT NULL, -- packed JSON
  evidence  BLOB NOT NULL, -- packed JSON
  conflicts BLOB,          -- packed JSON
  UNIQUE (notice, n),
  CHECK ((kind = 'incident') = (case_id IS NOT NULL))
) STRICT;

CREATE TABLE packed_revisions (
  case_id  INTEGER NOT NULL REFERENCES cases,
  n        INTEGER NOT NULL,
  change   INTEGER NOT NULL REFERENCES changes,
  note     TEXT, -- adds to the change's why
  status   TEXT NOT NULL CHECK (status IN ('open', 'withdrawn')),
  entry    INTEGER REFERENCES packed_entries, -- whose facts these are; NULL where a person set them
  facts    BLOB,                              -- packed JSON, of a person; spans name their notices
  evidence BLOB,                              -- packed JSON, of a person
  PRIMARY KEY (case_id, n),
  CHECK ((entry IS NULL) = (facts IS NOT NULL) AND (facts IS NULL) = (evidence IS NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO packed_entries
  SELECT id, notice, n, start, stop, kind, case_id, identity, jikenbo_pack(facts), jikenbo_pack(evidence), jikenbo_pack(conflicts)
  FROM entries ORDER BY id;
INSERT INTO packed_revisions
  SELECT case_id, n, change, note, status, entry, jikenbo_pack(facts), jikenbo_pack(evidence)
  FROM revisions ORDER BY case_id, n;

DROP TABLE revisions;
DROP TABLE entries;
ALTER TABLE packed_entries RENAME TO entries;
ALTER TABLE packed_revisions RENAME TO revisions;

CREATE INDEX entries_case ON entries (case_id, notice) WHERE case_id IS NOT NULL;
CREATE INDEX entries_identity ON entries (identity) WHERE identity IS NOT NULL;

CREATE TRIGGER revisions_follow BEFORE INSERT ON revisions
  WHEN NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM revisions WHERE case_id = NEW.case_id)
  BEGIN SELECT RAISE(ABORT, 'a revision follows the last one'); END;
CREATE TRIGGER entries_keep   BEFORE UPDATE ON entries   BEGIN SELECT RAISE(ABORT, 'entries are only added'); END;
CREATE TRIGGER revisions_keep BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are only added'); END;
CREATE TRIGGER entries_stay   BEFORE DELETE ON entries   BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are never deleted'); END;
