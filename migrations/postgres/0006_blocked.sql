-- Whose deposits a locker's holder doesn't want.
CREATE TABLE blocked (
    locker  TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    account TEXT NOT NULL,
    PRIMARY KEY (locker, account)
);
CREATE INDEX blocked_by_account ON blocked (account);

-- Whose an upload is, where that isn't the locker's holder, and whether it is for a deposit: that one takes no room in the locker.
ALTER TABLE uploads ADD COLUMN account TEXT NOT NULL DEFAULT '';
ALTER TABLE uploads ADD COLUMN deposit BIGINT NOT NULL DEFAULT 0;

-- What waits too long is looked for by its time.
CREATE INDEX deposits_by_time ON deposits (time);
