//! The schema, one numbered file a step, with the same numbers for both engines.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};

macro_rules! steps {
    ($engine:literal) => {
        [
            (1, "core", include_str!(concat!("../../../../migrations/", $engine, "/0001_core.sql"))),
            (2, "deletion", include_str!(concat!("../../../../migrations/", $engine, "/0002_deletion.sql"))),
            (3, "uploads", include_str!(concat!("../../../../migrations/", $engine, "/0003_uploads.sql"))),
        ]
    };
}

/// SQLite's.
pub fn sqlite() -> Migrator {
    migrator(&steps!("sqlite"))
}

/// PostgreSQL's.
pub fn postgres() -> Migrator {
    migrator(&steps!("postgres"))
}

fn migrator(steps: &[(i64, &'static str, &'static str)]) -> Migrator {
    let step = |&(number, name, sql): &(i64, &'static str, &'static str)| {
        Migration::new(number, Cow::Borrowed(name), MigrationType::Simple, sqlx::SqlSafeStr::into_sql_str(sql), false)
    };
    Migrator::with_migrations(steps.iter().map(step).collect())
}
