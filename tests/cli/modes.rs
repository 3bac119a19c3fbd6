//! The three ways to live with a locker: alone, learning with somebody, run by somebody. And ends as people say them.

use serde_json::{Value, json};

use crate::harness::{Device, town::Town};

/// As `people` says it.
fn mode(device: &Device) -> Value {
    device.run(["people"]).json()["mode"].clone()
}

fn lend_all(device: &Device, to: &str, right: &str) {
    device.run(["grant", "all", "--to", to, "--right", right, "--until", "month", "--yes"]).json();
}

#[test]
fn a_locker_is_ones_own_learned_or_run_and_any_day_another() {
    let town = Town::new();
    let (nadia, luc) = (&town.nadia.device, town.luc.id.as_str());
    town.add("lease.txt", "lease", "Housing");
    let alone = json!({"mode": "alone", "with": []});
    assert_eq!(mode(nadia), alone);
    // To see all of it, or to change a part, leaves one alone.
    lend_all(nadia, "Yusuf", "read");
    town.lend("Housing", "Luc", "edit");
    assert_eq!(mode(nadia), alone);
    assert!(nadia.read(["grants"]).text().ends_with("You run your locker on your own.\n"));
    lend_all(nadia, "Luc", "edit");
    assert_eq!(mode(nadia), json!({"mode": "with", "with": [luc]}));
    assert!(nadia.read(["grants"]).text().contains("You are learning to run your locker, with Luc."));
    lend_all(nadia, "Luc", "manage");
    assert_eq!(mode(nadia), json!({"mode": "run", "with": [luc]}));
    assert!(nadia.read(["people"]).text().contains("Your locker is run with you, by Luc."));
    assert_eq!(mode(&town.nadia.second_device()), mode(nadia));
    // One command ends it, and he is told nothing beforehand.
    assert_eq!(nadia.run(["revoke", "--to", "Luc"]).json()["revoked"].as_array().unwrap().len(), 3);
    assert_eq!(mode(nadia), alone);
    town.luc.device.run(["list", "--locker", "Nadia"]).problem(4, "not_found");
    assert_eq!(mode(&town.luc.device), alone, "his own");
}

#[test]
fn ends_are_said_as_people_say_them() {
    let town = Town::new();
    let paper = town.add("lease.txt", "lease", "Housing");
    let nadia = &town.nadia.device;
    let end = |until: &str| {
        nadia.run(["grant", &paper, "--to", "Luc", "--until", until, "--yes"]).json()["end"].as_u64().unwrap()
    };
    let (hour, today, month, year) = (end("hour"), end("today"), end("month"), end("year"));
    let day = 24 * 60 * 60 * 1000;
    assert!(today % day == 0 && hour < month && month < year);
    let begun = hour - 60 * 60 * 1000;
    assert!(
        (28 * day..=31 * day + 60_000).contains(&(month - begun))
            && (365 * day..=366 * day + 60_000).contains(&(year - begun))
    );
    // The eve of somebody's birthday, whole.
    let eve = end("2031-05-03");
    assert_eq!((eve, eve), (end("2031-05-04T00:00"), 1_935_619_200_000));
    assert_eq!(end("2031-04"), end("2031-04-30"));
    nadia.run(["grant", &paper, "--to", "Luc", "--until", "2050-01-01", "--yes"]).problem(2, "end");
    nadia.run(["grant", &paper, "--to", "Luc", "--until", "2020-01-01", "--yes"]).problem(2, "end");
    let wrong = nadia.run(["grant", &paper, "--to", "Luc", "--until", "soon", "--yes"]).problem(2, "usage");
    assert!(wrong["detail"].as_str().unwrap().contains("say hour, today, week, month, year"), "{wrong}");
}
