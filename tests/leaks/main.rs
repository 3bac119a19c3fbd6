//! Real documents go in and come out equal, and nothing of them, of their names or of any key lies in what the server keeps, says
//! or is sent. `README.md` says what is searched for, and where.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]

mod encodings;
#[path = "../lifecycle/harness/mod.rs"]
#[allow(dead_code, unused_imports, reason = "each suite uses its part of it")]
mod harness;
mod journey;
mod places;
mod planted;
mod search;
mod secrets;

use harness::on_both;
use journey::Journey;
use search::Searcher;

on_both! {
    /// What people bring is nowhere to be found; and the same search finds each thing that is planted, in each place.
    fn nothing_of_a_person_is_found_on_the_server(database: Database) {
        let journey = Journey::walk(database);
        let searcher = Searcher::new(journey.needles());
        let places = places::all(&journey.server, &journey.proxy);
        places::check_sizes(&places);
        let found = searcher.search(&places);
        assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
        planted::find_each(&journey, &searcher);
    }
}
