//! `invitation`, `invitation_texts`, `greeting`, `reply`; people and invitations in `keyring_merge`.

use armoire::{
    client::{
        account::card::CardKeys,
        envelope::{Context, seal},
        hazmat::{Key, random},
        people::{Carrier, Introduction, Invitation, find, greeting, reply},
    },
    protocol::{
        bytes::{Hash, encode},
        card::{CardChain, SignedCard},
        id::AccountId,
        padding,
        signing::SignatureType,
    },
};
use serde_json::{Map, Value, json};

use super::{Scenarios, envelope::accepted, flipped, slot::keyring_json, with};

pub fn add(scenarios: &mut Scenarios) {
    add_invitations(scenarios);
    add_greetings(scenarios);
    add_replies(scenarios);
    add_merges(scenarios);
}

fn text(key: &Key) -> String {
    encode(key.expose_secret_bytes())
}

fn account() -> AccountId {
    AccountId(random::bytes())
}

fn add_invitations(scenarios: &mut Scenarios) {
    let (inviter, card, secret) = (account(), Hash(random::bytes()), Key::generate());
    let origin = "https://armoire.example";
    let of = |carrier, origin: &str| {
        let origin = origin.to_owned();
        Invitation { inviter, card, secret: secret.clone(), origin, carrier }.expose_secret_text().to_string()
    };
    let (qr, link) = (of(Carrier::Qr, origin), of(Carrier::Link, origin));
    let texts = json!({"inviter": inviter, "card": card, "secret": text(&secret), "origin": origin});
    let ok = json!({"qr": qr, "link": link, "find": find(&secret)});
    scenarios.ok("invitation_texts/good", "What a code and a link say, and where the answer lies.", &texts, ok);
    for (name, text) in [
        ("qr", qr.clone()),
        ("link", link.clone()),
        ("qr-port", of(Carrier::Qr, "http://localhost:8080")),
        ("link-port", of(Carrier::Link, "https://armoire.example:8443")),
        ("space-around", format!("\n {link} \n")),
    ] {
        let input = json!({ "text": text });
        let ok = accepted("invitation", &input).expect("was made for this");
        scenarios.ok(&format!("invitation/{name}"), "Inviter, card, secret and address.", &input, ok);
    }
    let mut refused = |name: &str, about: &str, text: &str, error: &str| {
        scenarios.refused(&format!("invitation/{name}"), about, &json!({ "text": text }), error);
    };
    refused("link-cut", "The last character is missing.", &link[..link.len() - 1], "length");
    refused("link-without-secret", "The secret is missing.", link.rsplit_once('.').unwrap().0, "length");
    refused("link-long", "A character too many.", &format!("{link}A"), "malformed");
    refused(
        "link-trailing-bits",
        "Bits after the secret's end.",
        &format!("{}B", &link[..link.len() - 1]),
        "malformed",
    );
    refused(
        "link-upper-case",
        "An account in upper case.",
        &link.replace(&inviter.to_string(), &inviter.to_string().to_uppercase()),
        "malformed",
    );
    refused("link-elsewhere", "Another path.", &link.replace("/#/invite/", "/#/link/"), "malformed");
    refused("link-in-path", "The secret where servers see it.", &link.replace("/#/", "/"), "malformed");
    refused("link-slash", "A slash after the address.", &link.replace("/#/", "//#/"), "malformed");
    refused("link-ftp", "Neither http nor https.", &link.replace("https://", "ftp://"), "malformed");
    refused("qr-cut", "Cut in the secret.", &qr[..qr.len() - 60], "length");
    refused("qr-number-3", "A number that isn't known.", &qr.replace("ARMOIRE:2:", "ARMOIRE:3:"), "suite");
    refused("qr-number-1", "The number of recovery cards.", &qr.replace("ARMOIRE:2:", "ARMOIRE:1:"), "malformed");
    refused("qr-lower-case", "In lower case.", &qr.to_lowercase(), "malformed");
    refused("qr-of-another", "Another program's.", &qr.replace("ARMOIRE", "LOCKER"), "malformed");
    refused(
        "qr-padded",
        "Padding after the card's hash.",
        &qr.replacen(&format!(":{inviter}:").to_uppercase(), &format!(":{inviter}=:").to_uppercase(), 1),
        "malformed",
    );
    refused("empty", "Nothing.", "", "malformed");
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
    let first = json!({
        "account": account(), "card": Hash([1; 32]), "number": 1, "trust": "scanned", "name": "Luc", "since": 1000,
        "seq": 7, "hash": Hash([7; 32]),
    });
    let second = json!({
        "account": first["account"], "card": Hash([2; 32]), "number": 2, "trust": "invited", "name": "Luc Petit", "since": 900,
    });
    let mut both = second.clone();
    both["seq"] = first["seq"].clone();
    both["hash"] = first["hash"].clone();
    merges(
        "person-newer-card",
        "The higher card counts, and of the heads the higher.",
        "people",
        [json!([first]), json!([second]), json!([both])],
    );
    let doubted = with(&with(&first, "trust", "unverified"), "since", 2000);
    merges(
        "person-doubted-later",
        "Of one card what was decided later.",
        "people",
        [json!([first]), json!([doubted]), json!([doubted])],
    );
    merges(
        "person-doubted-before",
        "What was decided before doesn't come back.",
        "people",
        [json!([doubted]), json!([first]), json!([doubted])],
    );
    let forked = with(&first, "card", Hash([3; 32]).to_string());
    merges(
        "person-two-cards",
        "Two cards of one number: nobody knows any more who it is.",
        "people",
        [json!([first]), json!([forked]), json!([with(&first, "trust", "unverified")])],
    );
    let open =
        |number: u8| json!({"secret": encode(&[number; 32]), "card": Hash([9; 32]), "kind": "link", "until": 5000});
    let mut answered = open(1);
    answered["person"] = first["account"].clone();
    merges(
        "invitations",
        "United by their secrets, with who has answered.",
        "invitations",
        [json!([open(1)]), json!([answered, open(2)]), json!([answered, open(2)])],
    );
}

fn who() -> Introduction {
    Introduction {
        name: "Luc Petit".to_owned(),
        organisation: Some("CCAS de Lille".to_owned()),
        site: Some("Fives".to_owned()),
        mission: Some("Logement".to_owned()),
        reach: Some("03 20 00 00 00, le matin".to_owned()),
        locker: None,
    }
}

fn add_greetings(scenarios: &mut Scenarios) {
    let (secret, inviter) = (Key::generate(), account());
    let sealed = greeting::seal(&secret, inviter, &who(), None).unwrap();
    let good = json!({"secret": text(&secret), "inviter": inviter, "sealed": encode(&sealed)});
    let ok = json!({"name": "Luc Petit", "organisation": "CCAS de Lille"});
    scenarios.ok("greeting/good", "Name and organisation of who invites, and nothing else.", &good, ok);
    let raw = |json: &str| {
        let padded = padding::with_spaces(json.as_bytes().to_vec(), 512);
        with(&good, "sealed", encode(&seal(&secret, &Context::Greeting { inviter }, &padded)))
    };
    scenarios.ok(
        "greeting/name-alone",
        "No organisation, a key of later.",
        &raw(r#"{"name":"Luc","later":1}"#),
        json!({"name": "Luc"}),
    );
    let mut refused = |name: &str, about: &str, input: &Value, error: &str| {
        scenarios.refused(&format!("greeting/{name}"), about, input, error);
    };
    refused("other-secret", "Another invitation's.", &with(&good, "secret", text(&Key::generate())), "commitment");
    refused("other-inviter", "Another inviter's.", &with(&good, "inviter", account().to_string()), "commitment");
    refused("altered", "One bit.", &with(&good, "sealed", flipped(&sealed, 70)), "tampered");
    refused("no-name", "Without a name.", &raw(r#"{"organisation":"CCAS"}"#), "malformed");
    refused("blank", "A name of spaces.", &raw(r#"{"name":" "}"#), "malformed");
    refused("control", "A name that moves the cursor.", &raw("{\"name\":\"Luc\\u001b[2J\"}"), "malformed");
    refused("long-name", "A name of 257 bytes.", &raw(&json!({"name": "x".repeat(257)}).to_string()), "too_large");
    let large = vec![b'x'; 4 * 1024 - 80];
    let large = seal(&secret, &Context::Greeting { inviter }, &large);
    refused("large", "Over 4 KiB.", &with(&good, "sealed", encode(&large)), "too_large");
}

struct Answer {
    secret: Key,
    inviter: AccountId,
    card: Hash,
    keys: CardKeys,
    cards: Vec<SignedCard>,
    chain: CardChain,
}

impl Answer {
    /// By who has two cards.
    fn new() -> Self {
        let (first, keys) = (CardKeys::generate(), CardKeys::generate());
        let (account, card) = first.first_card();
        let mut chain = CardChain::verify(account, std::slice::from_ref(&card)).unwrap();
        let second = keys.next_card(&chain, &first.signing);
        chain.push(&second).unwrap();
        let (inviter, card_named) = (self::account(), Hash(random::bytes()));
        Self { secret: Key::generate(), inviter, card: card_named, keys, cards: vec![card, second], chain }
    }

    fn to(&self) -> reply::Answered<'_> {
        reply::Answered { secret: &self.secret, inviter: self.inviter, card: self.card }
    }

    fn sealed(&self, card: Hash, by: &CardKeys) -> Vec<u8> {
        reply::seal(self.to(), self.chain.account(), card, &by.signing, (&who(), None)).unwrap()
    }

    fn input(&self, sealed: &[u8]) -> Value {
        json!({
            "secret": text(&self.secret), "inviter": self.inviter, "card": self.card, "invitee": self.chain.account(),
            "sealed": encode(sealed), "cards": cards(&self.cards),
        })
    }

    /// Seals a plaintext as it is.
    fn raw(&self, json: &[u8]) -> Vec<u8> {
        let context = Context::Invite { inviter: self.inviter, invitee: self.chain.account() };
        seal(&self.secret, &context, &padding::with_spaces(json.to_vec(), 1024))
    }

    /// A reply of these keys, signed as `kind` over just what they say.
    fn json(&self, kind: SignatureType, found: &str, more: &[(&str, Value)]) -> Value {
        let mut reply = Map::new();
        for (key, value) in [
            ("account", json!(self.chain.account())),
            ("card", json!(self.chain.newest().hash)),
            ("name", json!("Luc")),
        ] {
            reply.insert(key.to_owned(), value);
        }
        reply.extend(more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        // Written by hand: keys in their order.
        let signed = format!(
            r#"{{"inviter":"{}","inviter_card":"{}","find":"{found}",{}"#,
            self.inviter,
            self.card,
            &in_order(&reply)[1..]
        );
        let signature = self.keys.signing.sign(kind, signed.as_bytes());
        reply.insert("signature".to_owned(), encode(&signature).into());
        Value::Object(reply)
    }
}

fn in_order(reply: &Map<String, Value>) -> String {
    let keys = ["account", "card", "name", "organisation", "site", "mission", "reach", "signature", "later"];
    let parts: Vec<String> = keys.iter().filter_map(|key| Some(format!("\"{key}\":{}", reply.get(*key)?))).collect();
    format!("{{{}}}", parts.join(","))
}

pub(super) fn cards(cards: &[SignedCard]) -> Value {
    let card = |card: &SignedCard| {
        let mut json = json!({"card": encode(&card.card), "signature": encode(&card.signature)});
        if let Some(endorsement) = &card.endorsement {
            json["endorsement"] = encode(endorsement).into();
        }
        json
    };
    cards.iter().map(card).collect()
}

fn add_replies(scenarios: &mut Scenarios) {
    let answer = Answer::new();
    let newest = answer.chain.newest().hash;
    let sealed = answer.sealed(newest, &answer.keys);
    let good = answer.input(&sealed);
    let mut ok = serde_json::to_value(who()).unwrap();
    ok["number"] = 2.into();
    scenarios.ok("reply/good", "Signed by the second card of who answers.", &good, ok);
    let object = |value: &Value| in_order(value.as_object().unwrap()).into_bytes();
    let found = find(&answer.secret);
    let plain = answer.json(SignatureType::Reply, &found, &[]);
    scenarios.ok(
        "reply/by-hand",
        "A name alone, signed over what the protocol's page says.",
        &answer.input(&answer.raw(&object(&plain))),
        json!({"name": "Luc", "number": 2}),
    );
    let mut refused = |name: &str, about: &str, input: &Value, error: &str| {
        scenarios.refused(&format!("reply/{name}"), about, input, error);
    };
    refused("other-secret", "Another invitation's.", &with(&good, "secret", text(&Key::generate())), "commitment");
    refused("other-inviter", "To somebody else.", &with(&good, "inviter", account().to_string()), "commitment");
    refused("other-invitee", "By somebody else.", &with(&good, "invitee", account().to_string()), "commitment");
    refused("altered", "One bit.", &with(&good, "sealed", flipped(&sealed, 70)), "tampered");
    refused(
        "other-inviter-card",
        "Signed for an invitation that named another card.",
        &with(&good, "card", Hash(random::bytes()).to_string()),
        "signature",
    );
    let other = Answer::new();
    refused(
        "swapped-keys",
        "Signed by keys that aren't the card's.",
        &answer.input(&answer.sealed(newest, &other.keys)),
        "signature",
    );
    refused(
        "swapped-card",
        "Names a card that isn't in the chain.",
        &answer.input(&answer.sealed(other.chain.newest().hash, &answer.keys)),
        "card",
    );
    refused("swapped-chain", "Another account's cards.", &with(&good, "cards", cards(&other.cards)), "card");
    refused(
        "shorter-chain",
        "The card that has signed is kept back.",
        &with(&good, "cards", cards(&answer.cards[..1])),
        "card",
    );
    let mut input = |name: &str, about: &str, json: &[u8], error: &str| {
        refused(name, about, &answer.input(&answer.raw(json)), error);
    };
    let as_act = answer.json(SignatureType::Act, &found, &[]);
    input("signed-as-act", "Signed as an act.", &object(&as_act), "signature");
    let elsewhere = answer.json(SignatureType::Reply, &find(&Key::generate()), &[]);
    input(
        "of-another-invitation",
        "Signed for another invitation of the same person.",
        &object(&elsewhere),
        "signature",
    );
    let mut unsigned = plain.clone();
    unsigned.as_object_mut().unwrap().remove("signature");
    input("unsigned", "Without a signature.", &object(&unsigned), "signature");
    let renamed = with(&plain, "name", "Luk");
    input("renamed", "Another name than was signed.", &object(&renamed), "signature");
    let foreign = with(&plain, "account", account().to_string());
    input("names-another", "Names another account than it is of.", &object(&foreign), "card");
    let later = answer.json(SignatureType::Reply, &found, &[("later", json!(1))]);
    input("unknown-key", "A key that isn't listed.", &object(&later), "not_canonical");
    let spaced = String::from_utf8(object(&plain)).unwrap().replacen(':', ": ", 1);
    input("space", "A space after a colon.", spaced.as_bytes(), "not_canonical");
    let blank = answer.json(SignatureType::Reply, &found, &[("site", json!(" "))]);
    input("blank-site", "A site of spaces.", &object(&blank), "malformed");
    let long = answer.json(SignatureType::Reply, &found, &[("reach", json!("x".repeat(1025)))]);
    input("long-reach", "1,025 bytes.", &object(&long), "too_large");
    let large = seal(
        &answer.secret,
        &Context::Invite { inviter: answer.inviter, invitee: answer.chain.account() },
        &[b'x'; 8 * 1024 - 80],
    );
    refused("large", "Over 8 KiB.", &answer.input(&large), "too_large");
}
