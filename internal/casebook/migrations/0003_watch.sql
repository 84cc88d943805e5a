-- Watching. What is known of feeds, pages, channels and alerts is state and
-- changes; snapshots and sightings are only added. Times are milliseconds since
-- 1970, UTC, where they are compared; elsewhere RFC 3339, UTC.

CREATE INDEX captures_url ON captures (url);

CREATE TABLE feeds (
  name     TEXT PRIMARY KEY, -- of the source, as the operator calls it
  polls    INTEGER NOT NULL, -- how often it was asked
  checked  INTEGER NOT NULL,
  due      INTEGER NOT NULL,
  failures INTEGER NOT NULL, -- in a row
  error    TEXT NOT NULL,    -- the last of them; '' if it works
  etag     TEXT NOT NULL,
  modified TEXT NOT NULL,
  digest   TEXT NOT NULL,    -- SHA-256 of the last bytes, in hexadecimal
  items    INTEGER NOT NULL  -- listed by the last of them
) STRICT;

CREATE TABLE pages (
  id        INTEGER PRIMARY KEY,
  url       TEXT NOT NULL UNIQUE, -- normalised
  address   TEXT NOT NULL,        -- to be asked for
  host      TEXT NOT NULL,        -- of the address
  source    TEXT NOT NULL,        -- which listed it first
  title     TEXT NOT NULL,        -- there
  published TEXT NOT NULL,        -- the latest date listed; '' if there is none
  seen      INTEGER NOT NULL,     -- first
  looks     INTEGER NOT NULL,     -- how often it was looked at
  checked   INTEGER,              -- last
  due       INTEGER,              -- when it is looked at again; NULL for never
  status    TEXT NOT NULL CHECK (status IN ('new', 'live', 'gone', 'skipped', 'excluded', 'duplicate', 'unreadable')),
  reason    TEXT NOT NULL,
  score     REAL,                 -- of the screening
  missed    INTEGER NOT NULL,     -- times in a row it was not there
  failures  INTEGER NOT NULL,     -- times in a row it could not be had
  etag      TEXT NOT NULL,
  modified  TEXT NOT NULL,
  digest    TEXT NOT NULL,        -- SHA-256 of its bytes, in hexadecimal
  words     TEXT NOT NULL,        -- SHA-256 of its text without regard to white space, in hexadecimal
  final     TEXT NOT NULL,        -- where it redirects to, normalised; '' if it does not
  notice    INTEGER REFERENCES notices -- the last snapshot
) STRICT;
CREATE INDEX pages_due ON pages (due) WHERE due IS NOT NULL;
CREATE INDEX pages_words ON pages (words);
CREATE INDEX pages_final ON pages (final);

-- The states a page was seen in.
CREATE TABLE snapshots (
  id     INTEGER PRIMARY KEY,
  page   INTEGER NOT NULL REFERENCES pages,
  notice INTEGER NOT NULL REFERENCES notices,
  at     TEXT NOT NULL
) STRICT;
CREATE INDEX snapshots_page ON snapshots (page);
CREATE INDEX snapshots_notice ON snapshots (notice);

-- What was seen, skipped and why.
CREATE TABLE sightings (
  id      INTEGER PRIMARY KEY,
  at      TEXT NOT NULL,
  what    TEXT NOT NULL,
  source  TEXT NOT NULL,
  page    INTEGER REFERENCES pages,
  why     TEXT NOT NULL,
  score   REAL,
  notice  INTEGER REFERENCES notices,
  earlier INTEGER REFERENCES notices -- which an edit replaced
) STRICT;
CREATE INDEX sightings_page ON sightings (page);

-- The outbox: what is to be told to whom, committed with the sighting it tells of.
CREATE TABLE alerts (
  n         INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE, -- the same at every attempt
  watchlist TEXT NOT NULL,
  channel   TEXT NOT NULL,
  sighting  INTEGER NOT NULL REFERENCES sightings,
  case_id   INTEGER NOT NULL REFERENCES cases,
  body      TEXT NOT NULL,    -- JSON
  due       INTEGER,          -- NULL once it is delivered
  attempts  INTEGER NOT NULL,
  error     TEXT NOT NULL,    -- of the last attempt
  UNIQUE (watchlist, channel, sighting, case_id)
) STRICT;
CREATE INDEX alerts_due ON alerts (channel, due) WHERE due IS NOT NULL;

-- Channels whose receiver wants nothing any more.
CREATE TABLE closed_channels (
  name   TEXT PRIMARY KEY,
  at     TEXT NOT NULL,
  target TEXT NOT NULL, -- where it led; another target opens it again
  why    TEXT NOT NULL
) STRICT;

CREATE TRIGGER snapshots_keep BEFORE UPDATE ON snapshots BEGIN SELECT RAISE(ABORT, 'snapshots are only added'); END;
CREATE TRIGGER sightings_keep BEFORE UPDATE ON sightings    BEGIN SELECT RAISE(ABORT, 'sightings are only added'); END;
CREATE TRIGGER alerts_keep    BEFORE UPDATE OF id, watchlist, channel, sighting, case_id, body ON alerts BEGIN SELECT RAISE(ABORT, 'alerts are only added'); END;

CREATE TRIGGER pages_stay     BEFORE DELETE ON pages     BEGIN SELECT RAISE(ABORT, 'pages are never deleted'); END;
CREATE TRIGGER snapshots_stay BEFORE DELETE ON snapshots BEGIN SELECT RAISE(ABORT, 'snapshots are never deleted'); END;
CREATE TRIGGER sightings_stay BEFORE DELETE ON sightings    BEGIN SELECT RAISE(ABORT, 'sightings are never deleted'); END;
CREATE TRIGGER alerts_stay    BEFORE DELETE ON alerts    BEGIN SELECT RAISE(ABORT, 'alerts are never deleted'); END;
