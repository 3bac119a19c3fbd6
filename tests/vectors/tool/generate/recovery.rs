//! `recovery_card`, `recovery_typed`, `recovery_qr`.

use armoire::{
    client::{
        account::RecoverySecret,
        hazmat::{Secret, random},
    },
    protocol::{bytes::encode, id::AccountId},
};
use serde_json::{Value, json};

use super::{Scenarios, envelope::accepted};

const ORIGIN: &str = "https://armoire.example";

pub fn add(scenarios: &mut Scenarios) {
    let secret = RecoverySecret::generate();
    add_cards(scenarios);
    add_typed(scenarios, &secret);
    add_scanned(scenarios, &secret);
}

fn bytes(secret: &RecoverySecret) -> String {
    encode(secret.expose_secret().expose_secret_bytes())
}

fn add_cards(scenarios: &mut Scenarios) {
    let counting: [u8; 16] = std::array::from_fn(|place| u8::try_from(place).unwrap());
    for (name, secret) in [("zeros", [0; 16]), ("ones", [0xff; 16]), ("counting", counting)] {
        let input = json!({"secret": encode(&secret), "account": AccountId([3; 20]).to_string(), "origin": "https://armoire.example:8443"});
        let ok = accepted("recovery_card", &input).unwrap();
        scenarios.ok(
            &format!("recovery_card/{name}"),
            "What stands on the card, and what the server is told.",
            &input,
            ok,
        );
    }
}

fn add_typed(scenarios: &mut Scenarios, secret: &RecoverySecret) {
    let text = secret.expose_secret_groups();
    let groups: Vec<&str> = text.split(' ').collect();
    let ok = json!({"secret": bytes(secret)});
    let input = |text: &str| json!({"text": text});
    scenarios.ok("recovery_typed/spaces", "Nine groups with spaces.", &input(&text), ok.clone());
    scenarios.ok(
        "recovery_typed/dashes",
        "Nine groups with dashes and lines.",
        &input(&groups.join(" -\n")),
        ok.clone(),
    );
    scenarios.ok("recovery_typed/together", "54 digits.", &input(&groups.concat()), ok);

    for place in [0, 4, 8] {
        let mut mistaken = groups.clone();
        let digit = mistaken[place].as_bytes()[3] - b'0';
        let wrong = format!("{}{}{}", &mistaken[place][..3], (digit + 1) % 10, &mistaken[place][4..]);
        mistaken[place] = &wrong;
        let number = u8::try_from(place + 1).unwrap();
        let name = format!("recovery_typed/mistake-in-{number}");
        scenarios.refused_at(
            &name,
            "One wrong digit: its group is named.",
            &input(&mistaken.join(" ")),
            "card_group",
            number,
        );
    }
    let swapped = neighbours_exchanged(&groups);
    scenarios.refused_at(
        "recovery_typed/digits-exchanged",
        "Two neighbouring digits of a group exchanged.",
        &input(&swapped.0),
        "card_group",
        swapped.1,
    );
    let mut letter = groups.clone();
    let with_letter = format!("O{}", &letter[1][1..]);
    letter[1] = &with_letter;
    scenarios.refused_at(
        "recovery_typed/letter",
        "The letter O in the second group.",
        &input(&letter.join(" ")),
        "card_group",
        2,
    );
    let mut high = groups.clone();
    high[2] = "720896";
    scenarios.refused_at(
        "recovery_typed/too-high",
        "A multiple of eleven above 720,885.",
        &input(&high.join(" ")),
        "card_group",
        3,
    );
    scenarios.refused_at(
        "recovery_typed/eight-groups",
        "The ninth group is missing.",
        &input(&groups[..8].join(" ")),
        "card_group",
        9,
    );
    scenarios.refused_at(
        "recovery_typed/ten-groups",
        "A tenth group.",
        &input(&format!("{} 000011", *text)),
        "card_group",
        9,
    );
    scenarios.refused_at("recovery_typed/nothing", "Nothing was typed.", &input(""), "card_group", 1);
    let mut exchanged = groups.clone();
    exchanged.swap(0, 1);
    scenarios.refused(
        "recovery_typed/groups-exchanged",
        "Two good groups exchanged.",
        &input(&exchanged.join(" ")),
        "card_check",
    );
    let other = RecoverySecret::generate().expose_secret_groups();
    let mixed = [&groups[..4], &other.split(' ').collect::<Vec<_>>()[4..]].concat();
    scenarios.refused("recovery_typed/two-cards", "Groups of two cards.", &input(&mixed.join(" ")), "card_check");
}

/// The groups with two neighbouring digits exchanged, and the number of the group where that is.
fn neighbours_exchanged(groups: &[&str]) -> (String, u8) {
    for (number, group) in (1_u8..).zip(groups) {
        for place in 0..5 {
            let mut digits = group.as_bytes().to_vec();
            if digits[place] != digits[place + 1] {
                digits.swap(place, place + 1);
                let mut groups: Vec<String> = groups.iter().map(|group| (*group).to_owned()).collect();
                groups[usize::from(number) - 1] = String::from_utf8(digits).unwrap();
                return (groups.join(" "), number);
            }
        }
    }
    panic!("every digit of a random card is the same")
}

fn add_scanned(scenarios: &mut Scenarios, secret: &RecoverySecret) {
    let account = AccountId(random::bytes());
    let input = |text: &str| json!({"text": text});
    let ok =
        |origin: &str| -> Value { json!({"secret": bytes(secret), "account": account.to_string(), "origin": origin}) };
    let text = secret.expose_secret_qr(account, ORIGIN).to_string();
    scenarios.ok("recovery_qr/good", "A scanned card.", &input(&text), ok(ORIGIN));
    let local = secret.expose_secret_qr(account, "http://localhost:8080").to_string();
    scenarios.ok("recovery_qr/port", "An origin with a port.", &input(&local), ok("http://localhost:8080"));

    let digits = secret.expose_secret_groups().replace(' ', "");
    let upper = account.to_string().to_uppercase();
    let mut malformed = |name: &str, about: &str, text: &str| {
        scenarios.refused(&format!("recovery_qr/{name}"), about, &input(text), "malformed");
    };
    malformed("lower-case", "Lower case: not what a card holds.", &text.to_lowercase());
    malformed("version-2", "Another version of the card.", &text.replace("ARMOIRE:1:", "ARMOIRE:2:"));
    malformed("address", "A web address.", "HTTPS://ARMOIRE.EXAMPLE/");
    malformed("no-origin", "Without an origin.", &format!("ARMOIRE:1:{upper}:{digits}"));
    malformed("short-account", "An account of 31 characters.", &text.replace(&upper, &upper[..31]));
    malformed("origin-with-path", "An origin with a path.", &format!("{text}/X"));
    malformed("origin-of-another-scheme", "An origin that isn't http or https.", &text.replace("HTTPS:", "FTP:"));
    malformed("spaces-in-digits", "Spaces between the groups.", &text.replace(&digits, &secret.expose_secret_groups()));
    malformed("nothing", "No text.", "");
    let mut wrong = digits.clone().into_bytes();
    wrong[7] = if wrong[7] == b'9' { b'0' } else { wrong[7] + 1 };
    let wrong = text.replace(&digits, std::str::from_utf8(&wrong).unwrap());
    scenarios.refused_at("recovery_qr/digit-altered", "One digit altered.", &input(&wrong), "card_group", 2);
    let other = RecoverySecret::from_secret(Secret::generate()).expose_secret_groups().replace(' ', "");
    let mixed = text.replace(&digits, &format!("{}{}", &digits[..24], &other[24..]));
    scenarios.refused("recovery_qr/two-cards", "Digits of two cards.", &input(&mixed), "card_check");
}
