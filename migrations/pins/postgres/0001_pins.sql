-- What must not lie in a backup: without it no PIN opens anything, and an older one would give tries back.

-- The only row. `generation` grows with each try; `key` is a SHA-256 by which the key file is known again.
CREATE TABLE store (
    id         BIGINT PRIMARY KEY NOT NULL,
    generation BIGINT NOT NULL,
    key        BYTEA
);
INSERT INTO store (id, generation, key) VALUES (1, 0, NULL);

-- PINs of devices: what their peppers come from, and how often in a row somebody was wrong.
CREATE TABLE pins (
    account TEXT NOT NULL,
    slot    TEXT NOT NULL,
    nonce   BYTEA NOT NULL,
    wrong   BIGINT NOT NULL,
    created BIGINT NOT NULL,
    PRIMARY KEY (account, slot)
);
