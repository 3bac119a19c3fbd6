// Checks of the command line's code, each with what removes it. `find` must stand in the file exactly once.
const deposits = "src/client/vault/deposits.rs";
const lent = "src/client/vault/lent.rs";
const people = "src/client/vault/people.rs";
const view = "src/protocol/log/view.rs";
const grants = "src/protocol/log/grants.rs";
const reader = "src/protocol/log/reader.rs";
const sealed = "src/client/envelope/sealed.rs";
const account = "src/client/vault/account/mod.rs";
const ways = "src/client/vault/account/ways.rs";
const rotation = "src/client/vault/account/rotation.rs";
const device = "src/client/account/device.rs";
const payload = "src/client/document/payload.rs";

const noCommitment = { file: sealed, find: "if !bool::from(expected.as_slice().ct_eq(commitment)) {", replace: "if !bool::from(expected.as_slice().ct_eq(commitment)) && sealed.is_empty() {" };
const noHash = { file: payload, find: "    if found_hash != sha256 {", replace: "    if found_hash != sha256 && size == 0 {" };
const noSignature = { file: reader, find: "        verify(SignatureType::Act, &card.content.signing.0, &act.header_bytes, &act.signature)\n", replace: "        let _ = verify(SignatureType::Act, &card.content.signing.0, &act.header_bytes, &act.signature);\n        Ok(())\n" };

export const cli = [
  { row: 1, removes: "something is lent to the card that was met", file: "src/client/people/person.rs", find: "if pinned.is_none() || chain.account() != self.account {", replace: "if pinned.is_none() && chain.account() != self.account {" },
  { row: 1, removes: "a new key is given to the card that the grant names", file: "src/client/vault/recipients.rs", find: "chain.find(hash).ok_or_else(|| Problem::altered(Refusal::Card))?;", replace: "chain.find(hash).or(Some(chain.newest())).ok_or_else(|| Problem::altered(Refusal::Card))?;" },
  { row: 1, removes: "an inviter's cards hold the invitation's", file: people, find: "if chain.find(invitation.card).is_none() {", replace: "if chain.find(invitation.card).is_none() && introduction.name.is_empty() {" },
  { row: 1, removes: "an invitation is whose it says", file: people, find: "if found.inviter != invitation.inviter {", replace: "if found.inviter != invitation.inviter && found.until == 0 {" },
  { row: 1, removes: "an answer is signed by whom it names", file: "src/client/people/reply.rs", find: "        signing::verify(SignatureType::Reply, &card.content.signing.0, &self.signed, signature)?;\n", replace: "        let _ = signing::verify(SignatureType::Reply, &card.content.signing.0, &self.signed, signature);\n" },
  { row: 1, removes: "a card is endorsed by the one before", file: "src/protocol/card.rs", find: "            verify(SignatureType::Endorsement, &last.content.signing.0, &card.card, endorsement).map_err(as_card)?;\n", replace: "            let _ = verify(SignatureType::Endorsement, &last.content.signing.0, &card.card, endorsement).map_err(as_card);\n" },
  { row: 1, removes: "an answer is bound to who gives it", file: "src/client/envelope/context.rs", find: `Self::Invite { inviter, invitee } => info("invite", &[&inviter, &invitee]),`, replace: `Self::Invite { inviter, .. } => info("invite", &[&inviter]),` },
  { row: 3, removes: "the key commitment of a sealed thing", ...noCommitment },
  { row: 3, removes: "the keyring's keys are the newest card's", file: "src/client/vault/account/mod.rs", find: "keyring.keys.check(log.reader.cards()).map_err(Problem::altered)?;", replace: "let _ = keyring.keys.check(log.reader.cards());" },
  { row: 3, removes: "an account's id is the hash of its first key", file: "src/protocol/card.rs", find: "            || !id_holds\n", replace: "            || (!id_holds && number_of_bytes(card) == 0)\n", edits: [{ file: "src/protocol/card.rs", find: "fn as_card(refusal: Refusal)", replace: "fn number_of_bytes(card: &SignedCard) -> usize {\n    card.card.len()\n}\n\nfn as_card(refusal: Refusal)" }] },
  { row: 3, removes: "the keyring's version never falls", file: "src/client/vault/seen.rs", find: "if self.keyring_stored.version < seen.keyring { Err(Problem::altered(Refusal::RolledBack)) } else { Ok(()) }", replace: "Ok(())" },
  { row: 4, removes: "one profile of Argon2id, compiled in", file: "src/client/account/slot.rs", find: "passes: 4 }", replace: "passes: 1 }" },
  { row: 4, removes: "a PIN's proof comes from the device too", file: device, find: "derive(&self.0, &Derivation::Pin { pin })", replace: "derive(&Key::from_slice(&[0; 32]).unwrap_or_else(|| self.0.clone()), &Derivation::Pin { pin })" },
  { row: 4, removes: "the pepper is part of a PIN's key", file: device, find: "derive(&self.0, &Derivation::Device { pepper, pin })", replace: "derive(&self.0, &Derivation::Device { pepper: if pin.expose_secret_text().is_empty() { pepper } else { &self.0 }, pin })" },
  { row: 5, removes: "the address in the salt is the one that the person uses", file: "src/client/vault/account/origin.rs", find: "    if named == used || ", replace: "    if !named.is_empty() || named == used || " },
  { row: 6, removes: "the key commitment of a sealed thing", ...noCommitment },
  { row: 7, removes: "the suite of a sealed thing", file: sealed, find: "if suite != [SUITE] {", replace: "if suite != [SUITE] && sealed.is_empty() {" },
  { row: 7, removes: "the suite in a keyring", file: "src/client/account/keyring.rs", find: "if self.suite != SUITE {", replace: "if self.suite > SUITE {" },
  { row: 8, removes: "an object has the hash that the log names", ...noHash },
  { row: 8, removes: "a body has the hash that its header names", file: "src/protocol/act/frame.rs", find: "            Some(bytes) if Hash::of(bytes) != header.body => return Err(Refusal::Body),\n", replace: "" },
  { row: 8, removes: "the signature of the newest act", ...noSignature },
  { row: 9, removes: "an object has the hash that the log names", ...noHash },
  { row: 9, removes: "a locker begins with its holder", file: "src/protocol/log/rules.rs", find: "if header.author != cards.holder() {", replace: "if header.author != cards.holder() && header.seq != 0 {" },
  { row: 10, removes: "a log reaches the pin", file: reader, find: "if self.locker.head.seq < pin.seq {", replace: "if self.locker.head.seq < pin.seq && acts.is_empty() {" },
  { row: 10, removes: "a log holds the pinned act", file: reader, find: "Some(act) if act.hash != pin.hash => Err(Refusal::Fork),", replace: "Some(act) if act.hash != pin.hash && acts.is_empty() => Err(Refusal::Fork)," },
  { row: 10, removes: "a server that has the acts and hides them is found out", file: "src/client/vault/repair.rs", find: `Err(problem) if problem.code == "log_conflict" => self.sync_once_repaired(),`, replace: "" },
  { row: 11, removes: "each act names the one before", file: "src/protocol/log/rules.rs", find: "if header.prev != Some(self.head.hash) {", replace: "if header.prev.is_none() {" },
  { row: 11, removes: "a stream that was lent is whole", file: view, find: "if heads.any(|head| self.aside.leads_to(act.header.chain, head)) { Ok(()) }", replace: "if heads.next().is_some() || heads.any(|head| self.aside.leads_to(act.header.chain, head)) { Ok(()) }" },
  { row: 11, removes: "what was lent begins as its holder has signed", file: view, find: "if act.header.seq != listed.0 || act.hash != listed.1 || listed.0 >= grant.header.seq {", replace: "if listed.0 >= grant.header.seq {" },
  { row: 12, removes: "an object has the size that the log names", file: payload, find: "    if found_size != size {", replace: "    if found_size > size + 10_000_000 {" },
  { row: 12, removes: "padding is as long as it must be, and zero", file: payload, find: "if plain != padded(length) || !cut.padding_is_zero {", replace: "if plain < length && !cut.padding_is_zero {" },
  { row: 13, removes: "the signature of the newest act", ...noSignature },
  { row: 13, removes: "the author has a right", file: "src/protocol/log/rights.rs", find: "        refusal = Refusal::Card;\n    }\n    Err(refusal)\n", replace: "        refusal = Refusal::Card;\n    }\n    if refusal == Refusal::Author { Ok(()) } else { Err(refusal) }\n" },
  { row: 13, removes: "an author whom nobody knows is no author", file: "src/client/vault/others.rs", find: "if problem.kind == ProblemKind::NotFound {", replace: "if problem.kind == ProblemKind::NotFound && problem.code.is_empty() {" },
  { row: 14, removes: "an object has the hash that the log names", ...noHash },
  { row: 14, removes: "what a grantee has written is vouched for by whom they trust", file: view, find: "self.is_trusted(state.author) || state.put.seq < self.since || vouched", replace: "true || vouched" },
  { row: 15, removes: "who has handed in says so inside too", file: "src/client/document/handed_in.rs", find: "if said != *self.place ||", replace: "let said = DepositPlace { author: self.place.author, ..said };\n        if said != *self.place ||" },
  { row: 15, removes: "a deposit's box is the one that was signed", file: deposits, find: "if Hash::of(&file) != body.file {", replace: "if Hash::of(&file) != body.file && file.is_empty() {" },
  { row: 15, removes: "a deposit is signed by its author", ...noSignature },
  { row: 15, removes: "an inbox is the one that was signed", file: deposits, find: ".filter(|inbox| **inbox == tail.inbox && rotate.epoch == tail.epoch);", replace: ".map(|_| &tail.inbox);" },
  { row: 15, removes: "an inbox is that locker's", file: deposits, find: "if header.locker != Some(locker) || rotate.node != locker.as_node() {", replace: "if header.locker.is_none() {" },
  { row: 15, removes: "an inbox is named by the holder", file: deposits, find: "if header.author != chain.account() || header.card != newest.hash {", replace: "if header.seq == 0 {" },
  { row: 15, removes: "an inbox is signed", file: deposits, find: "    verify(SignatureType::Act, &newest.content.signing.0, &act.header_bytes, &act.signature)?;\n", replace: "    let _ = verify(SignatureType::Act, &newest.content.signing.0, &act.header_bytes, &act.signature);\n" },
  { row: 16, removes: "what is taken back is over", file: grants, find: "        act.files()?;\n        self.end_grant(act, revoke);\n", replace: "        act.files()?;\n        self.people_stream = Place { seq: act.header.seq, hash: act.hash };\n" },
  { row: 16, removes: "a right has an end", file: grants, find: "        self.end_grants(ended, None);\n    }\n\n    /// Whether time", replace: "        let _: BTreeSet<GrantId> = ended;\n    }\n\n    /// Whether time", edits: [{ file: grants, find: "if now < grant.start || grant.end <= now {", replace: "if now < grant.start {" }] },
  { row: 16, removes: "a right has a beginning", file: grants, find: "if now < grant.start || grant.end <= now {", replace: "if grant.end <= now {" },
  { row: 16, removes: "a right that hangs on another goes with it", file: grants, find: "            ended = self.grants.iter().filter(|(_, grant)| hangs(grant)).map(|(id, _)| *id).collect();\n", replace: "            let _ = hangs;\n            ended = BTreeSet::new();\n", edits: [{ file: grants, find: "let Some(via) = grant.via else { return true };", replace: "let Some(via) = grant.via.filter(|_| now == 0) else { return true };" }] },
  { row: 16, removes: "a right lasts no longer than the one by which it was given", file: grants, find: " || grant.end > via.end {", replace: " {" },
  { row: 16, removes: "no act is earlier than the one before", file: "src/protocol/log/rules.rs", find: "if header.time < self.time {", replace: "if header.time < self.time && header.seq == 0 {" },
  { row: 16, removes: "the signature of what the holder has done last", ...noSignature },
  { row: 17, removes: "nothing is written under a folder's key that somebody had", file: "src/protocol/log/state.rs", find: "by_parent || self.exposed.contains_key(&(id, id))", replace: "by_parent" },
  { row: 17, removes: "nothing is written under a paper's key that somebody had", file: grants, find: "exposed.is_some_and(|exposed| exposed.given.epoch == epoch && turn <= exposed.given.turn)", replace: "exposed.is_some_and(|exposed| exposed.given.epoch == epoch && turn < exposed.given.turn)" },
  { row: 21, removes: "the key commitment of a sealed thing", ...noCommitment },
  { row: 21, removes: "the keyring's keys are the newest card's", file: account, find: "keyring.keys.check(log.reader.cards()).map_err(Problem::altered)?;", replace: "let _ = keyring.keys.check(log.reader.cards());" },
  { row: 21, removes: "a name is bound to its way in", file: "src/client/envelope/context.rs", find: "Self::Name { account, id } => info(\"name\", &[&account, &id]),", replace: "Self::Name { account, id } => info(\"name\", &[&account, &id.get(..0).unwrap_or(\"\")])," },
  { row: 21, removes: "words are kept only where they open the present slot", file: rotation, find: "        let key = secret.open_slot(self.account, slot.id, &slot.sealed.0).ok()?;\n        (key == self.account_key).then(|| (slot.clone(), secret.clone()))\n", replace: "        Some((slot.clone(), secret.clone()))\n" },
  { row: 21, removes: "a way in that was removed is listed no more", file: ways, find: "if left.iter().any(|slot| slot.id == id) {", replace: "if left.iter().any(|slot| slot.id == id) && left.is_empty() {" },
  { row: 27, removes: "an age header is read before age sees it", file: "src/client/envelope/addressed.rs", find: "    age_header::check(&start, identity.recipient_type())?;\n", replace: "    let _ = age_header::check(&start, identity.recipient_type());\n" },
  { row: 27, removes: "the size of a name", file: "src/client/document/label.rs", find: "if name.len() > limits::NAME { Err(Refusal::TooLarge) }", replace: "if name.len() > 100 * limits::NAME { Err(Refusal::TooLarge) }" },
  { row: 27, removes: "the length of a part of a frame", file: "src/protocol/act/frame.rs", find: "    if length > limit {", replace: "    if length > limit && rest.is_empty() {" },
  { row: 29, removes: "acts are numbered", file: "src/protocol/log/rules.rs", find: "if header.seq != self.head.seq + 1 {", replace: "if header.seq == self.head.seq + 1_000_000 {" },
  { row: 29, removes: "each act names the one before", file: "src/protocol/log/rules.rs", find: "if header.prev != Some(self.head.hash) {", replace: "if header.prev.is_none() {" },
  { row: 29, removes: "a missing body has its purge", file: "src/protocol/log/aside.rs", find: "if self.unexplained.is_empty() { Ok(()) } else { Err(Refusal::BodyMissing) }", replace: "Ok(())" },
  { row: 29, removes: "the list beside a checkpoint is the one that was signed", file: reader, find: "if Hash::of(&act.beside) != checkpoint.list || list.len() as u64 != checkpoint.living {", replace: "if list.is_empty() {" },
  { row: 29, removes: "living acts are those of the list", file: reader, find: "if !as_listed || ", replace: "if (!as_listed && list.is_empty()) || " },
  { row: 29, removes: "a checkpoint is signed by the holder", ...noSignature },
  { row: 31, removes: "payloads are padded", file: "src/protocol/padding.rs", find: "    (length + mask) & !mask\n", replace: "    let _ = mask;\n    length\n" },
  { row: 32, removes: "a signature is of one type", file: "src/protocol/signing.rs", find: "    key.verify_strict(&pre_authentication_encoding(kind, bytes), &Signature::from_bytes(signature))\n        .map_err(|_| Refusal::Signature)", replace: "    let _ = kind;\n    let holds = |one| key.verify_strict(&pre_authentication_encoding(one, bytes), &Signature::from_bytes(signature)).is_ok();\n    if SignatureType::ALL.into_iter().any(holds) { Ok(()) } else { Err(Refusal::Signature) }" },
  { row: 32, removes: "a loan is signed by whoever lends", file: lent, find: "    let card = chains.find_card(act.header.author, act.header.card).ok_or(Refusal::Card)?;\n    verify(SignatureType::Act, &card.content.signing.0, &act.header_bytes, &act.signature)\n", replace: "    let card = chains.find_card(act.header.author, act.header.card).ok_or(Refusal::Card)?;\n    let _ = verify(SignatureType::Act, &card.content.signing.0, &act.header_bytes, &act.signature);\n    Ok(())\n" },
  { row: 32, removes: "a loan's box is the one that was signed", file: lent, find: "if Hash::of(&lent.file.0) != body.file {", replace: "if Hash::of(&lent.file.0) != body.file && lent.file.0.is_empty() {" },
  {
    row: 33, removes: "keys and signatures of small order",
    edits: [
      { file: "src/protocol/signing.rs", find: "    if key.is_weak() {", replace: "    if key.is_weak() && bytes.is_empty() {" },
      { file: "src/protocol/signing.rs", find: "    key.verify_strict(", replace: "    ed25519_dalek::Verifier::verify(&key, " },
    ],
  },
  { row: 34, removes: "slots are opened before words are shown", file: account, find: "        let words = answered.trust_words(ids[0], &secrets.words, &origin, handle)?;\n        answered.trust_card(ids[1], &secrets.card)?;\n", replace: "        let _ = (ids, answered);\n" },
  { row: 34, removes: "new words are opened from the answer", file: ways, find: ".trust_words(id, words, &self.origin, &self.keyring.handle)\n                .map_err(|problem| problem.with(\"unanswered\", true))?,", replace: ".trust_words(id, words, &self.origin, &self.keyring.handle)\n                .unwrap_or(secret)," },
  { row: 34, removes: "a new card is opened from the answer", file: ways, find: "        self.answered(&slots).trust_card(id, card).map_err(|problem| problem.with(\"unanswered\", true))\n", replace: "        let _ = self.answered(&slots).trust_card(id, card);\n        Ok(())\n" },
  { row: 34, removes: "a PIN opens the locker before it is kept", file: ways, find: "        self.trusted_or_removed(id, opened)?;\n        let handle", replace: "        let _ = opened;\n        let handle" },
  { row: 34, removes: "a card that stays has the very slot that was sealed for it", file: rotation, find: "            .and_then(|()| answered.trust_bytes(card_id, &card_bytes))\n", replace: "            .inspect(|()| drop(answered.trust_bytes(card_id, &card_bytes)))\n" },
  { row: 34, removes: "words and card are opened after every key was changed", file: rotation, find: ".map_err(|problem| problem.with(\"unanswered\", true))?;\n        self.log.reader.renew_cards", replace: ".ok();\n        self.log.reader.renew_cards" },
  { row: 35, removes: "an invitation is looked up by what follows from its secret", file: "src/client/people/invitation.rs", find: "    bytes::encode(derive(secret, &Derivation::FindInvitation).expose_secret_bytes())\n", replace: "    let _ = derive(secret, &Derivation::FindInvitation);\n    bytes::encode(secret.expose_secret_bytes())\n" },
].map((mutation) => ({ client: "cli", ...mutation }));
