use super::{ACCESS_KEY, BUCKET, Database, S3Server, SECRET_KEY};

/// Where a server keeps what it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stores {
    /// SQLite and files, as it comes.
    Beside,
    /// PostgreSQL, for PINs too, and a bucket, as several servers need.
    Elsewhere,
}

impl Stores {
    /// Whether someone said aloud that one half of it is to be left out.
    pub fn only_beside() -> bool {
        Database::only_sqlite() || S3Server::only_folder()
    }

    /// New and empty ones: the server's variables, and the bucket, which goes when dropped.
    pub fn create(self) -> (Vec<(String, String)>, Option<S3Server>) {
        if self == Self::Beside {
            return (Vec::new(), None);
        }
        let (bucket, [database, pins]) = (S3Server::start(), databases());
        let address = bucket.address();
        let variables = [
            ("ARMOIRE_DATABASE", database.as_str()),
            ("ARMOIRE_PINS_DATABASE", &pins),
            ("ARMOIRE_S3_ENDPOINT", &address),
            ("ARMOIRE_S3_BUCKET", BUCKET),
            ("ARMOIRE_S3_ACCESS_KEY", ACCESS_KEY),
            ("ARMOIRE_S3_SECRET_KEY", SECRET_KEY),
        ];
        (variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into(), Some(bucket))
    }
}

fn databases() -> [String; 2] {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // Its folder is for SQLite alone.
    let create = || match runtime.block_on(Database::Postgres.create("".as_ref())) {
        armoire::server::storage::Location::Postgres(address) => address,
        armoire::server::storage::Location::Sqlite(_) => unreachable!(),
    };
    [create(), create()]
}

/// Defines tests of these journeys, each with what a server keeps beside it and elsewhere.
macro_rules! on_both {
    ($($journey:ident),* $(,)?) => {
        mod on_sqlite_and_files {
            $(
                #[test]
                fn $journey() {
                    super::$journey($crate::harness::Stores::Beside);
                }
            )*
        }

        mod on_postgres_and_s3 {
            $(
                #[test]
                fn $journey() {
                    if !$crate::harness::Stores::only_beside() {
                        super::$journey($crate::harness::Stores::Elsewhere);
                    }
                }
            )*
        }
    };
}

pub(crate) use on_both;
