-- Notices in other formats than plain text, and pages of the web.

ALTER TABLE notices ADD COLUMN type     TEXT NOT NULL DEFAULT 'text/plain'; -- the media type the bytes were read as
ALTER TABLE notices ADD COLUMN reader   TEXT NOT NULL DEFAULT 'plain 1';    -- the rules that made text of bytes, with their version
ALTER TABLE notices ADD COLUMN declared TEXT NOT NULL DEFAULT '';           -- the Content-Type that came with the bytes
ALTER TABLE notices ADD COLUMN markup   TEXT;                               -- JSON: what markup and metadata state

-- How the bytes of a notice came from an address, the first time they did: all
-- that a WARC file needs besides the bytes.
CREATE TABLE captures (
  id        INTEGER PRIMARY KEY,
  notice    INTEGER NOT NULL REFERENCES notices,
  url       TEXT NOT NULL, -- asked for
  final     TEXT NOT NULL, -- where the last redirect led
  redirects TEXT,          -- JSON
  at        TEXT NOT NULL, -- RFC 3339, UTC
  remote    TEXT NOT NULL, -- IP address of the server; '' if it is not known
  status    INTEGER NOT NULL,
  request   BLOB NOT NULL, -- head of the last request; empty if it is not known
  response  BLOB NOT NULL, -- head of the last response
  UNIQUE (notice, url)
) STRICT;

CREATE TRIGGER captures_keep BEFORE UPDATE ON captures BEGIN SELECT RAISE(ABORT, 'captures are only added'); END;
CREATE TRIGGER captures_stay BEFORE DELETE ON captures BEGIN SELECT RAISE(ABORT, 'captures are never deleted'); END;
