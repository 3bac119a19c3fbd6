//! SQL texts. Each is written once, for both engines, and registered so that a test prepares it on each.

/// One SQL text: portable, parameters `$1` to `$n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it is called in the source, for metrics and for tests of their order.
    pub name: &'static str,
    /// The text.
    pub sql: &'static str,
}

/// Declares statements and, as `ALL`, the list of them. The only way to make one.
macro_rules! statements {
    ($($name:ident = $sql:literal;)*) => {
        $( pub(in $crate::server) const $name: $crate::server::storage::Statement =
            $crate::server::storage::Statement { name: stringify!($name), sql: $sql }; )*

        pub(in $crate::server) const ALL: &[$crate::server::storage::Statement] = &[$($name),*];
    };
}

pub(in crate::server) use statements;
