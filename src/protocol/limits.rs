//! Bounds that hold before anything is parsed (§3). Sizes are bytes unless named otherwise.

/// Header of an age file.
pub const AGE_HEADER: usize = 8 * 1024;
/// A label, opened.
pub const LABEL: usize = 16 * 1024;
/// Header of an act.
pub const ACT_HEADER: usize = 1024;
/// Body of an act.
pub const ACT_BODY: usize = 64 * 1024;
/// What a person wrote about an act, sealed.
pub const ACT_SEALED: usize = 4 * 1024 + crate::protocol::bytes::SEAL_OVERHEAD;
/// The list beside a checkpoint, and all else that may stand beside an act.
pub const CHECKPOINT_LIST: usize = 4 * 1024 * 1024;
/// An age file beside an act: a new key, a deposit's label. A grant's may be as long as a list: it names acts.
pub const BOX: usize = 64 * 1024;
/// Boxes of one act.
pub const BOXES: usize = 200;
/// Grants of a locker that aren't over.
pub const GRANTS: usize = 1000;
/// Grants between one and the holder's own.
pub const VIA: usize = 8;
/// Milliseconds from a grant's start to its end: ten years.
pub const GRANT_TIME: u64 = 3653 * 24 * 60 * 60 * 1000;
/// Deposits of a locker that wait for an answer.
pub const DEPOSITS: usize = 200;
/// Milliseconds that a deposit waits for an answer at most, of somebody without a grant: 60 days.
pub const DEPOSIT_TIME: u64 = 60 * 24 * 60 * 60 * 1000;
/// A history of consents.
pub const CONSENTS: usize = 64 * 1024 * 1024;
/// What a letter says, as JSON.
pub const LETTER: usize = 8 * 1024;
/// Papers that one letter asks for.
pub const ASKED: usize = 20;
/// What an organisation says of a member, as JSON.
pub const VOUCH: usize = 2 * 1024;
/// Milliseconds for which it says so at most: 90 days.
pub const VOUCH_TIME: u64 = 90 * 24 * 60 * 60 * 1000;
/// Of these, how many a keyring keeps.
pub const VOUCHES: usize = 8;
/// Milliseconds ahead until which papers can be asked for: a year.
pub const ASK_TIME: u64 = 366 * 24 * 60 * 60 * 1000;
/// People invited to one meeting.
pub const INVITED: usize = 20;
/// Grants of one meeting.
pub const MEETING_GRANTS: usize = 30;
/// How long a meeting lasts at most, minutes.
pub const MEETING_MINUTES: u64 = 24 * 60;
/// How often a meeting is moved at most.
pub const MOVES: u64 = 1000;
/// Meetings that one has called and that aren't over.
pub const MEETINGS: usize = 100;
/// Entries of an accompaniment list that aren't over.
pub const ENTRIES: usize = 200;
/// Steps that a referent's note keeps.
pub const STEPS: usize = 100;
/// Acts in one append.
pub const APPEND_ACTS: usize = 100;
/// Acts in an append that repairs a restored server.
pub const REPAIR_ACTS: usize = 1000;
/// One append.
pub const APPEND: usize = 16 * 1024 * 1024;
/// A document before padding.
pub const DOCUMENT: u64 = 50 * 1024 * 1024;
/// A stored object: a padded document, with age's header and its 16 bytes for each 64 KiB.
pub const OBJECT: u64 = 57 * 1024 * 1024;
/// Objects of a document.
pub const OBJECTS: usize = 4;
/// Folders of a locker.
pub const FOLDERS: usize = 1000;
/// Documents of a locker.
pub const DOCUMENTS: usize = 20_000;
/// Name in a label, bytes of UTF-8.
pub const NAME: usize = 1024;
/// Name of a way in or of a session, bytes of UTF-8; padded to just this.
pub const DEVICE_NAME: usize = 128;
/// A keyring, opened.
pub const KEYRING: usize = 1024 * 1024;
/// A card, as signed.
pub const CARD: usize = 4 * 1024;
/// Cards of one account.
pub const CARDS: usize = 10_000;
/// A published age recipient.
pub const RECIPIENT: usize = 2048;
/// Acts between two checkpoints.
pub const CHECKPOINT_EVERY: u64 = 1000;
/// Milliseconds that an act's time may differ from the server's clock.
pub const CLOCK_DIFFERENCE: u64 = 5 * 60 * 1000;
