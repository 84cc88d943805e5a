-- Organizations: the names that notices and persons have for them, and where it
-- is said who one is. All of it but what persons decided is made of the entries
-- and can be made again.

CREATE TABLE name_state (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL, -- of the marks; 0 before there are any
  aliases INTEGER NOT NULL  -- a hash of alias_roots; 0 for none
) STRICT;
INSERT INTO name_state VALUES (1, 0, 0);

-- Names of organizations and suppliers as they are written, each once.
CREATE TABLE names (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
-- By what names are found that may be of one organization.
CREATE TABLE name_marks (
  mark INTEGER NOT NULL,
  name INTEGER NOT NULL REFERENCES names,
  PRIMARY KEY (mark, name)
) STRICT, WITHOUT ROWID;
-- The entries that have a name.
CREATE TABLE name_entries (
  name  INTEGER NOT NULL REFERENCES names,
  entry INTEGER NOT NULL REFERENCES entries,
  PRIMARY KEY (name, entry)
) STRICT, WITHOUT ROWID;

-- Of which organizations an entry states who they are: marks of their keys.
CREATE TABLE name_statements (
  mark  INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES entries,
  PRIMARY KEY (mark, entry)
) STRICT, WITHOUT ROWID;

-- What persons decided about two names: that they are of one organization, or of
-- two. Of each pair the last counts.
CREATE TABLE equalities (
  id     INTEGER PRIMARY KEY,
  change INTEGER NOT NULL REFERENCES changes,
  a      TEXT NOT NULL, -- the name that it goes by from then on
  b      TEXT NOT NULL,
  same   INTEGER NOT NULL CHECK (same IN (0, 1))
) STRICT;
CREATE TRIGGER equalities_keep BEFORE UPDATE ON equalities BEGIN SELECT RAISE(ABORT, 'equalities are only added'); END;
CREATE TRIGGER equalities_stay BEFORE DELETE ON equalities BEGIN SELECT RAISE(ABORT, 'equalities are never deleted'); END;

-- The aliases that links and cascades were made with: keys of names, with the key
-- of the name that the organization has now.
CREATE TABLE alias_roots (
  key  TEXT PRIMARY KEY,
  root TEXT NOT NULL
) STRICT, WITHOUT ROWID;
