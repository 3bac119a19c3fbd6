//! The description of the interface, as others build on it.

use crate::harness::{Database, World};

const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/openapi.json");

/// Changing the interface changes this file, for everyone to see: `armoire-server openapi > tests/api/openapi.json`.
#[tokio::test]
async fn the_description_is_the_one_that_others_know() {
    let world = World::new(Database::Sqlite).await;
    let served = world.call("GET", "/openapi.json").send().await.expect(200).json();
    let known: serde_json::Value =
        serde_json::from_slice(&std::fs::read(SNAPSHOT).expect("the snapshot")).expect("JSON");
    assert_eq!(served, known, "write it again: armoire-server openapi > tests/api/openapi.json");
}
