//! What is said about what one has asked for and handed in.

use crate::client::document::asked::Asked;

pub(in crate::client::command) const ASKED_HEADINGS: [&str; 6] =
    ["ASKED OF", "ON (UTC)", "PAPERS", "UNTIL (UTC)", "WHAT FOR", "ANSWER"];
pub(in crate::client::command) const HANDED_HEADINGS: [&str; 5] = ["ID", "HANDED IN TO", "ON (UTC)", "NAME", "SIZE"];
pub(in crate::client::command) const NOTHING_ASKED: &str = "You have asked nobody for papers, and handed nothing in.";

/// The papers by name; once they are answered, those that were lent with a sign before them.
pub(in crate::client::command) fn asked_papers(asked: &Asked) -> String {
    let name = |(place, paper): (usize, &crate::client::document::letter::AskedPaper)| {
        let granted = asked.answer.as_ref().and_then(|answer| answer.granted.get(place));
        match granted {
            None => paper.name.clone(),
            Some(true) => format!("{} (lent)", paper.name),
            Some(false) => format!("{} (no)", paper.name),
        }
    };
    asked.papers.iter().enumerate().map(name).collect::<Vec<_>>().join(", ")
}

pub(in crate::client::command) fn asked_answer(asked: &Asked) -> String {
    let Some(answer) = &asked.answer else { return "not yet".to_owned() };
    let lent = answer.granted.iter().filter(|granted| **granted).count();
    let motive = answer.motive.as_ref().map_or_else(String::new, |motive| format!(": {motive}"));
    format!("{lent} of {}{motive}", answer.granted.len())
}
