//! The list of who helps, taken out: for a phone's contacts, and on paper.

use std::fs;

use crate::{harness::Device, letters::Office};

/// Two who help and one who has.
fn fill(nadia: &Device) {
    let add = |arguments: &[&str]| nadia.run(["accompaniment", "add"].iter().chain(arguments)).json();
    add(&[
        "Luc Martin",
        "--organisation",
        "CCAS; Lille",
        "--site",
        "Fives",
        "--mission",
        "Housing, RSA",
        "--reach",
        "06 11 22 33 44, mornings",
    ]);
    add(&["أوا ديوب", "--team"]);
    add(&["<b>Past</b> & gone"]);
    nadia.run(["accompaniment", "end", "<b>Past</b> & gone"]).json();
}

const TEAM: &str = "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:أوا ديوب\r\nEND:VCARD\r\n";
const LUC: &str = "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\nFN:Luc Martin\r\nORG:CCAS\\; Lille\r\nADR:;;Fives;;;;\r\n\
    ROLE:Housing\\, RSA\r\nTEL:0611223344\r\nNOTE:06 11 22 33 44\\, mornings\r\nEND:VCARD\r\n";

#[test]
fn contacts_are_those_who_help_now() {
    let office = Office::new();
    let nadia = &office.nadia.device;
    fill(nadia);
    let told = nadia.run(["accompaniment", "--vcard", "contacts.vcf"]).json();
    let written = fs::read_to_string(nadia.path("contacts.vcf")).unwrap();
    assert_eq!(written, [LUC, TEAM].concat());
    assert_eq!((told["entries"].as_u64(), told["size"].as_u64()), (Some(2), Some(written.len() as u64)));
    nadia.run(["accompaniment", "--vcard", "contacts.vcf"]).problem(2, "file_exists");
    assert_eq!(nadia.read(["accompaniment", "--vcard", "-"]).text(), written);
    let all = nadia.read(["accompaniment", "--vcard", "-", "--past"]).text();
    assert!(all.starts_with(&written) && all.contains("FN:<b>Past</b> & gone\r\n"), "{all}");
    nadia.run(["accompaniment", "--vcard", "-"]).problem(2, "usage");
    nadia.run(["accompaniment", "--vcard", "nowhere/contacts.vcf"]).problem(2, "file");
    nadia.run(["accompaniment", "--past"]).problem(2, "usage");
    nadia.run(["accompaniment", "--vcard", "a", "--html", "b"]).problem(2, "usage");
}

#[test]
fn a_page_to_print_holds_words_and_nothing_else() {
    let office = Office::new();
    let nadia = &office.nadia.device;
    fill(nadia);
    let page = nadia.read(["accompaniment", "--html", "-", "--past"]).text();
    for said in [
        "<bdi>Luc Martin</bdi>",
        "<bdi>CCAS; Lille</bdi>",
        "<bdi>أوا ديوب</bdi>",
        "<bdi>&lt;b&gt;Past&lt;/b&gt; &amp; gone</bdi>",
        // Between words of Arabic its groups would change places.
        "<bdi><bdi dir=\"ltr\">06 11 22 33 44</bdi>, mornings</bdi>",
        "Who has helped",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert!(!page.contains("<b>") && !page.contains("<script") && page.contains("default-src 'none'"));
    let page = nadia.read(["accompaniment", "--html", "-"]).text();
    assert!(!page.contains("gone") && !page.contains("Who has helped"), "{page}");
    assert!(office.luc.device.read(["accompaniment", "--html", "-"]).text().contains("<p>Nobody.</p>"));
}

#[test]
fn of_somebody_elses_list_one_takes_what_is_shown() {
    let office = Office::new();
    let (nadia, awa) = (&office.nadia.device, &office.awa.device);
    fill(nadia);
    nadia.run(["accompaniment", "show", "Luc Martin", "--to", "Awa"]).json();
    assert_eq!(awa.read(["accompaniment", "--locker", "Nadia", "--vcard", "-"]).text(), LUC);
}
