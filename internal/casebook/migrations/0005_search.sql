-- The index of the search. All of it is made of the rest of the casebook and
-- can be made again.

CREATE TABLE search_state (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  version    INTEGER NOT NULL, -- of what an index has of a document; 0 before there is one
  generation INTEGER NOT NULL  -- grows with every change of what can be found
) STRICT;
INSERT INTO search_state VALUES (1, 0, 0);

-- Documents that are new or have changed, and are not in a segment yet as they
-- are now. A case is twice its id, an entry that is no incident twice its id and 1.
CREATE TABLE search_pending (
  ref INTEGER PRIMARY KEY,
  at  INTEGER NOT NULL -- the generation of its change
) STRICT;

-- Sets of documents with their terms. They never change but for what is out of
-- date in them, and are merged as they become many.
CREATE TABLE search_segments (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  docs  INTEGER NOT NULL CHECK (docs BETWEEN 1 AND 65536),
  rows  BLOB NOT NULL, -- numbers of its documents
  terms BLOB NOT NULL, -- the first of each block
  dead  BLOB NOT NULL  -- a bit for each document that is out of date; may end early
) STRICT;

-- Terms in order with their postings; the id is that of the segment times 2^24,
-- and a number from 0 on.
CREATE TABLE search_blocks (
  id    INTEGER PRIMARY KEY,
  block BLOB NOT NULL
) STRICT;

-- Entries that are no incidents, by what they are.
CREATE INDEX entries_kind ON entries (kind, notice, n) WHERE case_id IS NULL;
