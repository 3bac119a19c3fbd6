//! What every answer says to a browser.

use crate::harness::{World, on_both};

on_both! {
    async fn every_answer_is_closed_to_others(world: World) {
        for answer in [
            world.call("GET", "/server").send().await.expect(200),
            world.call("GET", "/session").send().await.expect(401),
            world.call("GET", "/nothing").send().await.expect(404),
            world.call("DELETE", "/server").send().await.expect(405),
            world.outside("GET", "/").send().await,
            world.outside("GET", "/healthz").send().await.expect(200),
        ] {
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
            assert!(policy.contains("require-trusted-types-for 'script'"));
            assert!(!policy.contains("unsafe-inline") && !policy.contains("http"));
            assert_eq!(answer.header("referrer-policy"), "no-referrer");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
            assert_eq!(answer.header("x-request-id").len(), 16);
        }
        assert_eq!(world.call("GET", "/server").send().await.header("cache-control"), "no-store");
    }

    async fn health_and_metrics_answer(world: World) {
        world.outside("GET", "/readyz").send().await.expect(200);
        let metrics = world.outside("GET", "/metrics").send().await.expect(200);
        assert!(String::from_utf8_lossy(&metrics.body).contains("armoire_sign_ins_total 0"));
        world.app.storage.close().await;
        world.outside("GET", "/readyz").send().await.expect_problem(503, "unavailable");
        world.outside("GET", "/healthz").send().await.expect(200);
    }

    async fn a_database_that_is_away_is_said_so(world: World) {
        let person = crate::harness::Person::signed_up(&world, "nadia4821").await;
        world.app.storage.close().await;
        world.call("GET", "/session").bearer(&person.token).send().await.expect_problem(503, "unavailable");
        person.sign_in(&world).await.expect_problem(503, "unavailable");
        person.append(&world, 1).await.expect_problem(503, "unavailable");
    }
}
