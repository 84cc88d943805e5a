-- Accounts, and facts decided one at a time.

-- The values not chosen for facts of a person's revision that the person did
-- not decide. Packed JSON; spans name their notices.
ALTER TABLE revisions ADD COLUMN conflicts BLOB;

-- Who may sign in. Names stay: revisions have them.
CREATE TABLE accounts (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
  role     TEXT NOT NULL CHECK (role IN ('reader', 'editor', 'admin')),
  password TEXT NOT NULL CHECK (password <> ''), -- its hash, as a PHC string
  created  TEXT NOT NULL,                        -- RFC 3339, UTC
  disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1))
) STRICT;
CREATE TRIGGER accounts_stay BEFORE DELETE ON accounts BEGIN SELECT RAISE(ABORT, 'accounts are disabled, not deleted'); END;
CREATE TRIGGER accounts_keep BEFORE UPDATE OF id, name, created ON accounts BEGIN SELECT RAISE(ABORT, 'accounts are never renamed'); END;

-- Who is signed in. Times are milliseconds since 1970, UTC.
CREATE TABLE sessions (
  token   BLOB PRIMARY KEY CHECK (length(token) = 32), -- SHA-256 of what the cookie holds
  account INTEGER NOT NULL REFERENCES accounts,
  created INTEGER NOT NULL,
  seen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_account ON sessions (account);

-- Whatever changes what an account may do ends its sessions.
CREATE TRIGGER accounts_change AFTER UPDATE OF role, password, disabled ON accounts
  BEGIN DELETE FROM sessions WHERE account = NEW.id; END;
