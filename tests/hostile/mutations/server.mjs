// Checks of the server's code, each with what removes it. `find` must stand in the file exactly once.
export const server = [
  { row: 22, removes: "a handle that nobody has is answered like wrong words", file: "src/server/http/routes/sign_in.rs", find: "    let Some(FoundSlot { account, slot, keyring, .. }) = proved(", replace: "    if matches!(tried, Tried::Unknown) {\n        return Err(Problem::not_found());\n    }\n    let Some(FoundSlot { account, slot, keyring, .. }) = proved(" },
  { row: 23, removes: "tokens are hashed", file: "src/server/http/session/store.rs", find: "    Hash::of(&id.0.to_le_bytes())\n", replace: "    let mut raw = [0; 32];\n    raw[..16].copy_from_slice(&id.0.to_le_bytes());\n    Hash(raw)\n" },
  { row: 23, removes: "a rotation ends all sessions", file: "src/server/storage/accounts.rs", find: "    sessions::end_all(transaction, account).await?;\n", replace: "    if account.to_string().is_empty() {\n        sessions::end_all(transaction, account).await?;\n    }\n" },
  { row: 24, removes: "a locker is its holder's", file: "src/server/storage/lockers.rs", find: "lockers l ON l.holder = sessions.account", replace: "lockers l ON l.holder <> ''" },
  { row: 24, removes: "a session is ended by its own account", file: "src/server/storage/sessions.rs", find: "DELETE FROM sessions WHERE account = $1 AND id = $2", replace: "DELETE FROM sessions WHERE (account = $1 OR account <> $1) AND id = $2" },
  { row: 27, removes: "an object's header is read", file: "src/server/upload.rs", find: "age_header::check(&head, RecipientType::X25519).map_err(", replace: "age_header::check(&head, RecipientType::X25519).or(Ok::<usize, crate::protocol::Refusal>(0)).map_err(" },
  { row: 27, removes: "a body is bounded while it is read", file: "src/server/http/body.rs", find: "if read.len() + piece.len() > limit {", replace: "if read.len() + piece.len() > limit * 100 {" },
].map((mutation) => ({ client: "server", ...mutation }));
