//! The schema, one numbered file a step, with the same numbers for both engines.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};

/// What a database is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// Accounts, lockers and all that is in a backup.
    Armoire,
    /// PINs and their tries, which never are.
    Pins,
}

macro_rules! steps {
    ($engine:literal) => {
        &[
            (1, "core", include_str!(concat!("../../../../migrations/", $engine, "/0001_core.sql"))),
            (2, "deletion", include_str!(concat!("../../../../migrations/", $engine, "/0002_deletion.sql"))),
            (3, "uploads", include_str!(concat!("../../../../migrations/", $engine, "/0003_uploads.sql"))),
            (4, "ways", include_str!(concat!("../../../../migrations/", $engine, "/0004_ways.sql"))),
            (5, "people", include_str!(concat!("../../../../migrations/", $engine, "/0005_people.sql"))),
            (6, "blocked", include_str!(concat!("../../../../migrations/", $engine, "/0006_blocked.sql"))),
        ]
    };
}

macro_rules! steps_of_pins {
    ($engine:literal) => {
        &[(1, "pins", include_str!(concat!("../../../../migrations/pins/", $engine, "/0001_pins.sql")))]
    };
}

/// A number, a name and SQL.
type OneStep = (i64, &'static str, &'static str);

impl Schema {
    /// Its steps on SQLite.
    pub(super) fn sqlite(self) -> Migrator {
        migrator(match self {
            Self::Armoire => steps!("sqlite"),
            Self::Pins => steps_of_pins!("sqlite"),
        })
    }

    /// Its steps on PostgreSQL.
    pub(super) fn postgres(self) -> Migrator {
        migrator(match self {
            Self::Armoire => steps!("postgres"),
            Self::Pins => steps_of_pins!("postgres"),
        })
    }
}

fn migrator(steps: &[OneStep]) -> Migrator {
    let step = |&(number, name, sql): &OneStep| {
        Migration::new(number, Cow::Borrowed(name), MigrationType::Simple, sqlx::SqlSafeStr::into_sql_str(sql), false)
    };
    Migrator::with_migrations(steps.iter().map(step).collect())
}
