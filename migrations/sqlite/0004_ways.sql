-- A sealed name, and to the hour when somebody last came in by it. Of a device's slot, `verifier` is made with the key of the
-- PINs, and its nonce lies with that key, outside this database.
ALTER TABLE slots ADD COLUMN name BLOB;
ALTER TABLE slots ADD COLUMN used INTEGER;

-- `slot` is the way in by which a session began, or the one that was made in it for its device.
ALTER TABLE sessions ADD COLUMN name BLOB;
ALTER TABLE sessions ADD COLUMN slot TEXT;

-- When an account was last used, to the day.
CREATE TABLE activity (
    account TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    day     INTEGER NOT NULL
);
CREATE INDEX activity_by_day ON activity (day);
-- Nobody knows it of before: it counts from today.
INSERT INTO activity (account, day) SELECT id, unixepoch() / 86400 * 86400000 FROM accounts;

-- `cause` is `asked` or `inactive`.
ALTER TABLE deletions ADD COLUMN cause TEXT NOT NULL DEFAULT 'asked';

-- Codes beside words. The secret follows from the nonce and the key of the PINs; `step` is the newest that was taken. A row that
-- is required and not active keeps its account from writing.
CREATE TABLE second_steps (
    account  TEXT PRIMARY KEY NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    required INTEGER NOT NULL,
    active   INTEGER NOT NULL,
    nonce    BLOB,
    step     INTEGER NOT NULL
);
ALTER TABLE sign_up_codes ADD COLUMN second_step INTEGER NOT NULL DEFAULT 0;
