-- Accounts that are to be deleted, each at its time; until then the row may go again.
CREATE TABLE deletions (
    account TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    due     INTEGER NOT NULL
);
CREATE INDEX deletions_due ON deletions (due);

-- What deleted accounts were called: ids and handles that nobody gets again. `name` is a SHA-256, and nothing stands beside it.
CREATE TABLE departed (
    name BLOB PRIMARY KEY NOT NULL
);
