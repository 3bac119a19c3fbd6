//! The SQL of logs.

use crate::server::storage::statement::statements;

statements! {
    // The newest epoch of a key stands beside what it is the key of: one read, not two.
    LOCKER = "SELECT l.holder, l.first_hash, l.card, l.card_number, l.seq, l.hash, l.time, l.people_seq, l.people_hash,
            l.card_seq, l.card_hash, l.keys_seq, l.keys_hash, l.checkpoint_seq, l.checkpoint_hash, l.folders, l.documents,
            l.grants, l.exposed, l.deposits, e.epoch, e.under, e.seq, e.hash
        FROM lockers l LEFT JOIN epochs e ON e.locker = l.id AND e.node = l.id
            AND e.epoch = (SELECT MAX(epoch) FROM epochs WHERE locker = l.id AND node = l.id)
        WHERE l.id = $1";
    SOME_NODES = "SELECT n.id, n.folder, n.private, n.put_seq, n.put_hash, n.version, n.epoch, n.turn, n.stream_seq, n.stream_hash,
            e.epoch, e.under, e.seq, e.hash
        FROM nodes n LEFT JOIN epochs e ON e.locker = n.locker AND e.node = n.id
            AND e.epoch = (SELECT MAX(epoch) FROM epochs WHERE locker = n.locker AND node = n.id)
        WHERE n.locker = $1 AND n.id IN ($2, $3, $4, $5)";
    NODES = "SELECT id, folder, private, put_seq, put_hash, version, epoch, turn, stream_seq, stream_hash
        FROM nodes WHERE locker = $1";
    EPOCHS = "SELECT node, epoch, under, seq, hash FROM epochs WHERE locker = $1 ORDER BY epoch";
    HEAD = "SELECT seq, hash FROM lockers WHERE id = $1";
    BEGIN_LOCKER = "INSERT INTO lockers (id, holder, first_hash, seq, hash, time, card, card_number, card_seq, card_hash,
            keys_seq, keys_hash, people_seq, people_hash, checkpoint_seq, checkpoint_hash, folders, documents, used)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, 0, 0)
        ON CONFLICT (id) DO NOTHING";
    ADVANCE = "UPDATE lockers SET seq = $4, hash = $5, time = $6, card = $7, card_number = $8, card_seq = $9,
            card_hash = $10, keys_seq = $11, keys_hash = $12, people_seq = $13, people_hash = $14, checkpoint_seq = $15,
            checkpoint_hash = $16, folders = folders + $17, documents = documents + $18,
            grants = $19, exposed = $20, deposits = $21
        WHERE id = $1 AND seq = $2 AND hash = $3";
    INSERT_ACT = "INSERT INTO acts (locker, seq, node, hash, living, frame, beside, stream) VALUES ($1, $2, $3, $4, 1, $5, $6, $7)
        ON CONFLICT DO NOTHING";
    PUT_NODE = "INSERT INTO nodes (locker, id, folder, private, put_seq, put_hash, version, epoch, turn, stream_seq, stream_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (locker, id) DO UPDATE SET folder = excluded.folder, put_seq = excluded.put_seq,
            put_hash = excluded.put_hash, version = excluded.version, epoch = excluded.epoch, turn = excluded.turn,
            stream_seq = excluded.stream_seq, stream_hash = excluded.stream_hash";
    DELETE_NODE = "DELETE FROM nodes WHERE locker = $1 AND id = $2";
    INSERT_EPOCH = "INSERT INTO epochs (locker, node, epoch, under, seq, hash) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    DELETE_EPOCHS = "DELETE FROM epochs WHERE locker = $1 AND node = $2";
    GRANTS = "SELECT id, seq, hash, node, author, grantee, card, level, starts, ends, via, given FROM grants WHERE locker = $1";
    PUT_GRANT = "INSERT INTO grants (locker, id, seq, hash, node, author, grantee, card, level, starts, ends, via, given)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (locker, id) DO UPDATE SET given = excluded.given";
    DELETE_GRANT = "DELETE FROM grants WHERE locker = $1 AND id = $2";
    EXPOSED = "SELECT node, key_node, epoch, turn, seq, hash, revoke_seq, revoke_hash FROM exposed WHERE locker = $1";
    PUT_EXPOSED = "INSERT INTO exposed (locker, node, key_node, epoch, turn, seq, hash, revoke_seq, revoke_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (locker, node, key_node) DO UPDATE SET epoch = excluded.epoch, turn = excluded.turn, seq = excluded.seq,
            hash = excluded.hash, revoke_seq = excluded.revoke_seq, revoke_hash = excluded.revoke_hash";
    DELETE_EXPOSED = "DELETE FROM exposed WHERE locker = $1 AND node = $2 AND key_node = $3";
    DEPOSITS = "SELECT node, seq, hash, time, author, objects FROM deposits WHERE locker = $1";
    INSERT_DEPOSIT = "INSERT INTO deposits (locker, node, seq, hash, time, author, objects) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELETE_DEPOSIT = "DELETE FROM deposits WHERE locker = $1 AND node = $2";
    SIGNED_HERE = "INSERT INTO authors (locker, account) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    LIVING_SEQS = "SELECT seq FROM acts WHERE locker = $1 AND living = 1 AND seq < $2";
    DIED = "UPDATE acts SET living = 0 WHERE locker = $1 AND seq = $2";
    FRAME = "SELECT frame, living FROM acts WHERE locker = $1 AND seq = $2";
    STRIP = "UPDATE acts SET frame = $3, beside = NULL WHERE locker = $1 AND seq = $2";
    DROP_LIST = "UPDATE acts SET beside = NULL WHERE locker = $1 AND seq = (SELECT checkpoint_seq FROM lockers WHERE id = $1)
        AND seq > $2";
    HASHES = "SELECT hash FROM acts WHERE locker = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq";
    SEQS_OF_NODE = "SELECT seq FROM acts WHERE locker = $1 AND node = $2 ORDER BY seq";
    FRAMES = "SELECT frame FROM acts WHERE locker = $1 AND seq >= $2 ORDER BY seq LIMIT $3";
    FRAMES_OF_NODE = "SELECT frame FROM acts WHERE locker = $1 AND node = $2 ORDER BY seq";
    BESIDE = "SELECT beside FROM acts WHERE locker = $1 AND seq = $2";
    // Whoever is blocked and was granted nothing finds no locker.
    TAIL = "SELECT l.seq, l.hash, l.time, l.people_hash, a.frame FROM lockers l
        JOIN epochs e ON e.locker = l.id AND e.node = l.id
            AND e.epoch = (SELECT MAX(epoch) FROM epochs WHERE locker = l.id AND node = l.id)
        JOIN acts a ON a.locker = l.id AND a.seq = e.seq
        WHERE l.id = $1 AND NOT EXISTS (SELECT 1 FROM blocked b WHERE b.locker = l.id AND b.account = $2
            AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.locker = l.id AND g.grantee = $2 AND g.ends > $3))";
    UNFILLED = "SELECT seq, frame FROM acts WHERE locker = $1 AND stream IS NULL AND seq > $2 ORDER BY seq LIMIT $3";
    FILL = "UPDATE acts SET stream = $3 WHERE locker = $1 AND seq = $2";
    NEWEST_CHECKPOINT = "SELECT acts.seq, acts.frame, acts.beside FROM lockers
        JOIN acts ON acts.locker = lockers.id AND acts.seq = lockers.checkpoint_seq WHERE lockers.id = $1";
    LIVING = "SELECT frame FROM
        (SELECT seq, frame FROM acts WHERE locker = $1 AND living = 1 AND seq < $2
         UNION ALL SELECT seq, frame FROM acts WHERE locker = $1 AND seq > $2) AS served ORDER BY seq";
}
