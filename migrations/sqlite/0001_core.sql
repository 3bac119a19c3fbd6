-- Ids are text, times integer milliseconds since 1970, hashes and sealed things bytes. The file of the same number for
-- the other engine has the same tables and columns: a test compares them.

-- What is fixed at the first start: the origin.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

CREATE TABLE accounts (
    id              TEXT PRIMARY KEY NOT NULL,
    card_number     INTEGER NOT NULL,
    keyring_version INTEGER NOT NULL,
    keyring         BLOB NOT NULL,
    created         INTEGER NOT NULL
);

-- An account's public keys, the whole chain.
CREATE TABLE cards (
    account     TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    card        BLOB NOT NULL,
    signature   BLOB NOT NULL,
    endorsement BLOB,
    PRIMARY KEY (account, number)
);

-- Ways in. `find` is the handle for words, a derived value for a recovery card.
CREATE TABLE slots (
    account  TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    id       TEXT NOT NULL,
    kind     TEXT NOT NULL,
    find     TEXT NOT NULL,
    verifier BLOB NOT NULL,
    sealed   BLOB NOT NULL,
    created  INTEGER NOT NULL,
    PRIMARY KEY (account, id),
    UNIQUE (kind, find)
);

-- `token` is a SHA-256; `half` goes into the key of a device's own state.
CREATE TABLE sessions (
    token     BLOB PRIMARY KEY NOT NULL,
    id        TEXT NOT NULL UNIQUE,
    account   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    client    TEXT NOT NULL,
    half      BLOB NOT NULL,
    created   INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    expires   INTEGER NOT NULL
);
CREATE INDEX sessions_of_account ON sessions (account);
CREATE INDEX sessions_expired ON sessions (expires);

-- `code` is a SHA-256.
CREATE TABLE sign_up_codes (
    code    BLOB PRIMARY KEY NOT NULL,
    expires INTEGER NOT NULL
);

-- Rate limits: how often something was tried since `since`. `subject` is a SHA-256.
CREATE TABLE tries (
    subject BLOB PRIMARY KEY NOT NULL,
    count   INTEGER NOT NULL,
    since   INTEGER NOT NULL
);

-- A locker's log, as its newest act left it: what the rules for the next act need.
CREATE TABLE lockers (
    id              TEXT PRIMARY KEY NOT NULL,
    holder          TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    first_hash      BLOB NOT NULL,
    seq             INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    time            INTEGER NOT NULL,
    card            BLOB NOT NULL,
    card_number     INTEGER NOT NULL,
    card_seq        INTEGER,
    card_hash       BLOB,
    keys_seq        INTEGER,
    keys_hash       BLOB,
    people_seq      INTEGER NOT NULL,
    people_hash     BLOB NOT NULL,
    checkpoint_seq  INTEGER,
    checkpoint_hash BLOB,
    folders         INTEGER NOT NULL,
    documents       INTEGER NOT NULL,
    used            INTEGER NOT NULL
);
CREATE INDEX lockers_of_holder ON lockers (holder);

-- Folders and documents that live. A document has a parent that is a folder, a turn, and nothing of a stream.
CREATE TABLE nodes (
    locker      TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    id          TEXT NOT NULL,
    folder      TEXT,
    private     INTEGER NOT NULL,
    put_seq     INTEGER NOT NULL,
    put_hash    BLOB NOT NULL,
    version     INTEGER NOT NULL,
    epoch       INTEGER NOT NULL,
    turn        INTEGER NOT NULL,
    stream_seq  INTEGER,
    stream_hash BLOB,
    PRIMARY KEY (locker, id)
);

-- Each epoch of the key of a locker (whose node is its own id) or of a living folder; not the keys.
CREATE TABLE epochs (
    locker TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    node   TEXT NOT NULL,
    epoch  INTEGER NOT NULL,
    under  INTEGER,
    seq    INTEGER NOT NULL,
    hash   BLOB NOT NULL,
    PRIMARY KEY (locker, node, epoch)
);

-- The log. `frame` is the act as it travels, with nothing beside; `living` is 0 once a checkpoint left the act out.
CREATE TABLE acts (
    locker TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    seq    INTEGER NOT NULL,
    node   TEXT,
    hash   BLOB NOT NULL,
    living INTEGER NOT NULL,
    frame  BLOB NOT NULL,
    beside BLOB,
    PRIMARY KEY (locker, seq)
);
CREATE INDEX acts_of_node ON acts (locker, node, seq);
CREATE INDEX acts_living ON acts (locker, seq) WHERE living = 1;

-- Sealed objects. `place` is the name in the object store, never used twice; `node` is absent until an act names it.
CREATE TABLE objects (
    locker   TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    id       TEXT NOT NULL,
    place    TEXT NOT NULL UNIQUE,
    size     INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    node     TEXT,
    created  INTEGER NOT NULL,
    PRIMARY KEY (locker, id)
);
CREATE INDEX objects_of_node ON objects (locker, node);
CREATE INDEX objects_unnamed ON objects (created) WHERE node IS NULL;

-- Objects that nothing names any more and that are still to be deleted from the store.
CREATE TABLE condemned (
    place TEXT PRIMARY KEY NOT NULL,
    since INTEGER NOT NULL
);
