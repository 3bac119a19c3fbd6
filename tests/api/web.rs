//! The web app, or a sentence where it isn't built.

use crate::harness::{Database, World};

#[tokio::test]
async fn paths_of_the_app_get_its_page_and_files_that_are_not_there_do_not() {
    let world = World::new(Database::Sqlite).await;
    let page = world.outside("GET", "/").send().await;
    let deep = world.outside("GET", "/papers/lent").send().await;
    assert_eq!(page.body, deep.body);
    assert_eq!(page.status, deep.status);
    world.outside("GET", "/assets/none-12345678.js").send().await.expect_problem(404, "not_found");
    world.outside("GET", "/../Cargo.toml").send().await.expect_problem(404, "not_found");
    world.outside("POST", "/").send().await.expect_problem(404, "not_found");
}
