//! `letter` and `note` of meetings; `calendar`.

use armoire::{
    client::document::meeting::MeetingId,
    protocol::id::{AccountId, GrantId, NodeId},
};
use serde_json::{Value, json};

use super::{
    Scenarios,
    envelope::accepted,
    letters::{Inbox, Shelf, TIME, YEAR},
    with,
};

pub fn add(scenarios: &mut Scenarios) {
    add_letters(scenarios);
    add_notes(scenarios);
    add_calendars(scenarios);
}

/// The keys between `meeting` and `with`, as they are written.
fn appointment(sequence: u64, start: u64, minutes: u64, place: &str, purpose: &str) -> String {
    format!(r#""sequence":{sequence},"start":{start},"minutes":{minutes},{place}"purpose":"{purpose}""#)
}

fn add_letters(scenarios: &mut Scenarios) {
    let inbox = Inbox::new();
    let meeting = MeetingId([7; 16]);
    let (start, to) = (TIME + YEAR, NodeId([8; 20]));
    let place = r#""place":"12, rue Haute; \"B\"","#;
    let invited =
        |appointment: &str, rest: &str| format!(r#"{{"meeting":"{meeting}",{appointment},{rest}"off":false}}"#);
    let plain = appointment(0, start, 60, "", "Le logement");
    let names = |count: usize| format!(r#""with":[{}],"#, vec![r#""Paul""#; count].join(","));
    let good = [
        ("meeting", "meeting", invited(&appointment(3, start, 1440, place, r"L\\avenir"), &names(19))),
        ("meeting-least", "meeting", invited(&plain, "")),
        ("meeting-off", "meeting", format!(r#"{{"meeting":"{meeting}",{plain},"off":true}}"#)),
        ("coming", "coming", format!(r#"{{"to":"{to}","comes":true}}"#)),
        ("coming-not", "coming", format!(r#"{{"to":"{to}","comes":false,"motive":"En congé"}}"#)),
    ];
    for (name, form, label) in &good {
        let input = inbox.letter(form, label);
        let ok = accepted("letter", &input).expect("was made for this");
        assert_eq!(ok["label"], serde_json::from_str::<Value>(label).unwrap(), "{name}");
        scenarios.ok(
            &format!("letter/{name}"),
            "What is said of a meeting, and what the box says beside it.",
            &input,
            ok,
        );
    }
    let said = |sequence, start, minutes, place: &str, purpose: &str| {
        invited(&appointment(sequence, start, minutes, place, purpose), "")
    };
    let long = format!(r#""place":"{}","#, "x".repeat(257));
    let bad = [
        ("meeting-moved-often", "Moved for the 1,001st time.", said(1001, start, 60, "", "x"), "too_large"),
        ("meeting-short", "Without any length.", said(0, start, 0, "", "x"), "malformed"),
        ("meeting-long", "A minute more than a day.", said(0, start, 1441, "", "x"), "malformed"),
        ("meeting-too-far", "A millisecond more than 366 days ahead.", said(0, start + 1, 60, "", "x"), "end"),
        ("meeting-long-place", "A place of 257 bytes.", said(0, start, 60, &long, "x"), "too_large"),
        ("meeting-blank", "For nothing.", said(0, start, 60, "", " "), "malformed"),
        ("meeting-long-purpose", "1,025 bytes.", said(0, start, 60, "", &"x".repeat(1025)), "too_large"),
        ("meeting-with-nobody", "An empty list of others.", invited(&plain, r#""with":[],"#), "malformed"),
        ("meeting-with-20", "20 others.", invited(&plain, &names(20)), "too_large"),
        ("meeting-with-blank", "Another without a name.", invited(&plain, r#""with":[""],"#), "malformed"),
        ("meeting-null-place", "A place that is null.", said(0, start, 60, r#""place":null,"#, "x"), "not_canonical"),
        (
            "meeting-order",
            "Keys in another order.",
            format!(r#"{{{plain},"meeting":"{meeting}","off":false}}"#),
            "not_canonical",
        ),
        (
            "meeting-no-off",
            "Whether it takes place isn't said.",
            format!(r#"{{"meeting":"{meeting}",{plain}}}"#),
            "not_canonical",
        ),
        (
            "meeting-id",
            "An id of 15 bytes.",
            format!(r#"{{"meeting":"{}",{plain},"off":false}}"#, "A".repeat(20)),
            "not_canonical",
        ),
        (
            "meeting-fraction",
            "Half a minute.",
            format!(r#"{{"meeting":"{meeting}","sequence":0,"start":1,"minutes":0.5,"purpose":"x","off":false}}"#),
            "not_canonical",
        ),
    ];
    for (name, about, label, error) in &bad {
        scenarios.refused(&format!("letter/{name}"), about, &inbox.letter("meeting", label), error);
    }
    let motive = |text: &str| format!(r#"{{"to":"{to}","comes":false,"motive":"{text}"}}"#);
    for (name, about, label, error) in [
        ("coming-long", "A motive of 257 bytes.", motive(&"x".repeat(257)), "too_large"),
        ("coming-blank", "A motive of spaces.", motive("  "), "malformed"),
        ("coming-maybe", "Neither yes nor no.", format!(r#"{{"to":"{to}","comes":"maybe"}}"#), "not_canonical"),
    ] {
        scenarios.refused(&format!("letter/{name}"), about, &inbox.letter("coming", &label), error);
    }
}

fn add_notes(scenarios: &mut Scenarios) {
    let shelf = Shelf::new();
    let guest = |number: u8, grants: usize| {
        json!({
            "account": AccountId([number; 20]), "letter": NodeId([number; 20]),
            "grants": vec![GrantId([number; 16]); grants],
        })
    };
    let mut answered = guest(1, 1);
    answered["comes"] = false.into();
    answered["motive"] = "En congé".into();
    let note = json!({
        "note": "meeting", "meeting": MeetingId([7; 16]), "sequence": 2, "start": TIME, "minutes": 45, "place": "Mairie",
        "purpose": "Le logement", "until": TIME + 3_600_000, "invited": [answered, guest(2, 0)], "named": true, "off": false,
        "later": {"kept": [true]},
    });
    let about = "A meeting that one has called, with every key, and one of a later version.";
    scenarios.ok("note/meeting", about, &shelf.input(&note), json!({"json": note}));
    let many = |count: u8, grants: usize| (1..=count).map(|number| guest(number, grants)).collect::<Vec<_>>();
    let most = with(&note, "invited", many(20, 1));
    scenarios.ok("note/meeting-20", "20 people.", &shelf.input(&most), json!({"json": most}));
    let mut refused = |name: &str, about: &str, note: &Value, error: &str| {
        scenarios.refused(&format!("note/{name}"), about, &shelf.input(note), error);
    };
    refused("meeting-nobody", "Nobody is invited.", &with(&note, "invited", json!([])), "malformed");
    refused("meeting-21", "21 people.", &with(&note, "invited", many(21, 0)), "too_large");
    refused(
        "meeting-twice",
        "Somebody twice.",
        &with(&note, "invited", json!([guest(1, 0), guest(1, 0)])),
        "malformed",
    );
    refused("meeting-31-grants", "31 grants.", &with(&note, "invited", json!([guest(1, 31)])), "too_large");
    let mut strange = guest(1, 0);
    strange["later"] = 1.into();
    refused(
        "meeting-guest-key",
        "A guest's key that isn't listed.",
        &with(&note, "invited", json!([strange])),
        "malformed",
    );
    refused(
        "meeting-grant",
        "A grant that is none.",
        &with(&note, "invited", json!([with(&guest(1, 0), "grants", json!(["x"]))])),
        "malformed",
    );
    refused("meeting-length", "Longer than a day.", &with(&note, "minutes", 1441), "malformed");
    refused("meeting-named", "Neither true nor false.", &with(&note, "named", "yes"), "malformed");
    refused("meeting-id", "An id that is none.", &with(&note, "meeting", "x"), "malformed");
}

fn add_calendars(scenarios: &mut Scenarios) {
    let plain = json!({
        "meeting": MeetingId([7; 16]), "account": AccountId([1; 20]), "sequence": 0, "written": TIME, "start": TIME + 86_400_000,
        "end": TIME + 90_000_000, "title": "Rendez-vous", "off": "no",
    });
    let mut add = |name: &str, about: &str, input: &Value| {
        let ok = accepted("calendar", input).expect("was made for this");
        scenarios.ok(&format!("calendar/{name}"), about, input, ok);
    };
    add("neutral", "Nothing but that there is one.", &plain);
    let mut words = with(&plain, "title", "Synthèse, logement; \\ et suite");
    words["place"] = "12, rue Haute".into();
    add("words", "What for and where, escaped.", &words);
    // 75 bytes with `SUMMARY:`, then one more; letters of two bytes and of four at the fold.
    add("line", "A line that just isn't folded.", &with(&plain, "title", "x".repeat(67)));
    add("folded", "A line that just is.", &with(&plain, "title", "x".repeat(68)));
    add(
        "folded-between",
        "A fold between letters of two bytes.",
        &with(&plain, "title", format!("x{}", "é".repeat(80))),
    );
    add("folded-wide", "A fold between letters of four bytes.", &with(&plain, "title", "🏠".repeat(40)));
    add("moved", "Moved twice.", &with(&with(&plain, "sequence", 2), "start", TIME + 172_800_000));
    add("off", "It doesn't take place.", &with(&plain, "off", "yes"));
    add(
        "other-account",
        "The same meeting in somebody else's calendar.",
        &with(&plain, "account", AccountId([2; 20]).to_string()),
    );
}
