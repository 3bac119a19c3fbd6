//! `letter`, `note`, `referent`.

use armoire::{
    client::{
        envelope::{Context, seal, to},
        hazmat::{Identity, Key, random},
    },
    protocol::{
        age_header::RecipientType,
        bytes::{Hash, encode},
        id::{AccountId, LockerId, NodeId},
        padding::with_spaces,
    },
};
use serde_json::{Value, json};

use super::{Scenarios, envelope::accepted, flipped, with};

/// When the letters of these scenarios were handed in.
pub(super) const TIME: u64 = 1_790_000_000_000;
pub(super) const YEAR: u64 = 366 * 24 * 60 * 60 * 1000;

pub fn add(scenarios: &mut Scenarios) {
    add_letters(scenarios);
    add_boxes(scenarios);
    add_heads(scenarios);
    add_notes(scenarios);
    add_referents(scenarios);
}

fn node() -> String {
    NodeId(random::bytes()).to_string()
}

fn account() -> String {
    AccountId(random::bytes()).to_string()
}

/// An inbox, and what the act of a deposit says.
pub(super) struct Inbox {
    identity: Identity,
    author: String,
    locker: String,
    node: String,
    epoch: u64,
}

impl Inbox {
    pub(super) fn new() -> Self {
        Self {
            identity: Identity::generate(RecipientType::Hybrid),
            author: account(),
            locker: LockerId(random::bytes()).to_string(),
            node: node(),
            epoch: 2,
        }
    }

    /// What this account hands in there.
    pub(super) fn by(author: AccountId) -> Self {
        Self { author: author.to_string(), ..Self::new() }
    }

    /// A box's JSON, its keys as they are listed; the letter is written as it is given.
    pub(super) fn json(&self, form: &str, label: &str, objects: &str) -> String {
        let Self { author, locker, node, epoch, .. } = self;
        let start = format!(
            r#"{{"author":"{author}","locker":"{locker}","epoch":{epoch},"node":"{node}","form":"{form}","label":{label},"objects":{objects},"pad":""#
        );
        let length = start.len() + 2;
        format!("{start}{}\"}}", " ".repeat(length.next_multiple_of(512) - length))
    }

    pub(super) fn input(&self, json: &str, objects: &Value) -> Value {
        json!({
            "identity": self.identity.expose_secret_text().to_string(), "epoch": self.epoch, "author": self.author,
            "locker": self.locker, "node": self.node, "objects": objects, "time": TIME,
            "file": encode(&to(&self.identity.to_recipient(), json.as_bytes())),
        })
    }

    pub(super) fn letter(&self, form: &str, label: &str) -> Value {
        self.input(&self.json(form, label, "[]"), &json!([]))
    }
}

/// `a "b" é \` and more, which must be written in one way.
const WORDS: &str = r#""Dossier d\"hébergement \\ 3/4""#;

#[expect(clippy::too_many_lines, reason = "a table")]
fn add_letters(scenarios: &mut Scenarios) {
    let inbox = Inbox::new();
    let until = TIME + YEAR;
    let to = node();
    let good = [
        (
            "ask",
            "ask",
            format!(
                r#"{{"papers":[{{"name":"Carte d'identité"}},{{"name":"Avis d'imposition"}}],"purpose":{WORDS},"until":{until}}}"#
            ),
        ),
        ("answer", "answer", format!(r#"{{"to":"{to}","granted":[true,false],"motive":{WORDS}}}"#)),
        ("answer-least", "answer", format!(r#"{{"to":"{to}","granted":[false]}}"#)),
        (
            "propose-entry",
            "propose",
            format!(
                r#"{{"what":"entry","by":"practitioner","entry":{{"name":"Luc Petit","organisation":"CCAS de Lille","site":"Fives","mission":"Logement","reach":"03 20 00 00 00"}},"motive":{WORDS}}}"#
            ),
        ),
        ("propose-referent", "propose", r#"{"what":"referent","by":"practitioner"}"#.to_owned()),
        ("propose-by-holder", "propose", r#"{"what":"referent","by":"holder"}"#.to_owned()),
        ("accept", "accept", format!(r#"{{"to":"{to}","what":"referent","by":"practitioner"}}"#)),
        ("decline", "decline", format!(r#"{{"to":"{to}","what":"entry","by":"holder","motive":{WORDS}}}"#)),
        ("end", "end", r#"{"what":"entry","by":"holder"}"#.to_owned()),
        (
            "end-with-successor",
            "end",
            format!(
                r#"{{"what":"referent","by":"practitioner","motive":{WORDS},"successor":{{"name":"Awa Diop","organisation":"CCAS de Lille","site":"Moulins","reach":"03 20 00 00 01"}}}}"#
            ),
        ),
    ];
    for (name, form, label) in &good {
        let input = inbox.letter(form, label);
        let ok = accepted("letter", &input).expect("was made for this");
        assert_eq!(ok["label"], serde_json::from_str::<Value>(label).unwrap(), "{name}");
        scenarios.ok(&format!("letter/{name}"), "What somebody says, and what the box says beside it.", &input, ok);
    }
    let long = "x".repeat(1025);
    let papers = |count: usize, name: &str| {
        let papers = vec![format!(r#"{{"name":{name}}}"#); count].join(",");
        format!(r#"{{"papers":[{papers}],"purpose":"Logement","until":{until}}}"#)
    };
    let bad = [
        ("ask-nothing", "ask", "No paper.", papers(0, ""), "malformed"),
        ("ask-21", "ask", "21 papers.", papers(21, r#""Bail""#), "too_large"),
        (
            "ask-long-name",
            "ask",
            "A paper's name of 257 bytes.",
            papers(1, &format!("\"{}\"", "x".repeat(257))),
            "too_large",
        ),
        ("ask-blank-name", "ask", "A paper without a name.", papers(1, r#"" ""#), "malformed"),
        ("ask-control", "ask", "A line's end in a name.", papers(1, r#""a\nb""#), "malformed"),
        (
            "ask-8-kib",
            "ask",
            "Each name within its bound, and over 8 KiB when it is written.",
            papers(20, &format!("\"{}\"", r#"\""#.repeat(250))),
            "too_large",
        ),
        (
            "ask-no-purpose",
            "ask",
            "Without what for.",
            format!(r#"{{"papers":[{{"name":"Bail"}}],"until":{until}}}"#),
            "not_canonical",
        ),
        (
            "ask-too-far",
            "ask",
            "Until a millisecond more than 366 days after it.",
            format!(r#"{{"papers":[{{"name":"Bail"}}],"purpose":"Logement","until":{}}}"#, until + 1),
            "end",
        ),
        (
            "ask-until-text",
            "ask",
            "A time that is no number.",
            r#"{"papers":[{"name":"Bail"}],"purpose":"Logement","until":"1"}"#.to_owned(),
            "not_canonical",
        ),
        ("answer-none", "answer", "About no paper.", format!(r#"{{"to":"{to}","granted":[]}}"#), "malformed"),
        (
            "answer-21",
            "answer",
            "About 21 papers.",
            format!(r#"{{"to":"{to}","granted":[{}]}}"#, vec!["true"; 21].join(",")),
            "too_large",
        ),
        (
            "answer-words",
            "answer",
            "Neither true nor false.",
            format!(r#"{{"to":"{to}","granted":["yes"]}}"#),
            "not_canonical",
        ),
        (
            "propose-without-entry",
            "propose",
            "Who shall stand on the list isn't said.",
            r#"{"what":"entry","by":"practitioner"}"#.to_owned(),
            "malformed",
        ),
        (
            "propose-with-entry",
            "propose",
            "An entry with a proposal to be referent.",
            r#"{"what":"referent","by":"practitioner","entry":{"name":"Luc"}}"#.to_owned(),
            "malformed",
        ),
        (
            "propose-blank",
            "propose",
            "An entry without a name.",
            r#"{"what":"entry","by":"practitioner","entry":{"name":""}}"#.to_owned(),
            "malformed",
        ),
        (
            "propose-entry-by-holder",
            "propose",
            "An entry proposed by the holder.",
            r#"{"what":"entry","by":"holder","entry":{"name":"Luc"}}"#.to_owned(),
            "malformed",
        ),
        ("propose-by-nobody", "propose", "By whom isn't said.", r#"{"what":"referent"}"#.to_owned(), "not_canonical"),
        (
            "accept-entry-by-practitioner",
            "accept",
            "An answer about an entry by the practitioner.",
            format!(r#"{{"to":"{to}","what":"entry","by":"practitioner"}}"#),
            "malformed",
        ),
        (
            "end-successor-by-holder",
            "end",
            "A successor named by the holder.",
            r#"{"what":"referent","by":"holder","successor":{"name":"Awa"}}"#.to_owned(),
            "malformed",
        ),
        (
            "propose-what",
            "propose",
            "To be something that isn't known.",
            r#"{"what":"friend","by":"holder"}"#.to_owned(),
            "not_canonical",
        ),
        (
            "accept-long",
            "accept",
            "A motive of 1,025 bytes.",
            format!(r#"{{"to":"{to}","what":"entry","by":"holder","motive":"{long}"}}"#),
            "too_large",
        ),
        (
            "decline-null",
            "decline",
            "A motive that is null.",
            format!(r#"{{"to":"{to}","what":"entry","by":"holder","motive":null}}"#),
            "not_canonical",
        ),
        (
            "end-order",
            "end",
            "Keys in another order.",
            r#"{"motive":"x","what":"entry","by":"holder"}"#.to_owned(),
            "not_canonical",
        ),
        (
            "end-unknown-key",
            "end",
            "A key that isn't listed.",
            r#"{"what":"entry","by":"holder","later":1}"#.to_owned(),
            "not_canonical",
        ),
        (
            "end-successor-mission",
            "end",
            "A successor's mission, which isn't listed.",
            r#"{"what":"referent","by":"practitioner","successor":{"name":"Awa","mission":"Logement"}}"#.to_owned(),
            "not_canonical",
        ),
        (
            "end-successor-blank",
            "end",
            "A successor without a name.",
            r#"{"what":"referent","by":"practitioner","successor":{"name":" "}}"#.to_owned(),
            "malformed",
        ),
        ("unknown-form", "greet", "A form that isn't known.", r#"{"what":"entry","by":"holder"}"#.to_owned(), "kind"),
        ("other-form", "accept", "An ask called a yes.", papers(1, r#""Bail""#), "not_canonical"),
    ];
    for (name, form, about, label, error) in &bad {
        scenarios.refused(&format!("letter/{name}"), about, &inbox.letter(form, label), error);
    }
}

/// What isn't the box of this deposit.
fn add_boxes(scenarios: &mut Scenarios) {
    let inbox = Inbox::new();
    let label = r#"{"what":"entry","by":"holder"}"#;
    let none = json!([]);
    let json = inbox.json("end", label, "[]");
    let good = inbox.input(&json, &none);
    let mut refused = |name: &str, about: &str, input: Value, error: &str| {
        scenarios.refused(&format!("letter/{name}"), about, &input, error);
    };
    refused("other-author", "Somebody else's, handed in anew.", with(&good, "author", account()), "deposit");
    refused("other-locker", "Written to another locker.", with(&good, "locker", node()), "deposit");
    refused("other-node", "Of another deposit.", with(&good, "node", node()), "deposit");
    refused("other-epoch", "Of another epoch's inbox.", with(&good, "epoch", 3), "deposit");
    let stranger = Identity::generate(RecipientType::Hybrid).expose_secret_text().to_string();
    refused("other-inbox", "Another inbox.", with(&good, "identity", stranger), "recipient");
    let file = to(&inbox.identity.to_recipient(), json.as_bytes());
    refused("altered", "One bit.", with(&good, "file", flipped(&file, file.len() - 5)), "tampered");
    refused("over-64-kib", "Longer than 64 KiB.", with(&good, "file", encode(&vec![b'x'; 65_537])), "too_large");
    let mut written = |name: &str, about: &str, json: &str, error: &str| {
        refused(name, about, inbox.input(json, &none), error);
    };
    written("no-padding", "Without its padding.", &json.replace(r#","pad":""#, r#","pud":""#), "not_canonical");
    let short = format!("{}\"}}", &json[..json.len() - 3]);
    written("padding-short", "A space too few.", &short, "padding");
    let other = format!("{}x\"}}", &json[..json.len() - 3]);
    written("padding-not-spaces", "A letter in the padding.", &other, "padding");
    let long = format!("{}{}\"}}", &json[..json.len() - 2], " ".repeat(512));
    written("padding-long", "512 spaces too many.", &long, "padding");
    written("not-json", "No JSON.", "paper", "not_canonical");
    let object = format!(r#"[{{"id":"{}","size":2048,"sha256":"{}"}}]"#, node(), Hash([1; 32]));
    let objects = serde_json::from_str(&object).unwrap();
    let with_object = inbox.input(&inbox.json("end", label, &object), &objects);
    refused("with-object", "A letter with an object.", with_object, "objects");
}

/// What the author says of their own locker's newest act, and of the newest that they have seen in this one.
fn add_heads(scenarios: &mut Scenarios) {
    let inbox = Inbox::new();
    let (label, none) = (r#"{"what":"entry","by":"holder"}"#, json!([]));
    let plain = inbox.json("end", label, "[]");
    let with_heads = |heads: &str| {
        let start = format!("{},{heads},\"pad\":\"", plain.split(",\"pad\"").next().unwrap_or_default());
        let length = start.len() + 2;
        inbox.input(&format!("{start}{}\"}}", " ".repeat(length.next_multiple_of(512) - length)), &none)
    };
    let hash = Hash(random::bytes());
    let (own, seen) = (format!("\"own\":[41,\"{hash}\"]"), format!("\"seen\":[7,\"{hash}\"]"));
    for (name, heads) in [("heads", format!("{own},{seen}")), ("own-head", own.clone()), ("seen-head", seen.clone())] {
        let input = with_heads(&heads);
        let ok = accepted("letter", &input).expect("was made for this");
        assert!(ok.get("own").is_some() == heads.contains("own") && ok.get("seen").is_some() == heads.contains("seen"));
        scenarios.ok(&format!("letter/{name}"), "Newest acts of two lockers.", &input, ok);
    }
    let mut refused = |name: &str, about: &str, heads: &str| {
        scenarios.refused(&format!("letter/heads-{name}"), about, &with_heads(heads), "not_canonical");
    };
    refused("exchanged", "Two keys exchanged.", &format!("{seen},{own}"));
    refused("null", "A key that is there and says nothing.", &format!("\"own\":null,{seen}"));
    refused("fraction", "An act between two others.", &own.replace("41", "41.5"));
    refused("negative", "An act before the first.", &own.replace("41", "-1"));
    refused("short-hash", "A hash of 31 bytes.", &format!("\"own\":[41,\"{}\"]", encode(&hash.0[..31])));
    refused("three", "More than a number and a hash.", &own.replace(']', ",1]"));
    refused("object", "Not a pair.", &format!("\"own\":{{\"seq\":41,\"hash\":\"{hash}\"}}"));
}

/// Where the notes of these scenarios belong.
pub(super) struct Shelf {
    key: Key,
    locker: LockerId,
    node: NodeId,
}

impl Shelf {
    pub(super) fn new() -> Self {
        Self { key: Key::generate(), locker: LockerId(random::bytes()), node: NodeId(random::bytes()) }
    }

    pub(super) fn input(&self, json: &Value) -> Value {
        let context = Context::Label { locker: self.locker, node: self.node, version: 1 };
        let sealed = seal(&self.key, &context, &with_spaces(json.to_string().into_bytes(), 512));
        json!({
            "key": encode(self.key.expose_secret_bytes()), "locker": self.locker.to_string(),
            "node": self.node.to_string(), "version": 1, "sealed": encode(&sealed),
        })
    }
}

fn add_notes(scenarios: &mut Scenarios) {
    let shelf = Shelf::new();
    let (account, to) = (account(), node());
    let entry = json!({
        "note": "entry", "name": "Luc Petit", "organisation": "CCAS de Lille", "site": "Fives", "mission": "Logement",
        "reach": "03 20 00 00 00", "account": account, "kind": "person", "since": TIME, "until": TIME + 1,
        "added_by": account, "later": {"kept": [true]},
    });
    let least = json!({"note": "entry", "name": "Maraude", "kind": "team", "since": TIME, "added_by": account});
    let steps = steps(&[("proposed", "holder"), ("accepted", "practitioner"), ("ended", "holder")]);
    let referent = json!({"note": "referent", "steps": steps, "later": 1});
    let letter = json!({
        "note": "letter", "form": "decline", "author": account, "time": TIME,
        "label": {"to": to, "what": "referent", "by": "practitioner", "motive": "Plus de place"}, "later": 1,
    });
    let asked = json!({
        "note": "asked", "letter": to, "to": account, "time": TIME, "papers": [{"name": "Carte d'identité"}, {"name": "Avis"}],
        "purpose": "Logement", "until": TIME + 1,
    });
    let answer = json!({"granted": [true, false], "motive": "Pas d'avis", "time": TIME + 2});
    let and = |note: &Value, key: &str, value: Value| {
        let mut note = note.clone();
        note[key] = value;
        note
    };
    let answered = and(&and(&asked, "answer", answer), "later", json!(1));
    let handed = json!({
        "note": "handed", "deposit": to, "to": account, "time": TIME, "name": "attestation.pdf", "type": "application/pdf",
        "size": 4096, "later": 1,
    });
    for (name, about, note) in [
        ("asked", "Papers that were asked for.", &asked),
        ("asked-answered", "The same with an answer, and a key of a later version.", &answered),
        ("handed", "A paper that was handed in, and a key of a later version.", &handed),
        ("entry", "One of those who help, with every key, and one of a later version.", &entry),
        ("entry-least", "Only the keys that are always there.", &least),
        ("referent", "What stands between them.", &referent),
        ("referent-none", "Nothing ever stood.", &json!({"note": "referent", "steps": []})),
        ("letter", "A letter that was taken in.", &letter),
    ] {
        scenarios.ok(&format!("note/{name}"), about, &shelf.input(note), json!({"json": note}));
    }
    let mut refused = |name: &str, about: &str, note: &Value, error: &str| {
        scenarios.refused(&format!("note/{name}"), about, &shelf.input(note), error);
    };
    let short = json!({"granted": [true], "time": TIME});
    refused("asked-granted", "An answer about fewer papers.", &and(&asked, "answer", short), "malformed");
    let more = json!({"granted": [true, false], "time": TIME, "later": 1});
    refused("asked-answer-key", "A key too many in the answer.", &and(&asked, "answer", more), "malformed");
    refused("asked-blank", "Asked for nothing in particular.", &with(&asked, "purpose", " "), "malformed");
    refused("asked-none", "No paper.", &with(&asked, "papers", json!([])), "malformed");
    refused("asked-end", "Until more than 366 days later.", &with(&asked, "until", TIME + 367 * 86_400_000), "end");
    refused("handed-empty", "Without a name.", &with(&handed, "name", ""), "malformed");
    refused("handed-long", "A name over its bound.", &with(&handed, "name", "x".repeat(1025)), "too_large");
    refused("handed-size", "Half a byte.", &with(&handed, "size", 0.5), "malformed");
    refused("unknown", "A note of a kind that isn't known.", &with(&least, "note", "diary"), "kind");
    refused("none", "A paper's label in a note's place.", &json!({"name": "Bail"}), "malformed");
    refused("entry-kind", "Neither a person nor a team.", &with(&least, "kind", "dog"), "malformed");
    refused("entry-blank", "Nobody's name.", &with(&least, "name", " "), "malformed");
    refused("entry-long-name", "257 bytes.", &with(&least, "name", "x".repeat(257)), "too_large");
    refused("entry-long-mission", "1,025 bytes.", &with(&entry, "mission", "x".repeat(1025)), "too_large");
    refused("entry-account", "An account that is none.", &with(&entry, "account", "luc"), "malformed");
    refused("entry-since", "A time that is no number.", &with(&least, "since", "today"), "malformed");
    let mut nobody = least.clone();
    nobody.as_object_mut().unwrap().remove("added_by");
    refused("entry-added-by", "Who added it isn't said.", &nobody, "malformed");
    let wrong = with(&referent, "steps", super::letters::steps(&[("accepted", "practitioner")]));
    refused("referent-step", "Accepted before it was proposed.", &wrong, "step");
    refused("letter-form", "A letter of a form that isn't known.", &with(&letter, "form", "greet"), "kind");
    refused("letter-label", "A letter that isn't of its form.", &with(&letter, "form", "ask"), "malformed");
    let sealed = shelf.input(&entry);
    let other = with(&sealed, "node", node());
    scenarios.refused("note/other-node", "Another note in this one's place.", &other, "commitment");
}

/// Steps about one entry, a second apart.
fn steps(steps: &[(&str, &str)]) -> Value {
    let entry = NodeId([7; 20]).to_string();
    let step = |(place, (state, by)): (usize, &(&str, &str))| {
        let mut step = json!({"state": state, "entry": entry, "by": by, "time": TIME + place as u64 * 1000});
        if *by == "practitioner" {
            step["letter"] = Hash([5; 32]).to_string().into();
        }
        if *state == "proposed" {
            step["proposal"] = NodeId([6; 20]).to_string().into();
        }
        step
    };
    steps.iter().enumerate().map(step).collect::<Vec<_>>().into()
}

fn add_referents(scenarios: &mut Scenarios) {
    const HOLDER: &str = "holder";
    const OTHER: &str = "practitioner";
    let good: [(&str, &[(&str, &str)]); 9] = [
        ("none", &[]),
        ("proposed", &[("proposed", HOLDER)]),
        ("proposed-by-practitioner", &[("proposed", OTHER)]),
        ("accepted", &[("proposed", HOLDER), ("accepted", OTHER)]),
        ("declined", &[("proposed", OTHER), ("declined", HOLDER)]),
        ("withdrawn", &[("proposed", HOLDER), ("ended", HOLDER)]),
        ("ended", &[("proposed", HOLDER), ("accepted", OTHER), ("ended", OTHER)]),
        ("again-after-no", &[("proposed", HOLDER), ("declined", OTHER), ("proposed", OTHER)]),
        ("again-after-end", &[("proposed", OTHER), ("accepted", HOLDER), ("ended", HOLDER), ("proposed", HOLDER)]),
    ];
    for (name, list) in good {
        let state = list.last().map_or("none", |step| step.0);
        let input = json!({"steps": steps(list)});
        scenarios.ok(&format!("referent/{name}"), "What stands after these steps.", &input, json!({"state": state}));
    }
    let bad: [(&str, &[(&str, &str)]); 12] = [
        ("accepted-first", &[("accepted", OTHER)]),
        ("ended-first", &[("ended", HOLDER)]),
        ("proposed-twice", &[("proposed", HOLDER), ("proposed", OTHER)]),
        ("accepted-by-who-proposed", &[("proposed", HOLDER), ("accepted", HOLDER)]),
        ("declined-by-who-proposed", &[("proposed", OTHER), ("declined", OTHER)]),
        ("withdrawn-by-the-other", &[("proposed", HOLDER), ("ended", OTHER)]),
        ("accepted-twice", &[("proposed", HOLDER), ("accepted", OTHER), ("accepted", OTHER)]),
        ("declined-after-yes", &[("proposed", HOLDER), ("accepted", OTHER), ("declined", OTHER)]),
        ("proposed-while-accepted", &[("proposed", HOLDER), ("accepted", OTHER), ("proposed", HOLDER)]),
        ("accepted-after-no", &[("proposed", HOLDER), ("declined", OTHER), ("accepted", OTHER)]),
        ("ended-after-no", &[("proposed", HOLDER), ("declined", OTHER), ("ended", HOLDER)]),
        ("ended-twice", &[("proposed", HOLDER), ("ended", HOLDER), ("ended", HOLDER)]),
    ];
    for (name, list) in bad {
        let input = json!({"steps": steps(list)});
        scenarios.refused(&format!("referent/{name}"), "A step that can't follow.", &input, "step");
    }
    add_step_contents(scenarios);
    add_taken(scenarios);
}

fn add_step_contents(scenarios: &mut Scenarios) {
    let ended = steps(&[("proposed", "holder"), ("accepted", "practitioner"), ("ended", "practitioner")]);
    let successor = json!({"name": "Awa Diop", "organisation": "CCAS de Lille", "site": "Moulins", "reach": "03"});
    let altered = |place: usize, key: &str, value: Value| {
        let mut steps = ended.clone();
        if value.is_null() {
            steps[place].as_object_mut().unwrap().remove(key);
        } else {
            steps[place][key] = value;
        }
        json!({ "steps": steps })
    };
    let about = "A change of service, and a key of a later version.";
    let mut good = altered(2, "successor", successor.clone());
    good["steps"][2]["motive"] = "Je change de service".into();
    good["steps"][2]["later"] = 1.into();
    scenarios.ok("referent/successor", about, &good, json!({"state": "ended"}));
    let mut refused = |name: &str, about: &str, place: usize, key: &str, value: Value, error: &str| {
        scenarios.refused(&format!("referent/{name}"), about, &altered(place, key, value), error);
    };
    refused("other-entry", "Somebody else's step.", 2, "entry", json!(node()), "step");
    refused("earlier", "Before the step before it.", 2, "time", json!(TIME), "step");
    refused("unsigned", "A practitioner's step without their letter.", 1, "letter", Value::Null, "step");
    refused("letter-of-holder", "A holder's step with a letter.", 0, "letter", json!(Hash([1; 32])), "step");
    refused("no-proposal", "Proposed, and by which letter isn't said.", 0, "proposal", Value::Null, "step");
    refused("late-proposal", "A proposal's letter with a yes.", 1, "proposal", json!(node()), "step");
    refused("early-successor", "A successor with a yes.", 1, "successor", successor, "step");
    refused("long-motive", "1,025 bytes.", 2, "motive", json!("x".repeat(1025)), "too_large");
    refused("blank-motive", "Spaces.", 2, "motive", json!("  "), "malformed");
    refused("state", "A state that isn't known.", 2, "state", json!("paused"), "malformed");
    refused("by", "Neither side.", 2, "by", json!("server"), "malformed");
    let rounds = [("proposed", "holder"), ("ended", "holder")].repeat(51);
    let about = "102 steps.";
    scenarios.refused("referent/many", about, &json!({"steps": steps(&rounds)}), "too_large");
}

/// Which letters a holder's client takes in by itself.
fn add_taken(scenarios: &mut Scenarios) {
    let (time, act) = (TIME + 10_000, Hash([9; 32]).to_string());
    let proposal = NodeId([6; 20]).to_string();
    let input = |list: &[(&str, &str)], form: &str, letter: Value| json!({"steps": steps(list), "form": form, "letter": letter, "act": act, "time": time});
    let decision = |to: &str, what: &str| {
        let by = if what == "entry" { "holder" } else { "practitioner" };
        json!({"to": to, "what": what, "by": by, "motive": "Voilà"})
    };
    let proposed = [("proposed", "holder")];
    let accepted = [("proposed", "holder"), ("accepted", "practitioner")];
    let theirs = [("proposed", "practitioner")];
    let end = json!({"what": "referent", "by": "practitioner", "successor": {"name": "Awa Diop"}});
    let by_holder = json!({"to": proposal, "what": "referent", "by": "holder"});
    for (name, input) in [
        ("taken-accept", input(&proposed, "accept", decision(&proposal, "referent"))),
        ("taken-decline", input(&proposed, "decline", decision(&proposal, "referent"))),
        ("taken-end", input(&accepted, "end", end.clone())),
        ("taken-withdrawal", input(&theirs, "end", json!({"what": "referent", "by": "practitioner"}))),
    ] {
        let ok = accepted_referent(&input);
        assert!(ok.get("taken").is_some(), "{name}");
        scenarios.ok(&format!("referent/{name}"), "A letter that makes the next step by itself.", &input, ok);
    }
    for (name, input) in [
        ("left-other-proposal", input(&proposed, "accept", decision(&node(), "referent"))),
        ("left-other-matter", input(&proposed, "accept", decision(&proposal, "entry"))),
        ("left-for-the-holder", input(&theirs, "accept", decision(&proposal, "referent"))),
        ("left-accepted-twice", input(&accepted, "accept", decision(&proposal, "referent"))),
        ("left-end-of-proposal", input(&proposed, "end", end.clone())),
        ("left-end-of-nothing", input(&[], "end", end)),
        ("left-proposal", input(&[], "propose", json!({"what": "referent", "by": "practitioner"}))),
        ("left-by-holder", input(&proposed, "accept", by_holder)),
        ("left-end-by-holder", input(&accepted, "end", json!({"what": "referent", "by": "holder"}))),
    ] {
        let ok = accepted_referent(&input);
        assert!(ok.get("taken").is_none(), "{name}");
        scenarios.ok(&format!("referent/{name}"), "A letter that makes no step by itself.", &input, ok);
    }
}

fn accepted_referent(input: &Value) -> Value {
    accepted("referent", input).expect("was made for this")
}
