-- Cascades: by what the cases that an incident at a supplier reached are found.
-- All of it is made of the cases and can be made again.

CREATE TABLE cascade_state (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL -- what traces follow from besides the cases, hashed; 0 before there are any
) STRICT;
INSERT INTO cascade_state VALUES (1, 0);

-- What an open case tells of an incident at a supplier that it names, or at its
-- own organization, which may be a supplier. Names are hashes of their keys.
CREATE TABLE traces (
  key          INTEGER NOT NULL, -- of the supplier's name
  start        INTEGER NOT NULL, -- days since 1970 between which it happened;
  stop         INTEGER NOT NULL, -- before start where nothing tells
  case_id      INTEGER NOT NULL REFERENCES cases,
  own          INTEGER NOT NULL CHECK (own IN (0, 1)), -- 1: the case is the supplier's own
  dated        INTEGER NOT NULL CHECK (dated IN (0, 1)),
  attack       INTEGER NOT NULL,
  ways         INTEGER NOT NULL,
  organization INTEGER NOT NULL,
  products     BLOB NOT NULL,    -- 8 bytes each
  tie          BLOB NOT NULL,    -- orders cases that are alike
  cascade      INTEGER REFERENCES cases, -- the case of the supplier; NULL where there is none
  PRIMARY KEY (key, start, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX traces_case ON traces (case_id);
CREATE INDEX traces_cascade ON traces (cascade) WHERE cascade IS NOT NULL;
