//! `words`, `words_text`, `words_secret`, `handle`.

use armoire::client::account::{Language, Words};
use serde_json::json;

use super::{Scenarios, envelope::accepted};

const ORIGIN: &str = "https://armoire.example";

pub fn add(scenarios: &mut Scenarios) {
    add_typed(scenarios);
    add_refused(scenarios);
    add_secrets(scenarios);
    add_handles(scenarios);
}

/// Words that hold an accent in French, an ending that begins another word, and the first and last of the list.
const INDEXES: [u16; 5] = [0, 2047, 600, 1234, 77];

fn add_typed(scenarios: &mut Scenarios) {
    let words = Words::from_indexes(INDEXES).unwrap();
    let input = json!({"indexes": INDEXES});
    let ok = accepted("words_text", &input).unwrap();
    scenarios.ok("words_text/indexes", "Five indexes, as three languages show them.", &input, ok);
    for language in Language::ALL {
        let text = words.expose_secret_text(language);
        let ok = json!({"language": language.code(), "indexes": INDEXES});
        scenarios.ok(&format!("words/{}", language.code()), "As they are shown.", &json!({"text": *text}), ok.clone());
        let upper = text.to_uppercase().replace(' ', " - ");
        scenarios.ok(
            &format!("words/{}-upper-case", language.code()),
            "In upper case, with dashes between.",
            &json!({"text": upper}),
            ok.clone(),
        );
        let short: Vec<String> = text.split(' ').map(|word| word.chars().take(4).collect()).collect();
        scenarios.ok(
            &format!("words/{}-four-letters", language.code()),
            "The first four letters of each.",
            &json!({"text": short.join("\n")}),
            ok,
        );
    }
    let accented = Words::parse("éclair élève école étoile évasion").map(|(words, _)| *words.expose_secret_indexes());
    let composed = Words::parse("e\u{301}clair ele\u{300}ve ecole etoile evasion")
        .map(|(words, _)| *words.expose_secret_indexes());
    if let (Ok(indexes), Ok(same)) = (accented, composed) {
        assert_eq!(indexes, same);
    }
    let input = json!({"text": "ABAISSER, Zoologie; e\u{301}ternel.école eleve"});
    let ok = accepted("words", &input).unwrap();
    scenarios.ok("words/accents", "Accents composed, decomposed and left out; punctuation between.", &input, ok);
    let input = json!({"text": "act action actor actress actual"});
    let ok = accepted("words", &input).unwrap();
    scenarios.ok("words/whole-before-beginning", "A whole word of three letters, though it begins others.", &input, ok);
}

fn add_refused(scenarios: &mut Scenarios) {
    let mut unknown = |name: &str, about: &str, text: &str, place: u8| {
        scenarios.refused_at(&format!("words/{name}"), about, &json!({"text": text}), "words_unknown", place);
    };
    unknown("misspelt", "The fourth word is in no list.", "abaisser abandon abdiquer abeillz abolir", 4);
    unknown("four", "Four words.", "abaisser abandon abdiquer abeille", 5);
    unknown("six", "Six words.", "abaisser abandon abdiquer abeille abolir aborder", 6);
    unknown("nothing", "Nothing was typed.", " \n ", 1);
    unknown("three-letters", "Three letters that aren't a word.", "abaisser zoo abd abeille abolir", 2);
    unknown("two-languages", "Four French words and an English one.", "abaisser abdiquer abeille abolir zebra", 5);
    unknown("number-0", "0000 is no number of the list.", "0001 0002 0003 0000 0005", 4);
    unknown("number-2049", "2049 is no number of the list.", "0001 0002 0003 0004 2049", 5);
    unknown("longer", "A word with letters after its end.", "abaisser abandonner abdiquer abeille abolir", 2);
    let shared: Vec<String> = shared_words().into_iter().take(5).collect();
    scenarios.refused(
        "words/ambiguous",
        "Five words that are in the French list and in the English one.",
        &json!({"text": shared.join(" ")}),
        "words_ambiguous",
    );
}

/// Words that stand, whole, in both lists.
fn shared_words() -> Vec<String> {
    let list = |language| -> Vec<String> {
        (0..2048_u16)
            .map(|index| {
                Words::from_indexes([index; 5])
                    .unwrap()
                    .expose_secret_text(language)
                    .split(' ')
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    };
    let english = list(Language::English);
    list(Language::French).into_iter().filter(|word| english.contains(word)).collect()
}

fn add_secrets(scenarios: &mut Scenarios) {
    let words = Words::from_indexes(INDEXES).unwrap();
    let text = |language| words.expose_secret_text(language).to_string();
    let mut secret = |name: &str, about: &str, text: String, origin: &str, handle: &str| {
        let input = json!({"text": text, "origin": origin, "handle": handle});
        let ok = accepted("words_secret", &input).unwrap();
        scenarios.ok(&format!("words_secret/{name}"), about, &input, ok.clone());
        ok
    };
    let french = secret("fr", "French words.", text(Language::French), ORIGIN, "nadia4821");
    let numbers = secret(
        "numbers",
        "The same as numbers, and the handle as it was typed: the same P.",
        text(Language::Numbers),
        ORIGIN,
        "Nadia 4821",
    );
    let english = secret("en", "The same in English: the same P.", text(Language::English), ORIGIN, "nadia-4821");
    assert!(french == numbers && numbers == english);
    let elsewhere = secret(
        "other-origin",
        "Another origin gives another P.",
        text(Language::French),
        "http://localhost:8080",
        "nadia4821",
    );
    let another =
        secret("other-handle", "Another handle gives another P.", text(Language::French), ORIGIN, "nadia4822");
    assert!(french != elsewhere && french != another);
    scenarios.refused(
        "words_secret/no-handle",
        "Not a handle: nothing is derived.",
        &json!({"text": text(Language::French), "origin": ORIGIN, "handle": "nadia"}),
        "handle",
    );
}

fn add_handles(scenarios: &mut Scenarios) {
    let longest = format!("{}0000", "a".repeat(32));
    let good = [
        ("plain", "nadia4821", "nadia4821"),
        ("typed", " Nadia-4821 ", "nadia4821"),
        ("accents", "Élodie d'Été 0007", "elodiedete0007"),
        ("digits-in-name", "r2d2 1977", "r2d21977"),
        ("shortest", "a0000", "a0000"),
        ("longest", &*longest, &*longest),
    ];
    for (name, text, handle) in good {
        scenarios.ok(
            &format!("handle/{name}"),
            "A name and four digits.",
            &json!({"text": text}),
            json!({"handle": handle}),
        );
    }
    let long = format!("{}0000", "a".repeat(33));
    let spaces = format!("nadia4821{}", " ".repeat(1024));
    let bad = [
        ("no-digits", "nadia", "No digits."),
        ("three-digits", "nadia482", "Three digits."),
        ("digits-first", "4821nadia", "The digits come first."),
        ("digits-only", "12345678", "No letter at its beginning."),
        ("four-digits-only", "4821", "No name."),
        ("too-long", &*long, "A name of 33 letters."),
        ("other-script", "ναδία4821", "Letters that aren't Latin."),
        ("sharp-s", "groß4821", "A letter that isn't one of a to z without its accent."),
        ("nothing", "", "Nothing was typed."),
        ("spaces", &*spaces, "A handle, and more spaces than are looked at."),
    ];
    for (name, text, about) in bad {
        scenarios.refused(&format!("handle/{name}"), about, &json!({"text": text}), "handle");
    }
}
