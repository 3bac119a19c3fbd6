//! Years of losses, in minutes: nobody with a valid path loses a locker, and nobody without one opens it. `README.md` says how.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod away;
#[path = "../support/data.rs"]
mod data;
mod leaving;
mod person;
#[path = "../support/port.rs"]
mod port;
mod story;
mod stranger;
mod table;
mod thief;
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use armoire::server::clock::DAY;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use person::Person;
use table::Table;
use world::World;

/// So many live side by side.
const THREADS: usize = 2;
/// Milliseconds.
const MINUTE: i64 = DAY / 24 / 60;

#[test]
fn nobody_with_a_way_in_is_locked_out_and_nobody_without_one_comes_in() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("ARMOIRE_SEED").unwrap_or_else(|| rand::rng().next_u64());
    let people = usize::try_from(number("ARMOIRE_PEOPLE").unwrap_or(50)).unwrap();
    let rounds = number("ARMOIRE_ROUNDS").unwrap_or(4);
    println!("Argon2id: {}", if cfg!(feature = "light-kdf") { "light" } else { "as shipped" });
    println!("ARMOIRE_SEED={seed} ARMOIRE_PEOPLE={people} ARMOIRE_ROUNDS={rounds}");
    let table = simulate(seed, people, rounds);
    println!("{table}");
    assert!(table.failures.is_empty(), "ARMOIRE_SEED={seed}\n{}", table.failures.join("\n"));
    assert_eq!((table.lost, table.opened), (0, 0));
    assert!(table.tries >= people as u64 / 2 && table.guessed > 0, "too little was tried to say anything");
    assert!(people < 10 || table.ended > 0 && table.taken_back > 0, "nobody left");
}

fn simulate(seed: u64, number: usize, rounds: u64) -> Table {
    let mut world = World::start();
    let server = world.address();
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut people: Vec<(Person, ChaCha8Rng)> = in_threads((0..number).collect(), |numbers| {
        let begin = |number: usize| {
            let mut own = ChaCha8Rng::seed_from_u64(seed);
            own.set_stream(number as u64 + 1);
            (Person::sign_up(&server, number), own)
        };
        numbers.into_iter().map(begin).collect()
    });
    let mut table = Table::default();
    let mut backup = None;
    for round in 0..rounds {
        people = in_threads(people, |mut part| {
            for (person, chance) in &mut part {
                story::live(person, chance);
                story::check(person, false);
            }
            part
        });
        people = leave(&world, people, &mut table);
        world.pass(1 + i64::try_from(story::below(&mut chance, 40)).unwrap());
        match round % 3 {
            0 => {
                backup = Some(world.backup());
                for (person, _) in &mut people {
                    person.snapshot();
                }
            }
            1 => {}
            _ => {
                if let Some(backup) = &backup {
                    world.restore(backup);
                    table.restores += 1;
                    people = in_threads(people, |mut part| {
                        for (person, _) in &mut part {
                            story::restored(person);
                        }
                        part
                    });
                }
            }
        }
    }
    people = in_threads(people, |mut part| {
        for (person, _) in &mut part {
            if let Some(reaction) = person.pending.take() {
                let done = person.react(reaction);
                person.note("putting right at last", done);
            }
            story::check(person, true);
        }
        part
    });
    for (person, _) in &people {
        table.add(&person.table);
        table.without_a_way += u64::from(person.gone && person.table.without_a_way == 0);
    }
    table
}

/// Whoever asked for the end of their locker in this round: in the last minute some take it back, and a minute later the others have none.
fn leave(world: &World, people: Vec<(Person, ChaCha8Rng)>, table: &mut Table) -> Vec<(Person, ChaCha8Rng)> {
    if people.iter().all(|(person, _)| !matches!(person.end, person::End::Asked(_))) {
        return people;
    }
    world.wait(7 * DAY - MINUTE);
    let people = in_threads(people, |mut part| {
        for (person, _) in &mut part {
            story::last_minute(person);
        }
        part
    });
    let before = world.objects();
    world.wait(MINUTE);
    let after = world.objects();
    let gone = AtomicU64::new(0);
    let people = in_threads(people, |mut part| {
        for (person, _) in &mut part {
            gone.fetch_add(story::end(person), Ordering::SeqCst);
        }
        part
    });
    let gone = gone.into_inner();
    if before - after != gone {
        table.failures.push(format!("{gone} objects should have gone at once, and {} did", before - after));
    }
    people
}

/// Does `work` on parts of `all` side by side.
fn in_threads<T: Send, U: Send>(all: Vec<T>, work: impl Fn(Vec<T>) -> Vec<U> + Sync) -> Vec<U> {
    let size = all.len().div_ceil(THREADS).max(1);
    let mut parts: Vec<Vec<T>> = Vec::new();
    let mut all = all.into_iter().peekable();
    while all.peek().is_some() {
        parts.push(all.by_ref().take(size).collect());
    }
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || work(part))).collect();
        running.into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
}
