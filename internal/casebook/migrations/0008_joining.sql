-- Many notices, one case. What a case says follows from its entries and from
-- what persons decided, in whatever order they came.

-- An entry may move to another case, and another may take its place.
DROP TRIGGER entries_keep;
DROP INDEX entries_identity;
ALTER TABLE entries DROP COLUMN identity;
ALTER TABLE entries ADD COLUMN replaced_by INTEGER REFERENCES entries; -- of the text that took the place of its own at its address
CREATE INDEX entries_replaced ON entries (replaced_by) WHERE replaced_by IS NOT NULL;
CREATE TRIGGER entries_keep BEFORE UPDATE OF id, notice, n, start, stop, kind, facts, evidence, conflicts ON entries
  BEGIN SELECT RAISE(ABORT, 'entries are only added'); END;

-- Where entries moved from and to.
CREATE TABLE moves (
  id     INTEGER PRIMARY KEY,
  change INTEGER NOT NULL REFERENCES changes,
  entry  INTEGER NOT NULL REFERENCES entries,
  was    INTEGER NOT NULL REFERENCES cases,
  now    INTEGER NOT NULL REFERENCES cases
) STRICT;
CREATE INDEX moves_entry ON moves (entry);
CREATE INDEX moves_was ON moves (was);
CREATE TRIGGER entries_move AFTER UPDATE OF case_id ON entries WHEN NEW.case_id IS NOT OLD.case_id
  BEGIN INSERT INTO moves (change, entry, was, now) VALUES ((SELECT max(id) FROM changes), NEW.id, OLD.case_id, NEW.case_id); END;
CREATE TRIGGER moves_keep BEFORE UPDATE ON moves BEGIN SELECT RAISE(ABORT, 'moves are only added'); END;
CREATE TRIGGER moves_stay BEFORE DELETE ON moves BEGIN SELECT RAISE(ABORT, 'moves are never deleted'); END;

-- One state of a case: an entry's reading, or what follows from several entries
-- and from what persons decided.
CREATE TABLE joined_revisions (
  case_id   INTEGER NOT NULL REFERENCES cases,
  n         INTEGER NOT NULL,
  change    INTEGER NOT NULL REFERENCES changes,
  note      TEXT, -- adds to the change's why
  status    TEXT NOT NULL CHECK (status IN ('open', 'inferred', 'duplicate', 'withdrawn')),
  redirect  INTEGER REFERENCES cases,      -- the case that a duplicate leads to
  person    INTEGER NOT NULL CHECK (person IN (0, 1)), -- 1: it is a person's decision
  decided   TEXT NOT NULL,                 -- the fields that persons decided until now, with spaces between
  entry     INTEGER REFERENCES entries,    -- whose facts these are
  facts     BLOB, -- packed JSON, where they are no entry's; spans name their notices
  evidence  BLOB, -- likewise
  conflicts BLOB, -- likewise; NULL for none
  PRIMARY KEY (case_id, n),
  CHECK ((entry IS NULL) = (facts IS NOT NULL) AND (facts IS NULL) = (evidence IS NULL)),
  CHECK ((status = 'duplicate') = (redirect IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO joined_revisions
  SELECT r.case_id, r.n, r.change, r.note, r.status, NULL, r.entry IS NULL AND coalesce(r.note, '') <> 'what a person decided stays',
    CASE WHEN r.entry IS NULL THEN coalesce((
      SELECT group_concat(jikenbo_decided(coalesce(b.facts, be.facts), coalesce(b.evidence, be.evidence), a.facts, a.evidence), ' ')
      FROM revisions a JOIN revisions b ON b.case_id = a.case_id AND b.n = a.n - 1 LEFT JOIN entries be ON be.id = b.entry
      WHERE a.case_id = r.case_id AND a.n <= r.n AND a.entry IS NULL AND coalesce(a.note, '') <> 'what a person decided stays'
        AND a.n > coalesce((SELECT max(n) FROM revisions WHERE case_id = r.case_id AND n <= r.n AND entry IS NOT NULL), 0)), '')
      ELSE '' END,
    r.entry, r.facts, r.evidence, r.conflicts
  FROM revisions r ORDER BY r.case_id, r.n;
DROP TABLE revisions;
ALTER TABLE joined_revisions RENAME TO revisions;
CREATE INDEX revisions_change ON revisions (change); -- its key follows in the index
CREATE TRIGGER revisions_follow BEFORE INSERT ON revisions
  WHEN NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM revisions WHERE case_id = NEW.case_id)
  BEGIN SELECT RAISE(ABORT, 'a revision follows the last one'); END;
CREATE TRIGGER revisions_keep BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are only added'); END;
CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are never deleted'); END;

-- What persons decided about two entries: that they tell of one incident, or of
-- two. Of each pair the last counts.
CREATE TABLE decisions (
  id     INTEGER PRIMARY KEY,
  change INTEGER NOT NULL REFERENCES changes,
  a      INTEGER NOT NULL REFERENCES entries,
  b      INTEGER NOT NULL REFERENCES entries,
  same   INTEGER NOT NULL CHECK (same IN (0, 1)),
  CHECK (a < b)
) STRICT;
CREATE INDEX decisions_pair ON decisions (a, b, id);
CREATE INDEX decisions_other ON decisions (b);
CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;

-- By what incidents are found that may be the same, and what was found. All of
-- it is made of the entries and can be made again.
CREATE TABLE link_state (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL -- of the keys; 0 before there are any
) STRICT;
INSERT INTO link_state VALUES (1, 0);
CREATE TABLE link_keys (
  key   INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES entries,
  PRIMARY KEY (key, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE link_refs (
  entry INTEGER PRIMARY KEY REFERENCES entries,
  refs  BLOB NOT NULL -- what the text of an entry says of other notices
) STRICT;
CREATE TABLE links (
  a      INTEGER NOT NULL REFERENCES entries,
  b      INTEGER NOT NULL REFERENCES entries,
  sure   INTEGER NOT NULL CHECK (sure IN (0, 1)), -- 1: one incident, as far as notices tell; 0: perhaps
  score  INTEGER NOT NULL,
  PRIMARY KEY (a, b),
  CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_other ON links (b, a);
