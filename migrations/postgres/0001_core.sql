-- Ids are text, times integer milliseconds since 1970, hashes and sealed things bytes. The file of the same number for
-- the other engine has the same tables and columns: a test compares them.

-- What is fixed at the first start: the origin.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

CREATE TABLE accounts (
    id              TEXT PRIMARY KEY NOT NULL,
    card_number     BIGINT NOT NULL,
    keyring_version BIGINT NOT NULL,
    keyring         BYTEA NOT NULL,
    created         BIGINT NOT NULL
);

-- An account's public keys, the whole chain.
CREATE TABLE cards (
    account     TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    number      BIGINT NOT NULL,
    card        BYTEA NOT NULL,
    signature   BYTEA NOT NULL,
    endorsement BYTEA,
    PRIMARY KEY (account, number)
);

-- Ways in. `find` is the handle for words, a derived value for a recovery card.
CREATE TABLE slots (
    account  TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    id       TEXT NOT NULL,
    kind     TEXT NOT NULL,
    find     TEXT NOT NULL,
    verifier BYTEA NOT NULL,
    sealed   BYTEA NOT NULL,
    created  BIGINT NOT NULL,
    PRIMARY KEY (account, id),
    UNIQUE (kind, find)
);

-- `token` is a SHA-256; `half` goes into the key of a device's own state.
CREATE TABLE sessions (
    token     BYTEA PRIMARY KEY NOT NULL,
    id        TEXT NOT NULL UNIQUE,
    account   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    client    TEXT NOT NULL,
    half      BYTEA NOT NULL,
    created   BIGINT NOT NULL,
    last_used BIGINT NOT NULL,
    expires   BIGINT NOT NULL
);
CREATE INDEX sessions_of_account ON sessions (account);
CREATE INDEX sessions_expired ON sessions (expires);

-- `code` is a SHA-256.
CREATE TABLE sign_up_codes (
    code    BYTEA PRIMARY KEY NOT NULL,
    expires BIGINT NOT NULL
);

-- Rate limits: how often something was tried since `since`. `subject` is a SHA-256.
CREATE TABLE tries (
    subject BYTEA PRIMARY KEY NOT NULL,
    count   BIGINT NOT NULL,
    since   BIGINT NOT NULL
);

-- A locker's log, as its newest act left it: what the rules for the next act need.
CREATE TABLE lockers (
    id              TEXT PRIMARY KEY NOT NULL,
    holder          TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    first_hash      BYTEA NOT NULL,
    seq             BIGINT NOT NULL,
    hash            BYTEA NOT NULL,
    time            BIGINT NOT NULL,
    card            BYTEA NOT NULL,
    card_number     BIGINT NOT NULL,
    card_seq        BIGINT,
    card_hash       BYTEA,
    keys_seq        BIGINT,
    keys_hash       BYTEA,
    people_seq      BIGINT NOT NULL,
    people_hash     BYTEA NOT NULL,
    checkpoint_seq  BIGINT,
    checkpoint_hash BYTEA,
    folders         BIGINT NOT NULL,
    documents       BIGINT NOT NULL,
    used            BIGINT NOT NULL
);
CREATE INDEX lockers_of_holder ON lockers (holder);

-- Folders and documents that live. A document has a parent that is a folder, a turn, and nothing of a stream.
CREATE TABLE nodes (
    locker      TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    id          TEXT NOT NULL,
    folder      TEXT,
    private     BIGINT NOT NULL,
    put_seq     BIGINT NOT NULL,
    put_hash    BYTEA NOT NULL,
    version     BIGINT NOT NULL,
    epoch       BIGINT NOT NULL,
    turn        BIGINT NOT NULL,
    stream_seq  BIGINT,
    stream_hash BYTEA,
    PRIMARY KEY (locker, id)
);

-- Each epoch of the key of a locker (whose node is its own id) or of a living folder; not the keys.
CREATE TABLE epochs (
    locker TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    node   TEXT NOT NULL,
    epoch  BIGINT NOT NULL,
    under  BIGINT,
    seq    BIGINT NOT NULL,
    hash   BYTEA NOT NULL,
    PRIMARY KEY (locker, node, epoch)
);

-- The log. `frame` is the act as it travels, with nothing beside; `living` is 0 once a checkpoint left the act out.
CREATE TABLE acts (
    locker TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    seq    BIGINT NOT NULL,
    node   TEXT,
    hash   BYTEA NOT NULL,
    living BIGINT NOT NULL,
    frame  BYTEA NOT NULL,
    beside BYTEA,
    PRIMARY KEY (locker, seq)
);
CREATE INDEX acts_of_node ON acts (locker, node, seq);
CREATE INDEX acts_living ON acts (locker, seq) WHERE living = 1;

-- Sealed objects. `place` is the name in the object store, never used twice; `node` is absent until an act names it.
CREATE TABLE objects (
    locker   TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    id       TEXT NOT NULL,
    place    TEXT NOT NULL UNIQUE,
    size     BIGINT NOT NULL,
    checksum BIGINT NOT NULL,
    node     TEXT,
    created  BIGINT NOT NULL,
    PRIMARY KEY (locker, id)
);
CREATE INDEX objects_of_node ON objects (locker, node);
CREATE INDEX objects_unnamed ON objects (created) WHERE node IS NULL;

-- Objects that nothing names any more and that are still to be deleted from the store.
CREATE TABLE condemned (
    place TEXT PRIMARY KEY NOT NULL,
    since BIGINT NOT NULL
);
