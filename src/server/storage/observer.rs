//! Someone who watches what is asked of the database: metrics, and tests that compare the order of calls.

use super::Statement;

/// Told of each statement before it runs, and of the end of each transaction.
pub trait Observer: Send + Sync + 'static {
    /// A statement is about to run.
    fn statement(&self, statement: Statement);

    /// A transaction of `use_cases` use cases was committed with one flush to disk.
    fn committed(&self, use_cases: usize);
}

/// Watches nothing.
#[derive(Clone, Copy, Debug)]
pub struct Nobody;

impl Observer for Nobody {
    fn statement(&self, _: Statement) {}

    fn committed(&self, _: usize) {}
}
