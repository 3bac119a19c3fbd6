//! What others have looked at, by the server's word.

use crate::harness::town::{Town, assert_reads};

#[test]
fn who_looked_at_what_is_shown_also_beyond_a_thousand() {
    let town = Town::new();
    let paper = town.add("lease.txt", "lease", "Housing");
    let nadia = &town.nadia.device;
    assert_eq!(nadia.run(["reads"]).json(), serde_json::json!([]));
    assert!(nadia.read(["reads"]).text().contains("says the server"));
    town.lend(&paper, "Luc", "read");
    assert_reads(&town.luc.device, &paper, "lease");
    let reads = nadia.run(["reads"]).json();
    let read = &reads[0];
    assert_eq!((read["name"].as_str(), read["person"]["name"].as_str()), (Some("lease.txt"), Some("Luc")));
    assert_eq!((read["id"].as_str(), read["account"].as_str()), (Some(paper.as_str()), Some(town.luc.id.as_str())));
    assert!(nadia.read(["reads"]).text().contains("lease.txt"));
    // As if Luc had looked every minute of two days.
    town.server.sql(
        "WITH RECURSIVE before (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM before WHERE n < 2880) \
         INSERT INTO reads SELECT locker, node, grantee, minute - n * 60000 FROM (SELECT * FROM reads LIMIT 1), before",
    );
    let all = nadia.run(["reads"]).json();
    let times: Vec<u64> = all.as_array().unwrap().iter().map(|read| read["time"].as_u64().unwrap()).collect();
    assert_eq!(times.len(), reads.as_array().unwrap().len() + 2880);
    assert!(times.is_sorted_by(|newer, older| newer >= older));
    assert_eq!(nadia.run(["reads", "--last", "3"]).json().as_array().unwrap().len(), 3);
    town.luc.device.run(["reads"]).json();
}
