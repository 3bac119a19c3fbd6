//! Meetings: called, answered, moved, called off; and what each one sees for them.

use std::fs;

use serde_json::{Value, json};

use crate::{
    harness::{
        Device, Stores, on_both,
        town::{Town, assert_reads, assert_reads_nothing, lent},
    },
    letters::{assert_nothing_waits, text},
};

/// A meeting three days ahead, of which Luc sees one paper.
struct Called {
    town: Town,
    tax: String,
    diary: String,
    id: String,
}

impl Called {
    fn on(stores: Stores) -> Self {
        let town = Town::on(stores);
        let tax = town.add("tax.txt", "tax notice", "Papers");
        let diary = town.add("diary.txt", "diary", "Papers");
        let show = format!("Luc={tax}");
        let called = town.nadia.device.run(CALL.iter().chain(&["--show", &show, "--yes"])).json();
        let id = text(&called, "id").to_owned();
        Self { town, tax, diary, id }
    }

    fn nadia(&self) -> &Device {
        &self.town.nadia.device
    }

    fn luc(&self) -> &Device {
        &self.town.luc.device
    }

    fn yusuf(&self) -> &Device {
        &self.town.yusuf.device
    }

    /// What Nadia sees of one of the two.
    #[track_caller]
    fn guest(&self, place: usize) -> Value {
        one(self.nadia(), "called")["guests"][place].clone()
    }
}

const CALL: [&str; 13] = [
    "meeting",
    "call",
    "--with",
    "Luc",
    "--with",
    "Yusuf",
    "--at",
    "3d",
    "--lasts",
    "45m",
    "--place",
    "12, rue Haute",
    "--about=Housing",
];

/// The one meeting that this device shows.
#[track_caller]
fn one(device: &Device, kind: &str) -> Value {
    let list = device.run(["meeting"]).json();
    assert_eq!(list[kind].as_array().unwrap().len(), 1, "{list}");
    list[kind][0].clone()
}

#[track_caller]
fn answer(device: &Device, comes: &str) -> Value {
    let id = text(&one(device, "invited"), "id").to_owned();
    device.run(["meeting", "answer", &id, comes]).json()
}

#[test]
fn what_cannot_be_called_says_why_and_nobody_is_invited() {
    let town = Town::new();
    let nadia = &town.nadia.device;
    let call = |more: &[&str]| nadia.run(["meeting", "call", "--with", "Luc", "--yes"].iter().chain(more));
    let (at, about) = (["--at", "3d"], ["--about", "Housing"]);
    let twice = call(&[&at[..], &about, &["--with", "Luc"]].concat()).problem(2, "malformed");
    assert_eq!(text(&twice, "detail"), "Luc is invited twice: say it once.");
    let far = call(&[&["--at", "2090-01-01"][..], &about].concat()).problem(2, "end");
    assert!(text(&far, "detail").contains("too far ahead"));
    // A calendar file that can't be written is found before anything is done.
    let there = nadia.write("there.ics", "mine");
    call(&[&at[..], &about, &["--ics", there.to_str().unwrap()]].concat()).problem(2, "file_exists");
    assert_eq!(
        (nadia.run(["meeting"]).json()["called"].clone(), fs::read(&there).unwrap()),
        (json!([]), b"mine".to_vec())
    );
    assert_nothing_waits(&town.luc.device);
    // Found only afterwards, it comes beside what was done.
    let nowhere = nadia.path("nowhere/meeting.ics");
    let called = call(&[&at[..], &about, &["--ics", nowhere.to_str().unwrap()]].concat());
    called.problem(2, "file");
    assert_eq!(text(&called.document(), "purpose"), "Housing");
    assert_eq!(one(&town.luc.device, "invited")["comes"], json!(null));
}

on_both! {
    one_comes_and_sees_what_was_lent_for_it_and_no_more,
    who_does_not_come_sees_nothing_any_more,
    a_moved_meeting_asks_anew_and_an_answer_to_the_old_time_says_nothing,
    it_is_called_off_and_nobody_sees_anything_for_it,
    who_helps_may_call_one_and_says_who_else_comes,
}

fn one_comes_and_sees_what_was_lent_for_it_and_no_more(stores: Stores) {
    let called = Called::on(stores);
    let invited = one(called.luc(), "invited");
    assert_eq!((text(&invited, "purpose"), text(&invited, "place")), ("Housing", "12, rue Haute"));
    assert_eq!((&invited["minutes"], &invited["comes"], &invited["with"]), (&json!(45), &json!(null), &json!(null)));
    assert_eq!(invited["person"]["name"], "Nadia");
    assert_eq!(called.guest(0)["comes"], json!(null));
    answer(called.luc(), "yes");
    let guest = called.guest(0);
    assert_eq!((&guest["comes"], text(&guest["sees"][0], "name")), (&json!(true), "tax.txt"));
    // Until the end of that day, wherever that is.
    let meeting = one(called.nadia(), "called");
    let end = meeting["start"].as_u64().unwrap() + 45 * 60_000;
    let until = guest["sees"][0]["end"].as_u64().unwrap();
    assert!((end..=end + 86_400_000).contains(&until) && until.is_multiple_of(86_400_000), "{meeting}");
    assert_eq!((lent(called.luc()), called.guest(1)["sees"].clone()), (vec!["tax.txt".to_owned()], json!([])));
    assert_reads(called.luc(), &called.tax, "tax notice");
    let diary = called.luc().path("diary.txt");
    let get = ["get", &called.diary, "--locker", "Nadia", "-o", diary.to_str().unwrap()];
    called.luc().run(get).problem(4, "not_found");
    assert!(!diary.exists());
    assert_reads_nothing(called.yusuf(), &called.tax);
    // Luc's signature stays in neither: an answer is read and goes; his yes is his own note, with Nadia's letter.
    assert_eq!(one(called.luc(), "invited")["comes"], true);
    assert_nothing_waits(called.luc());
    assert_nothing_waits(called.nadia());
    for device in [called.nadia(), called.luc()] {
        assert_eq!(device.run(["verify"]).json()["altered"], json!([]));
        assert!(device.run(["list"]).json().as_array().unwrap().iter().all(|paper| paper["size"] != 0), "no paper");
    }
}

fn who_does_not_come_sees_nothing_any_more(stores: Stores) {
    let called = Called::on(stores);
    assert_reads(called.luc(), &called.tax, "tax notice");
    let id = text(&one(called.luc(), "invited"), "id").to_owned();
    called.luc().run(["meeting", "answer", &id, "no", "--motive", "On leave"]).json();
    assert_eq!(called.luc().run(["meeting"]).json()["invited"], json!([]));
    let guest = called.guest(0);
    assert_eq!((&guest["comes"], text(&guest, "motive"), &guest["sees"]), (&json!(false), "On leave", &json!([])));
    assert_reads_nothing(called.luc(), &called.tax);
    assert_eq!(called.nadia().run(["grants"]).json(), json!([]));
    // A yes can be taken back, too.
    answer(called.yusuf(), "yes");
    assert_eq!(called.guest(1)["comes"], true);
    answer(called.yusuf(), "no");
    assert_eq!(called.guest(1)["comes"], false);
    assert_eq!(called.yusuf().run(["meeting"]).json()["invited"], json!([]));
}

fn a_moved_meeting_asks_anew_and_an_answer_to_the_old_time_says_nothing(stores: Stores) {
    let called = Called::on(stores);
    answer(called.luc(), "yes");
    answer(called.yusuf(), "yes");
    assert_eq!((called.guest(0)["comes"].clone(), called.guest(1)["comes"].clone()), (json!(true), json!(true)));
    let (before, old) = (one(called.nadia(), "called"), text(&one(called.yusuf(), "invited"), "id").to_owned());
    // The letter that says so doesn't reach Yusuf: it is moved, and Nadia is told whom she couldn't write to.
    called.yusuf().run(["inbox", "block", &called.town.nadia.id]).json();
    called.nadia().run(["meeting", "move", &called.id, "--at", "9d"]).problem(4, "not_found");
    called.yusuf().run(["inbox", "unblock", &called.town.nadia.id]).json();
    let moved = one(called.nadia(), "called");
    assert_eq!((&moved["sequence"], &moved["id"], &moved["place"]), (&json!(1), &before["id"], &before["place"]));
    assert!(moved["until"].as_u64() > before["until"].as_u64());
    assert_eq!((&moved["guests"][0]["comes"], &moved["guests"][1]["comes"]), (&json!(null), &json!(null)));
    let grants = called.nadia().run(["grants"]).json();
    assert_eq!(
        (grants.as_array().unwrap().len(), &grants[0]["end"]),
        (1, &moved["until"]),
        "the other one is taken back"
    );
    assert_reads(called.luc(), &called.tax, "tax notice");
    called.yusuf().run(["meeting", "answer", &old, "no"]).json();
    assert_eq!(called.guest(1)["comes"], json!(null));
    assert_nothing_waits(called.nadia());
    // Reminded, Yusuf has the letter after all; Luc still has one only.
    called.nadia().run(["meeting", "remind", &called.id]).json();
    for device in [called.luc(), called.yusuf()] {
        assert_eq!((&one(device, "invited")["sequence"], &one(device, "invited")["comes"]), (&json!(1), &json!(null)));
        answer(device, "yes");
        assert_eq!(device.run(["meeting", "list", "--all"]).json()["invited"].as_array().unwrap().len(), 1);
    }
    assert_eq!((called.guest(0)["comes"].clone(), called.guest(1)["comes"].clone()), (json!(true), json!(true)));
}

fn it_is_called_off_and_nobody_sees_anything_for_it(stores: Stores) {
    let called = Called::on(stores);
    answer(called.luc(), "yes");
    called.nadia().run(["meeting", "cancel", &called.id]).json();
    assert_reads_nothing(called.luc(), &called.tax);
    assert_eq!(called.nadia().run(["grants"]).json(), json!([]));
    let off = one(called.luc(), "invited");
    assert_eq!((&off["off"], &off["sequence"]), (&json!(true), &json!(1)));
    called.luc().run(["meeting", "answer", text(&off, "id"), "yes"]).problem(2, "off");
    called.nadia().run(["meeting", "cancel", &called.id]).problem(2, "off");
    called.luc().run(["letters", "dismiss", text(&off, "id")]).json();
    assert_eq!(called.luc().run(["meeting", "list", "--all"]).json()["invited"], json!([]), "his yes went with it");
    assert_eq!(called.nadia().run(["meeting"]).json()["called"], json!([]));
}

#[test]
fn a_calendar_file_says_no_more_than_was_chosen() {
    let called = Called::on(Stores::Beside);
    let path = called.luc().path("meeting.ics");
    let id = text(&one(called.luc(), "invited"), "id").to_owned();
    called.luc().run(["meeting", "answer", &id, "yes", "--ics", path.to_str().unwrap()]).json();
    let file = fs::read_to_string(&path).unwrap();
    assert!(
        file.contains("\r\nSUMMARY:Appointment\r\n") && !file.contains("Housing") && !file.contains("Nadia"),
        "{file}"
    );
    assert!(
        !file.contains("rue Haute") && file.contains("\r\nSEQUENCE:0\r\n") && file.contains("STATUS:CONFIRMED"),
        "{file}"
    );
    let words = called.nadia().path("words.ics");
    let list = ["meeting", "list", &called.id, "--in-words", "--ics", words.to_str().unwrap()];
    called.nadia().run(list).json();
    let told = fs::read_to_string(&words).unwrap();
    assert!(told.contains("SUMMARY:Housing\r\n") && told.contains("LOCATION:12\\, rue Haute\r\n"), "{told}");
    called.nadia().run(list).problem(2, "file_exists");
    // Two calendars of one meeting don't tell that they are.
    let uid = |file: &str| file.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
    assert_ne!(uid(&file), uid(&told));
    let off = called.nadia().path("off.ics");
    called.nadia().run(["meeting", "cancel", &called.id, "--ics", off.to_str().unwrap()]).json();
    let off = fs::read_to_string(off).unwrap();
    assert!(off.contains("STATUS:CANCELLED\r\n") && off.contains("SEQUENCE:1\r\n") && uid(&off) == uid(&told), "{off}");
}

#[test]
fn it_is_read_out_before_it_is_sent_and_bounded() {
    let town = Town::new();
    let tax = town.add("tax.txt", "tax notice", "Papers");
    let nadia = &town.nadia.device;
    let show = format!("Luc={tax}");
    let told = nadia.run(CALL.iter().chain(&["--show", &show])).problem(2, "not_confirmed");
    let sentence = text(&told, "detail");
    assert!(sentence.contains("Luc will be able to open \"tax.txt\" until "), "{sentence}");
    assert!(sentence.contains("Yusuf is invited and will see nothing of your locker."), "{sentence}");
    assert_eq!(nadia.run(["grants"]).json(), json!([]));
    assert_eq!(nadia.run(["meeting"]).json()["called"], json!([]));
    let call = |more: &[&str]| {
        let most = ["meeting", "call", "--about", "Housing", "--yes"];
        nadia.run(most.iter().chain(more))
    };
    call(&["--with", "Luc", "--at", "400d"]).problem(2, "end");
    call(&["--with", "Luc", "--at", "2020-01-01T10:00"]).problem(2, "past");
    call(&["--with", "Luc", "--with", "Luc", "--at", "1d"]).problem(2, "malformed");
    call(&["--with", "Luc", "--at", "1d", "--show", &format!("Yusuf={tax}")]).problem(2, "usage");
    call(&["--with", "Luc", "--at", "1d", "--place", &"x".repeat(257)]).problem(7, "too_large");
    // Luc and Yusuf don't know each other.
    town.luc
        .device
        .run(["meeting", "call", "--with", "Yusuf", "--at", "1d", "--about", "x", "--yes"])
        .problem(4, "not_found");
}

fn who_helps_may_call_one_and_says_who_else_comes(stores: Stores) {
    let town = Town::of_friends(stores);
    let call = ["meeting", "call", "--with", "Nadia", "--with", "Yusuf", "--at", "1d", "--about", "Housing"];
    town.luc.device.run(call.iter().chain(&["--name-others", "--yes"])).json();
    let invited = one(&town.nadia.device, "invited");
    assert_eq!((&invited["person"]["name"], &invited["with"]), (&json!("Luc"), &json!(["Yusuf"])));
    answer(&town.nadia.device, "yes");
    let guests = one(&town.luc.device, "called")["guests"].clone();
    assert_eq!((&guests[0]["comes"], &guests[1]["comes"]), (&json!(true), &json!(null)));
    assert_eq!(town.nadia.device.run(["grants"]).json(), json!([]), "who is invited lends nothing by it");
}
