// Checks of the server's code, each with what removes it. `find` must stand in the file exactly once.
const lent = "src/server/storage/lent.rs";
const mailboxes = "src/server/storage/mailboxes.rs";
const signIn = "src/server/http/routes/sign_in.rs";

export const server = [
  { row: 4, removes: "what the database keeps of a PIN needs the key beside it", file: "src/server/pins/mod.rs", find: "        Hash::of(&self.key.derive(\"verifier\", proof)).0\n", replace: "        Hash::of(proof).0\n" },
  { row: 21, removes: "the sessions of a way in end with it", file: "src/server/storage/ways.rs", find: "            sessions::end_of_slot(transaction, account, id, Some(&session)).await?;\n", replace: "            let _ = &session;\n" },
  { row: 21, removes: "a rotation ends all other ways in", file: "src/server/storage/slots.rs", find: "DELETE FROM slots WHERE account = $1 AND id <> $2 AND id <> $3", replace: "DELETE FROM slots WHERE account = $1 AND id <> $2 AND id <> $3 AND kind IN ('words', 'card')" },
  { row: 22, removes: "a handle that nobody has is answered like wrong words", file: signIn, find: "        _ => prove(found, &request.auth.0),", replace: "        _ if found.is_none() => return Err(Problem::not_found()),\n        _ => prove(found, &request.auth.0)," },
  { row: 22, removes: "a device that nobody has is answered like one that is gone", file: signIn, find: "    let Some(found) = found else { return Ok(Err(Problem::pin_refused(0))) };", replace: "    let Some(found) = found else { return Ok(Err(Problem::sign_in_refused())) };" },
  { row: 23, removes: "tokens are hashed", file: "src/server/http/session/store.rs", find: "    Hash::of(&id.0.to_le_bytes())\n", replace: "    let mut raw = [0; 32];\n    raw[..16].copy_from_slice(&id.0.to_le_bytes());\n    Hash(raw)\n" },
  { row: 23, removes: "what a session alone may not change is signed", file: "src/server/http/signed.rs", find: "    check(&parts, app, &signed_in, &body, &signature).await?;\n", replace: "    let _ = check(&parts, app, &signed_in, &body, &signature).await;\n", edits: [{ file: "src/server/http/signed.rs", find: ".ok_or_else(Problem::signature_required)?;", replace: ".unwrap_or([0; 64]);" }] },
  { row: 23, removes: "a rotation ends all sessions", file: "src/server/storage/accounts.rs", find: "    sessions::end_all(transaction, account).await?;\n", replace: "    if account.to_string().is_empty() {\n        sessions::end_all(transaction, account).await?;\n    }\n" },
  { row: 24, removes: "a locker is its holder's", file: "src/server/storage/lockers.rs", find: "FROM sessions JOIN lockers l ON l.holder = sessions.account\n        WHERE sessions.token = $1 AND sessions.expires > $2 AND l.id = $3", replace: "FROM sessions JOIN lockers l ON l.holder <> ''\n        WHERE sessions.token = $1 AND sessions.expires > $2 AND l.id = $3" },
  { row: 24, removes: "a session is ended by its own account", file: "src/server/storage/sessions.rs", find: "DELETE FROM sessions WHERE account = $1 AND id = $2", replace: "DELETE FROM sessions WHERE (account = $1 OR account <> $1) AND id = $2" },
  { row: 24, removes: "a paper's object is for whom the paper was lent", file: lent, find: "AND (g.node = o.node OR", replace: "AND (g.node <> '' OR" },
  { row: 24, removes: "a view is its grantee's", file: lent, find: "WHERE g.locker = $1 AND g.id = $2 AND g.grantee = $3", replace: "WHERE g.locker = $1 AND g.id = $2 AND (g.grantee = $3 OR g.grantee <> $3)" },
  { row: 24, removes: "what was lent is listed to its grantee", file: lent, find: "WHERE g.grantee = $1 AND g.starts <= $2", replace: "WHERE (g.grantee = $1 OR g.grantee <> $1) AND g.starts <= $2" },
  { row: 24, removes: "who may only open puts no object there", file: lent, find: "AND level IN ('add', 'edit', 'manage')", replace: "AND level <> ''" },
  { row: 24, removes: "who was granted nothing finds no locker to write in", file: "src/server/append/others.rs", find: "if !granted && deposits < acts.len() {", replace: "if !granted && acts.is_empty() {" },
  { row: 24, removes: "an invitation has one answer", file: mailboxes, find: "AND reply IS NULL AND owner <> $3 RETURNING", replace: "AND owner <> $3 RETURNING" },
  { row: 24, removes: "an invitation is taken back by who made it", file: mailboxes, find: "WHERE owner = $1 AND find = $2", replace: "WHERE (owner = $1 OR owner <> $1) AND find = $2" },
  { row: 27, removes: "an object's header is read", file: "src/server/upload.rs", find: "age_header::check(&head, RecipientType::X25519).map_err(", replace: "age_header::check(&head, RecipientType::X25519).or(Ok::<usize, crate::protocol::Refusal>(0)).map_err(" },
  { row: 27, removes: "a body is bounded while it is read", file: "src/server/http/body.rs", find: "if read.len() + piece.len() > limit {", replace: "if read.len() + piece.len() > limit * 100 {" },
  { row: 24, removes: "an upload is its locker's", file: "src/server/storage/uploads.rs", find: "WHERE locker = $1 AND id = $2 AND expires > $3", replace: "WHERE (locker = $1 OR locker <> $1) AND id = $2 AND expires > $3" },
  { row: 27, removes: "the header of an object that comes in parts is read", file: "src/server/transfers/receive.rs", find: "match age_header::check(&self.bytes, RecipientType::X25519) {", replace: "match age_header::check(&self.bytes, RecipientType::X25519).or(Ok::<usize, Refusal>(0)) {" },
  { row: 27, removes: "an upload whose header is refused is over", file: "src/server/transfers/append.rs", find: "        Err(NotTaken::Over(problem)) => {\n            end(app, writer.locker, id).await?;\n", replace: "        Err(NotTaken::Over(problem)) => {\n" },
  { row: 27, removes: "a part ends where its upload does", file: "src/server/transfers/receive.rs", find: "if length.is_some_and(|length| length > left) {", replace: "if length.is_some_and(|length| length > left * 100) {" },
  { row: 27, removes: "the checksum of a part", file: "src/server/transfers/receive.rs", find: "Ok(None) if checksum.is_right() => {", replace: "Ok(None) if checksum.is_right() || head.size > 0 => {" },
].map((mutation) => ({ client: "server", ...mutation }));
