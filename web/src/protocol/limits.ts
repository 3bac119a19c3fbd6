/** Bounds that hold before anything is parsed (§3). Sizes are bytes unless named otherwise. */

export const AGE_HEADER = 8 * 1024;
/** A label, opened. */
export const LABEL = 16 * 1024;
export const ACT_HEADER = 1024;
export const ACT_BODY = 64 * 1024;
/** What a person wrote about an act, before sealing. */
export const ACT_TEXT = 4 * 1024;
/** The list beside a checkpoint, and all else that may stand beside an act. */
export const CHECKPOINT_LIST = 4 * 1024 * 1024;
/** An age file beside an act: a new key, a deposit's label. */
export const BOX = 64 * 1024;
/** Boxes of one act. */
export const BOXES = 200;
/** Grants of a locker that aren't over. */
export const GRANTS = 1000;
/** Grants between one and the holder's own. */
export const VIA = 8;
/** Milliseconds from a grant's start to its end: ten years. */
export const GRANT_TIME = 3653 * 24 * 60 * 60 * 1000;
/** Deposits of a locker that wait for an answer. */
export const DEPOSITS = 200;
/** Milliseconds that a deposit of somebody waits who has no living grant: 60 days. */
export const DEPOSIT_TIME = 60 * 24 * 60 * 60 * 1000;
/** What an organisation says of a member, as JSON. */
export const VOUCH = 2 * 1024;
/** Milliseconds that it lasts at most, 90 days; and that clocks may differ by. */
export const VOUCH_TIME = 90 * 24 * 60 * 60 * 1000;
export const VOUCH_CLOCKS = 5 * 60 * 1000;
/** Those that a keyring keeps of its holder. */
export const VOUCHES = 8;
/** What a letter says, as JSON. */
export const LETTER = 8 * 1024;
/** Papers that a letter asks for. */
export const ASKED = 20;
/** Milliseconds from an `ask` to its `until`: 366 days. */
export const ASK_TIME = 366 * 24 * 60 * 60 * 1000;
/** People invited to one meeting. */
export const INVITED = 20;
/** Grants of one meeting. */
export const MEETING_GRANTS = 30;
/** How long a meeting lasts at most, minutes. */
export const MEETING_MINUTES = 24 * 60;
/** How often a meeting is moved at most. */
export const MOVES = 1000;
/** Meetings that one has called and that aren't over. */
export const MEETINGS = 100;
/** Entries of the accompaniment list that aren't over. */
export const ENTRIES = 200;
/** Steps of a referent's note. */
export const STEPS = 100;
/** Notes of what was asked that are kept, and as many of what was handed in. */
export const KEPT = 200;
/** Acts in one append. */
export const APPEND_ACTS = 100;
/** Acts in an append that repairs a restored server. */
export const REPAIR_ACTS = 1000;
/** One append. */
export const APPEND = 16 * 1024 * 1024;
/** A document before padding. */
export const DOCUMENT = 50 * 1024 * 1024;
/** A stored object: a padded document with age's header and its 16 bytes for each 64 KiB. */
export const OBJECT = 57 * 1024 * 1024;
/** Objects of a document. */
export const OBJECTS = 4;
export const FOLDERS = 1000;
export const DOCUMENTS = 20_000;
/** Name in a label, bytes of UTF-8. */
export const NAME = 1024;
/** Name of a way in or of a session, bytes of UTF-8; padded to just this. */
export const DEVICE_NAME = 128;
/** A keyring, opened. */
export const KEYRING = 1024 * 1024;
/** A card, as signed. */
export const CARD = 4 * 1024;
/** Cards of one account. */
export const CARDS = 10_000;
/** A published age recipient. */
export const RECIPIENT = 2048;
/** Nesting of any JSON. */
export const NESTING = 4;
/** Acts between two checkpoints. */
export const CHECKPOINT_EVERY = 1000;
