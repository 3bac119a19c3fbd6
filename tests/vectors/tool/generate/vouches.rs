//! `vouch`, `trust`; vouches in `greeting`, `reply`, `letter` and `keyring_merge`.

use armoire::{
    client::{
        account::card::CardKeys,
        envelope::{Context, seal},
        hazmat::{Key, random},
        people::{Introduction, Membership, Vouch, greeting, reply},
    },
    protocol::{
        bytes::{Hash, encode},
        card::{CardChain, SignedCard},
        id::AccountId,
        padding,
        signing::{SignatureType, SigningSeed},
    },
};
use serde_json::{Value, json};

use super::{
    Scenarios,
    envelope::accepted,
    letters::{Inbox, TIME},
    people::cards,
    slot::keyring_json,
    with,
};

const DAYS: u64 = 24 * 60 * 60 * 1000;
/// Most that a reader takes: 90 days and five minutes.
const MOST: u64 = 90 * DAYS + 5 * 60 * 1000;

pub fn add(scenarios: &mut Scenarios) {
    let organisation = Organisation::new();
    add_checks(scenarios, &organisation);
    add_trust(scenarios, &organisation);
    add_greetings(scenarios, &organisation);
    add_replies(scenarios, &organisation);
    add_letters(scenarios, &organisation);
    add_merges(scenarios);
}

/// An organisation that has changed its keys once.
struct Organisation {
    first: CardKeys,
    keys: CardKeys,
    cards: Vec<SignedCard>,
    chain: CardChain,
    member: AccountId,
}

impl Organisation {
    fn new() -> Self {
        let (first, keys) = (CardKeys::generate(), CardKeys::generate());
        let (account, card) = first.first_card();
        let mut chain = CardChain::verify(account, std::slice::from_ref(&card)).unwrap();
        let second = keys.next_card(&chain, &first.signing);
        chain.push(&second).unwrap();
        Self { first, keys, cards: vec![card, second], chain, member: AccountId(random::bytes()) }
    }

    fn account(&self) -> AccountId {
        self.chain.account()
    }

    fn newest(&self) -> Hash {
        self.chain.newest().hash
    }

    fn vouch(&self, until: u64) -> Vouch {
        let (role, site) = ("Conseiller logement".to_owned(), Some("Fives".to_owned()));
        let membership = Membership { member: self.member, role, site, until };
        membership.sign(self.account(), self.newest(), &self.keys.signing).unwrap()
    }

    fn keys(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("organisation", json!(self.account())),
            ("card", json!(self.newest())),
            ("member", json!(self.member)),
            ("role", json!("Accueil \"B\"")),
            ("until", json!(TIME + DAYS)),
        ]
    }

    fn input(&self, vouch: &str) -> Value {
        let pinned = Hash::of(&self.cards[0].card);
        json!({
            "vouch": encode(vouch.as_bytes()), "member": self.member,
            "pin": {"account": self.account(), "card": pinned, "number": 1}, "cards": cards(&self.cards), "now": TIME,
        })
    }
}

/// These keys in this order, signed as `kind` over the protocol's page's words.
fn by_hand(keys: &[(&str, Value)], kind: SignatureType, by: &SigningSeed) -> String {
    let parts: Vec<String> = keys.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    let signed = format!("{{{}}}", parts.join(","));
    let signature = encode(&by.sign(kind, signed.as_bytes()));
    format!(r#"{},"signature":"{signature}"}}"#, &signed[..signed.len() - 1])
}

fn text(vouch: &Vouch) -> String {
    serde_json::to_string(vouch).unwrap()
}

fn add_checks(scenarios: &mut Scenarios, organisation: &Organisation) {
    let good = organisation.input(&text(&organisation.vouch(TIME + 90 * DAYS)));
    let ok = json!({"organisation": organisation.account(), "role": "Conseiller logement", "site": "Fives", "until": TIME + 90 * DAYS});
    scenarios.ok("vouch/good", "By the organisation's second card, pinned by its first.", &good, ok);
    let plain = organisation.keys();
    let signed = by_hand(&plain, SignatureType::Vouch, &organisation.keys.signing);
    let ok = json!({"organisation": organisation.account(), "role": "Accueil \"B\"", "until": TIME + DAYS});
    let about = "Without a site, signed over what the protocol's page says.";
    scenarios.ok("vouch/by-hand", about, &organisation.input(&signed), ok);
    for (name, about, until) in [
        ("longest", "90 days and five minutes.", TIME + MOST),
        ("last-millisecond", "Over in a millisecond.", TIME + 1),
    ] {
        let input = organisation.input(&text(&organisation.vouch(until)));
        let ok = accepted("vouch", &input).expect("was made for this");
        scenarios.ok(&format!("vouch/{name}"), about, &input, ok);
    }
    let mut refused = |name: &str, about: &str, input: &Value, error: &str| {
        scenarios.refused(&format!("vouch/{name}"), about, input, error);
    };
    let other = AccountId(random::bytes());
    refused("other-member", "About somebody else.", &with(&good, "member", other.to_string()), "vouch");
    for (name, about, until) in [
        ("over", "Over just now.", TIME),
        ("too-long", "A millisecond more than 90 days and five minutes.", TIME + MOST + 1),
    ] {
        refused(name, about, &organisation.input(&text(&organisation.vouch(until))), "end");
    }
    let earlier = Hash::of(&organisation.cards[0].card);
    let card = |hash: Hash| {
        let mut keys = organisation.keys();
        keys[1].1 = json!(hash);
        keys
    };
    let by =
        |keys: &[(&str, Value)], seed: &SigningSeed| organisation.input(&by_hand(keys, SignatureType::Vouch, seed));
    refused(
        "earlier-card",
        "Signed by the organisation's card before it changed its keys.",
        &by(&card(earlier), &organisation.first.signing),
        "card",
    );
    refused(
        "no-card",
        "Names a card that isn't in the chain.",
        &by(&card(Hash(random::bytes())), &organisation.keys.signing),
        "card",
    );
    let stranger = Organisation::new();
    let swapped = with(&good, "cards", cards(&stranger.cards));
    refused("swapped-chain", "Another organisation's cards, shown for this one.", &swapped, "card");
    let mut pin = good["pin"].clone();
    pin["card"] = json!(Hash(random::bytes()));
    refused("other-pin", "The chain doesn't hold the card that was pinned.", &with(&good, "pin", pin), "card");
    let mut pin = good["pin"].clone();
    pin["number"] = json!(2);
    refused("other-number", "The pinned card stands at another number.", &with(&good, "pin", pin), "card");
    let mut keys = organisation.keys();
    keys[0].1 = json!(stranger.account());
    refused("other-organisation", "Another organisation is named.", &by(&keys, &organisation.keys.signing), "card");
    refused("other-keys", "Signed by keys that aren't the card's.", &by(&plain, &stranger.keys.signing), "signature");
    refused(
        "earlier-keys",
        "Names the newest card, signed by the keys before it.",
        &by(&plain, &organisation.first.signing),
        "signature",
    );
    for kind in SignatureType::ALL.into_iter().filter(|kind| *kind != SignatureType::Vouch) {
        let vouch = by_hand(&plain, kind, &organisation.keys.signing);
        refused(&format!("as-{}", kind.name()), "Signed as another type.", &organisation.input(&vouch), "signature");
    }
    let vouch = signed.clone();
    let mut replaced = |name: &str, about: &str, from: &str, to: &str, error: &str| {
        assert_eq!(vouch.matches(from).count(), 1, "{name}");
        scenarios.refused(&format!("vouch/{name}"), about, &organisation.input(&vouch.replace(from, to)), error);
    };
    replaced("other-role", "Another role than was signed.", "Accueil", "Directeur", "signature");
    let later = (TIME + DAYS + 1).to_string();
    replaced("prolonged", "A later end than was signed.", &(TIME + DAYS).to_string(), &later, "signature");
    replaced("site-added", "A site that wasn't signed.", r#","until""#, r#","site":"Fives","until""#, "signature");
    replaced("blank-role", "A role of spaces.", r#"Accueil \"B\""#, "  ", "malformed");
    replaced("control", "A line's end in a role.", "Accueil", r"Acc\nueil", "malformed");
    replaced("long-role", "A role of 257 bytes.", r#"Accueil \"B\""#, &"x".repeat(257), "too_large");
    let site = format!(r#","site":"{}","until""#, "x".repeat(257));
    replaced("long-site", "A site of 257 bytes.", r#","until""#, &site, "too_large");
    replaced("null-site", "A site that is null.", r#","until""#, r#","site":null,"until""#, "not_canonical");
    replaced("space", "A space after a comma.", r#","until""#, r#", "until""#, "not_canonical");
    replaced("unknown-key", "A key that isn't listed.", r#","until""#, r#","later":1,"until""#, "not_canonical");
    let fraction = format!("{}.5", TIME + DAYS);
    replaced("fraction", "A time that is no integer.", &(TIME + DAYS).to_string(), &fraction, "not_canonical");
    let start = vouch.find(r#","signature""#).unwrap();
    let unsigned = |rest: &str| organisation.input(&format!("{}{rest}", &vouch[..start]));
    scenarios.refused("vouch/unsigned", "Without a signature.", &unsigned("}"), "not_canonical");
    let short = format!(r#","signature":"{}"}}"#, encode(&[1; 63]));
    scenarios.refused("vouch/short-signature", "A signature of 63 bytes.", &unsigned(&short), "signature");
    let large = format!("{vouch}{}", " ".repeat(2049 - vouch.len()));
    scenarios.refused("vouch/large", "2,049 bytes.", &organisation.input(&large), "too_large");
    scenarios.refused("vouch/not-json", "No JSON.", &organisation.input("luc"), "not_canonical");
}

/// By whose word somebody is trusted more, and when not.
fn add_trust(scenarios: &mut Scenarios, organisation: &Organisation) {
    let until = TIME + DAYS;
    let person = |account: AccountId, trust: &str, name: &str| json!({"account": account, "card": Hash([1; 32]), "number": 1, "trust": trust, "name": name, "since": TIME});
    let mut luc = person(organisation.member, "invited", "Luc");
    luc["vouch"] = json!({"organisation": organisation.account(), "card": organisation.newest(), "role": "Accueil", "until": until});
    let mut office = person(organisation.account(), "scanned", "CCAS");
    office["card"] = json!(organisation.newest());
    let input = |luc: &Value, office: &Value, now: u64| json!({"person": luc, "people": [luc, office], "now": now});
    let by = json!({"trust": "vouched", "by": organisation.account()});
    scenarios.ok(
        "trust/vouched",
        "Met by a link, and a scanned organisation's word.",
        &input(&luc, &office, TIME),
        by.clone(),
    );
    scenarios.ok("trust/last-millisecond", "Just not over.", &input(&luc, &office, until - 1), by.clone());
    let stored = with(&luc, "trust", "vouched");
    scenarios.ok("trust/stored", "Kept as vouched means invited.", &input(&stored, &office, TIME), by);
    let mut is = |name: &str, about: &str, luc: &Value, office: &Value, now: u64, trust: &str| {
        scenarios.ok(&format!("trust/{name}"), about, &input(luc, office, now), json!({ "trust": trust }));
    };
    is("over", "Its time has passed.", &luc, &office, until, "invited");
    is("stored-and-over", "Kept as vouched, and over.", &stored, &office, until, "invited");
    is(
        "scanned",
        "Met face to face: no word makes that surer.",
        &with(&luc, "trust", "scanned"),
        &office,
        TIME,
        "scanned",
    );
    let doubted = with(&luc, "trust", "unverified");
    is("unverified", "No word makes somebody sure again.", &doubted, &office, TIME, "unverified");
    let mut without = luc.clone();
    without.as_object_mut().unwrap().remove("vouch");
    is("without", "Nobody's word.", &without, &office, TIME, "invited");
    for trust in ["invited", "vouched", "unverified"] {
        let about = "An organisation whose code wasn't scanned.";
        is(&format!("organisation-{trust}"), about, &luc, &with(&office, "trust", trust), TIME, "invited");
    }
    let rotated = with(&with(&office, "card", Hash([2; 32]).to_string()), "number", 2);
    is("organisation-other-keys", "The organisation has changed its keys.", &luc, &rotated, TIME, "invited");
    let mut forked = office.clone();
    forked["fork"] = json!([3, Hash([4; 32])]);
    is("organisation-forked", "The server has shown the organisation another history.", &luc, &forked, TIME, "invited");
    let gone = with(&office, "account", AccountId([9; 20]).to_string());
    is("organisation-unknown", "An organisation that isn't one of these people.", &luc, &gone, TIME, "invited");
}

fn add_greetings(scenarios: &mut Scenarios, organisation: &Organisation) {
    let vouch = organisation.vouch(TIME + DAYS);
    let who = Introduction { name: "Luc".to_owned(), ..Introduction::default() };
    let secret = Key::generate();
    let inviter = organisation.member;
    let sealed = greeting::seal(&secret, inviter, &who, Some(&vouch)).unwrap();
    let input = |sealed: &[u8]| json!({"secret": encode(secret.expose_secret_bytes()), "inviter": inviter, "sealed": encode(sealed)});
    let about = "With an organisation's word, which isn't checked here.";
    scenarios.ok("greeting/vouch", about, &input(&sealed), json!({"name": "Luc", "vouch": vouch}));
    let raw = |vouch: Value| {
        let json = json!({"name": "Luc", "vouch": vouch}).to_string().into_bytes();
        input(&seal(&secret, &Context::Greeting { inviter }, &padding::with_spaces(json, 512)))
    };
    let said = serde_json::to_value(&vouch).unwrap();
    let mut refused = |name: &str, about: &str, vouch: Value, error: &str| {
        scenarios.refused(&format!("greeting/{name}"), about, &raw(vouch), error);
    };
    refused("vouch-blank", "A role of spaces.", with(&said, "role", " "), "malformed");
    refused("vouch-long", "A role of 257 bytes.", with(&said, "role", "x".repeat(257)), "too_large");
    refused("vouch-no-member", "About nobody.", json!({"organisation": inviter, "until": 1}), "not_canonical");
    refused("vouch-text", "No vouch.", json!("CCAS"), "malformed");
    let mut later = said.clone();
    later["later"] = 1.into();
    refused("vouch-unknown-key", "A key that isn't listed: nobody has signed it.", later, "not_canonical");
}

fn add_replies(scenarios: &mut Scenarios, organisation: &Organisation) {
    let vouch = organisation.vouch(TIME + DAYS);
    let who = Introduction { name: "Luc".to_owned(), ..Introduction::default() };
    let about = "With an organisation's word, which isn't checked here.";
    let secret = Key::generate();
    let keys = CardKeys::generate();
    let (member, card) = keys.first_card();
    let card_hash = Hash::of(&card.card);
    let (inviter, named) = (AccountId(random::bytes()), Hash(random::bytes()));
    let to = reply::Answered { secret: &secret, inviter, card: named };
    let sealed = |vouch: Option<&Vouch>| reply::seal(to, member, card_hash, &keys.signing, (&who, vouch)).unwrap();
    let input = |sealed: &[u8]| {
        json!({
            "secret": encode(secret.expose_secret_bytes()), "inviter": inviter, "card": named, "invitee": member,
            "sealed": encode(sealed), "cards": cards(std::slice::from_ref(&card)),
        })
    };
    let ok = json!({"name": "Luc", "vouch": vouch, "number": 1});
    scenarios.ok("reply/vouch", about, &input(&sealed(Some(&vouch))), ok);
    let context = Context::Invite { inviter, invitee: member };
    let open = |sealed: &[u8]| armoire::client::envelope::open(&secret, &context, sealed).unwrap();
    let with_vouch = String::from_utf8(open(&sealed(Some(&vouch))).to_vec()).unwrap();
    let part = format!(r#","vouch":{}"#, text(&vouch));
    let altered = |from: &str, to: &str| {
        assert_eq!(with_vouch.matches(from).count(), 1, "{from}");
        let json = with_vouch.trim_end().replace(from, to).into_bytes();
        input(&seal(&secret, &context, &padding::with_spaces(json, 1024)))
    };
    let mut refused = |name: &str, about: &str, input: &Value, error: &str| {
        scenarios.refused(&format!("reply/{name}"), about, input, error);
    };
    refused("vouch-taken-out", "Another word than was signed: none.", &altered(&part, ""), "signature");
    refused("vouch-altered", "Another role than was signed.", &altered("Conseiller", "Directeur"), "signature");
    refused("vouch-blank", "A role of spaces.", &altered("Conseiller logement", " "), "malformed");
    refused("vouch-space", "A space inside.", &altered(r#","role":"#, r#", "role":"#), "not_canonical");
    let plain = String::from_utf8(open(&sealed(None)).to_vec()).unwrap();
    let added = plain.trim_end().replace(r#","signature":"#, &format!(r#"{part},"signature":"#)).into_bytes();
    let added = input(&seal(&secret, &context, &padding::with_spaces(added, 1024)));
    refused("vouch-put-in", "A word that wasn't signed with it.", &added, "signature");
}

fn add_letters(scenarios: &mut Scenarios, organisation: &Organisation) {
    let vouch = text(&organisation.vouch(TIME + DAYS));
    let label = |vouch: &str| format!(r#"{{"vouch":{vouch}}}"#);
    let (by, member) = (Inbox::by(organisation.account()), Inbox::by(organisation.member));
    for (name, about, inbox) in [
        ("vouch", "An organisation's word, by itself to its member.", &by),
        ("vouch-by-member", "Shown by the member to somebody else.", &member),
    ] {
        let input = inbox.letter("vouch", &label(&vouch));
        let ok = accepted("letter", &input).expect("was made for this");
        scenarios.ok(&format!("letter/{name}"), about, &input, ok);
    }
    let stranger = Inbox::new();
    let mut refused = |name: &str, about: &str, inbox: &Inbox, vouch: &str, error: &str| {
        scenarios.refused(&format!("letter/{name}"), about, &inbox.letter("vouch", vouch), error);
    };
    refused("vouch-by-another", "Brought by neither of the two.", &stranger, &label(&vouch), "malformed");
    let altered = |from: &str, to: &str| label(&vouch.replacen(from, to, 1));
    refused("vouch-blank", "A role of spaces.", &by, &altered("Conseiller logement", " "), "malformed");
    refused("vouch-long", "257 bytes.", &by, &altered("Conseiller logement", &"x".repeat(257)), "too_large");
    refused("vouch-space", "A space inside.", &by, &altered(r#","role":"#, r#", "role":"#), "not_canonical");
    refused("vouch-none", "Nobody's word.", &by, "{}", "not_canonical");
    refused("vouch-bare", "Not under its key.", &by, &vouch, "not_canonical");
    let paper =
        r#"{"name":"Bail","type":"application/pdf","size":10,"edition":1,"added":1,"modified":1,"payload":"KEY"}"#;
    let payload = armoire::client::hazmat::Identity::generate(armoire::protocol::age_header::RecipientType::X25519);
    let paper = paper.replace("KEY", &payload.expose_secret_text());
    let object = format!(r#"[{{"id":"{}","size":1000,"sha256":"{}"}}]"#, "a".repeat(32), Hash([3; 32]));
    let input = stranger.input(&stranger.json("paper", &paper, &object), &serde_json::from_str(&object).unwrap());
    let ok = accepted("letter", &input).expect("was made for this");
    scenarios.ok("letter/paper", "A paper that is handed in.", &input, ok);
    let about = "A paper without anything to open.";
    scenarios.refused("letter/paper-without-object", about, &stranger.letter("paper", &paper), "objects");
    let blank = stranger.letter("paper", &paper.replace("Bail", &"x".repeat(1025)));
    scenarios.refused("letter/paper-long-name", "Its label is read first.", &blank, "too_large");
}

fn add_merges(scenarios: &mut Scenarios) {
    let keyring = keyring_json();
    let mut merges = |name: &str, about: &str, key: &str, lists: [Value; 3]| {
        let [newer, older, merged] = lists.map(|list| {
            let mut keyring = keyring.clone();
            keyring[key] = list;
            keyring
        });
        let input = json!({"newer": newer, "older": older});
        scenarios.ok(&format!("keyring_merge/{name}"), about, &input, json!({"json": merged}));
    };
    let member = AccountId(random::bytes());
    let vouch = |organisation: u8, until: u64, role: &str| {
        let membership = Membership { member, role: role.to_owned(), site: None, until };
        let seed = SigningSeed::new([organisation; 32]);
        json!(membership.sign(AccountId([organisation; 20]), Hash([organisation; 32]), &seed).unwrap())
    };
    merges(
        "vouches",
        "United by organisation, ascending, the one that ends later.",
        "vouches",
        [
            json!([vouch(1, 500, "a"), vouch(3, 700, "b"), vouch(4, 100, "newer")]),
            json!([vouch(1, 600, "c"), vouch(2, 100, "d"), vouch(3, 600, "e"), vouch(4, 100, "older")]),
            json!([vouch(1, 600, "c"), vouch(2, 100, "d"), vouch(3, 700, "b"), vouch(4, 100, "newer")]),
        ],
    );
    let some =
        |numbers: &[u8]| numbers.iter().map(|number| vouch(*number, u64::from(number % 3), "r")).collect::<Value>();
    merges(
        "vouches-many",
        "Of more than 8 those that end last; of those that end together the first.",
        "vouches",
        [some(&[1, 2, 3, 4, 5, 6]), some(&[7, 8, 9, 10, 11]), some(&[1, 2, 4, 5, 7, 8, 10, 11])],
    );
    let person = |number: u64, until: Option<u64>, role: &str| {
        let mut person = json!({
            "account": member, "card": Hash([u8::try_from(number).unwrap(); 32]), "number": number, "trust": "invited", "name": "Luc",
            "since": 1000,
        });
        if let Some(until) = until {
            person["vouch"] = json!({"organisation": AccountId([1; 20]), "card": Hash([1; 32]), "role": role, "until": until, "later": 1});
        }
        person
    };
    for (name, about, people) in [
        (
            "person-vouch-later",
            "The word that ends later, whoever is newer otherwise.",
            [person(2, Some(500), "a"), person(1, Some(600), "b"), person(2, Some(600), "b")],
        ),
        (
            "person-vouch-newer-card",
            "The other way round.",
            [person(1, Some(600), "a"), person(2, Some(500), "b"), person(2, Some(600), "a")],
        ),
        (
            "person-vouch-once",
            "Known to one of them.",
            [person(2, None, ""), person(1, Some(600), "b"), person(2, Some(600), "b")],
        ),
        (
            "person-vouch-together",
            "Of two that end together the newer keyring's.",
            [person(1, Some(500), "a"), person(2, Some(500), "b"), person(2, Some(500), "a")],
        ),
    ] {
        merges(name, about, "people", people.map(|person| json!([person])));
    }
}
