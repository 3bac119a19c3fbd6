//! What somebody took, heard or found, and how they try it.

use armoire::client::{
    Problem,
    account::{Handle, PasskeySecret, RecoverySecret, Words},
    hazmat::Pin,
    vault::{Enrolment, Vault},
};
use url::Url;

/// Something in other hands.
pub enum Loot {
    /// Heard, or read over a shoulder.
    Words(Words),
    /// Found in a bag.
    Card(RecoverySecret),
    /// Somebody's phone: what it holds to open with a PIN and the PIN, which the story lets them see at the right moment; what was open when
    /// it was taken; and whether they have guessed until no tries were left.
    Phone { pin: Option<(Enrolment, Pin)>, open: Option<Box<Vault>>, guessed: bool },
    /// An authenticator, with what verifies its user.
    Passkey(PasskeySecret),
}

/// Where and whom they try.
pub struct Target<'a> {
    pub server: &'a Url,
    pub handle: &'a Handle,
}

impl Loot {
    /// Every way to come in with it; gives what each came to, if it isn't a plain refusal. A PIN is guessed until no tries are left, and
    /// only then the right one is tried.
    pub fn try_all(&mut self, target: &Target<'_>) -> Vec<String> {
        let mut came_in = Vec::new();
        let mut note = |what: &str, outcome: Result<(), Problem>| match outcome {
            Ok(()) => came_in.push(format!("{what}: opened")),
            Err(problem) if matches!(problem.code.as_str(), "sign_in_refused" | "no_session") => {}
            Err(problem) => came_in.push(format!("{what}: {}", problem.code)),
        };
        match self {
            Self::Words(words) => {
                note("words", Vault::sign_in(target.server, None, target.handle, words, None).map(drop));
            }
            Self::Card(card) => note("card", Vault::sign_in_by_card(target.server, card.clone(), None).map(drop)),
            Self::Passkey(passkey) => {
                note("passkey", Vault::sign_in_by_passkey(target.server, passkey, None).map(drop));
            }
            Self::Phone { pin, open, guessed } => {
                if let Some(open) = open {
                    note("open phone", open.sync());
                }
                if let Some((enrolment, right)) = pin {
                    let guesses = if *guessed { Vec::new() } else { guesses(right) };
                    for pin in guesses.iter().chain([&*right]) {
                        let opened = Vault::sign_in_by_pin(&enrolment.server, &enrolment.device, pin, None);
                        note("phone and PIN", opened.map(drop));
                    }
                    *guessed = true;
                }
            }
        }
        came_in
    }
}

/// Five PINs that many people have, and that this person has not.
fn guesses(right: &Pin) -> Vec<Pin> {
    let common = ["123456", "000000", "111111", "123123", "654321", "121212", "112233"];
    let common = common.iter().map(|pin| pin.parse::<Pin>().unwrap());
    common.filter(|pin| pin != right).take(5).collect()
}
