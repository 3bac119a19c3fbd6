-- Uploads that come in parts. Their bytes lie in the data folder under the upload's id, and the file's length is how far they
-- are. `checksum` is the one that was announced, and the one that was found once all bytes were there; then `place` says where
-- the object goes, and `finished` is 1 when its row in `objects` was written. Until then its size counts as used.
CREATE TABLE uploads (
    id       TEXT PRIMARY KEY NOT NULL,
    locker   TEXT NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    object   TEXT NOT NULL,
    size     INTEGER NOT NULL,
    checksum INTEGER,
    place    TEXT UNIQUE,
    finished INTEGER NOT NULL,
    expires  INTEGER NOT NULL
);
CREATE INDEX uploads_of_locker ON uploads (locker, finished);
CREATE INDEX uploads_expired ON uploads (expires);
