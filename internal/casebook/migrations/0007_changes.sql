-- What changed since: the cases that a change touched, without a scan.

CREATE INDEX revisions_change ON revisions (change); -- its key follows in the index
CREATE INDEX notices_change ON notices (change);
