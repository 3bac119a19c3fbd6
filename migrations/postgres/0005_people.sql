-- Invitations: what waits between two people who don't know each other's keys yet. `find` follows from a secret that only the
-- two hold, and so does what opens greeting and reply. `kind` is `qr` or `link`; `tried` is 1 when somebody else came after
-- the reply.
CREATE TABLE mailboxes (
    find     TEXT PRIMARY KEY NOT NULL,
    owner    TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    until    BIGINT NOT NULL,
    greeting BYTEA NOT NULL,
    invitee  TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    reply    BYTEA,
    replied  BIGINT,
    tried    BIGINT NOT NULL
);
CREATE INDEX mailboxes_of_owner ON mailboxes (owner);
CREATE INDEX mailboxes_of_invitee ON mailboxes (invitee);
CREATE INDEX mailboxes_over ON mailboxes (until);

-- How many rows the next three tables have of a locker: most have none, and nothing is asked then.
ALTER TABLE lockers ADD COLUMN grants BIGINT NOT NULL DEFAULT 0;
ALTER TABLE lockers ADD COLUMN exposed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE lockers ADD COLUMN deposits BIGINT NOT NULL DEFAULT 0;

-- Grants that nothing has ended; those whose time is over stay until the next act. `given` is JSON: the newest key of each node
-- that the grant was given.
CREATE TABLE grants (
    locker  TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    id      TEXT NOT NULL,
    seq     BIGINT NOT NULL,
    hash    BYTEA NOT NULL,
    node    TEXT NOT NULL,
    author  TEXT NOT NULL,
    grantee TEXT NOT NULL,
    card    BYTEA NOT NULL,
    level   TEXT NOT NULL,
    starts  BIGINT NOT NULL,
    ends    BIGINT NOT NULL,
    via     TEXT,
    given   BYTEA NOT NULL,
    PRIMARY KEY (locker, id)
);
CREATE INDEX grants_of_grantee ON grants (grantee, locker, id);

-- Keys in the hands of people whose grants are over, by the node that was granted and the one whose epochs the key follows.
CREATE TABLE exposed (
    locker      TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    node        TEXT NOT NULL,
    key_node    TEXT NOT NULL,
    epoch       BIGINT NOT NULL,
    turn        BIGINT NOT NULL,
    seq         BIGINT NOT NULL,
    hash        BYTEA NOT NULL,
    revoke_seq  BIGINT,
    revoke_hash BYTEA,
    PRIMARY KEY (locker, node, key_node)
);

-- Deposits that wait for an answer. `objects` is JSON, as in the act.
CREATE TABLE deposits (
    locker  TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    node    TEXT NOT NULL,
    seq     BIGINT NOT NULL,
    hash    BYTEA NOT NULL,
    time    BIGINT NOT NULL,
    author  TEXT NOT NULL,
    objects BYTEA NOT NULL,
    PRIMARY KEY (locker, node)
);

-- Whose an object is until the deposit that names it is accepted: it takes no room in the locker before.
ALTER TABLE objects ADD COLUMN depositor TEXT;
CREATE INDEX objects_of_depositor ON objects (locker, depositor) WHERE depositor IS NOT NULL;

-- Which stream an act joins: `keys`, `people`, or a folder.
ALTER TABLE acts ADD COLUMN stream TEXT;
CREATE INDEX acts_of_stream ON acts (locker, stream, seq);

-- Who was served what, to the minute.
CREATE TABLE reads (
    locker  TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    node    TEXT NOT NULL,
    grantee TEXT NOT NULL,
    minute  BIGINT NOT NULL,
    PRIMARY KEY (locker, minute, node, grantee)
);
CREATE INDEX reads_over ON reads (minute);

-- Who has signed acts in somebody else's locker. Their cards are needed as long as the log is, also when the account is deleted.
CREATE TABLE authors (
    locker  TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    account TEXT NOT NULL,
    PRIMARY KEY (locker, account)
);
CREATE INDEX authors_by_account ON authors (account);

CREATE TABLE kept_cards (
    account     TEXT NOT NULL,
    number      BIGINT NOT NULL,
    card        BYTEA NOT NULL,
    signature   BYTEA NOT NULL,
    endorsement BYTEA,
    PRIMARY KEY (account, number)
);
