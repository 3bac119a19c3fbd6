//! Help that teaches, and mistakes in what is typed.

use crate::harness::Device;

const COMMANDS: [&str; 50] = [
    "signup",
    "signin",
    "signout",
    "recover",
    "folders",
    "add",
    "replace",
    "list",
    "get",
    "rename",
    "move",
    "trash",
    "restore",
    "delete",
    "versions",
    "journal",
    "verify",
    "export",
    "import",
    "sessions",
    "ways",
    "words",
    "card",
    "pin",
    "stolen",
    "rotate",
    "second-step",
    "invite",
    "join",
    "people",
    "vouch",
    "introduce",
    "grant",
    "grants",
    "revoke",
    "shared",
    "deposit",
    "inbox",
    "letters",
    "ask",
    "answer",
    "propose",
    "accept",
    "decline",
    "end",
    "accompaniment",
    "referent",
    "consents",
    "delete-account",
    "token",
];

#[test]
fn help_names_every_command_and_teaches_by_examples() {
    let device = Device::new("http://localhost:1");
    let help = device.read(["--help"]).text();
    for command in COMMANDS {
        assert!(help.lines().any(|line| line.trim_start().starts_with(command)), "{command}");
        let own = device.read([command, "--help"]).text();
        let teaches = own.contains("Example") || matches!(command, "signout" | "verify" | "token");
        assert!(teaches && own.contains("Usage:"), "{command}");
    }
    assert!(help.contains("Examples:") && help.contains("Exit codes:"));
}

#[test]
fn what_is_not_understood_is_a_usage_problem() {
    let device = Device::new("http://localhost:1");
    for arguments in [
        &["nosuch"][..],
        &[],
        &["get"],
        &["add"],
        &["export"],
        &["signup", "--server", "nonsense", "--handle", "nadia4821"],
        &["signup", "--server", "ftp://example.org", "--handle", "nadia4821"],
        &["signup", "--server", "http://localhost:1", "--handle", "nadia4821", "--language", "xx"],
        &["journal", "--last", "many"],
    ] {
        assert_eq!(device.read(arguments).code, 2, "{arguments:?}");
        let outcome = device.run(arguments);
        assert_eq!((outcome.code, outcome.stdout.len()), (2, 0), "{arguments:?}");
        let problem: serde_json::Value = serde_json::from_str(&outcome.stderr).expect("one JSON document");
        assert_eq!(problem["code"], "usage", "{arguments:?}");
    }
}

#[test]
fn a_problem_is_a_sentence_with_its_code() {
    let device = Device::new("http://localhost:1");
    let outcome = device.read(["list"]);
    assert_eq!((outcome.code, outcome.stdout.len()), (3, 0));
    assert!(outcome.stderr.starts_with("Nobody is signed in here.") && outcome.stderr.ends_with("[not_signed_in]\n"));
}
