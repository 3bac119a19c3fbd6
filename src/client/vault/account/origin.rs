use url::Url;

use crate::client::problem::{Problem, ProblemKind};

/// The address that is mixed into salts: the one the person uses, never one that the server alone names. On loopback any
/// port is the same place, so that a server may listen elsewhere tomorrow.
pub(super) fn origin_of(server: &Url, named: &str, former: Option<&str>) -> Result<String, Problem> {
    let used = server.origin().ascii_serialization();
    if let Some(former) = former {
        return Url::parse(former)
            .map(|url| url.origin().ascii_serialization())
            .map_err(|_| Problem::new(ProblemKind::Usage, "origin", "The former address can't be read."));
    }
    if named == used || (is_loopback(server) && Url::parse(named).is_ok_and(|named| is_loopback(&named))) {
        return Ok(named.to_owned());
    }
    Err(Problem::new(
        ProblemKind::Altered,
        "origin",
        format!("This server calls itself {named}, and you call it {used}. If it moved, name the former address."),
    ))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
