//! `armoire trash`

use clap::Args;

use super::{
    answer::Answer,
    context::Context,
    locker::{Which, on},
    node::{Node, node},
    rename, sentences,
};
use crate::{
    client::{problem::Problem, vault::Shelf},
    protocol::id::NodeId,
};

/// Put documents or folders in the bin
///
/// They stay there until you restore or delete them.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  armoire trash k3fz")]
pub(super) struct Arguments {
    /// The documents or folders
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    locker: Which,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Problem> {
    let trash = |shelf: &mut dyn Shelf, id| shelf.trash(id);
    each(context, &arguments.locker, &arguments.ids, trash, sentences::trashed)
}

/// Does the same to each document or folder, all of them found before the first is touched.
pub(super) fn each(
    context: &Context,
    locker: &Which,
    ids: &[String],
    act: impl Fn(&mut dyn Shelf, NodeId) -> Result<(), Problem>,
    sentence: impl Fn(&str) -> String,
) -> Result<Answer, Problem> {
    on(context, locker, |shelf| {
        let nodes = ids.iter().map(|id| node(shelf, id)).collect::<Result<Vec<Node>, Problem>>()?;
        let mut answers = Vec::new();
        for before in nodes {
            act(shelf, before.id())?;
            let after = node(shelf, &before.id().to_string())?;
            answers.push(rename::answer(&after, sentence(before.name())));
        }
        let text = answers.iter().map(|answer| answer.text.as_str()).collect::<Vec<_>>().join("\n");
        let json: Vec<serde_json::Value> = answers.into_iter().map(|answer| answer.json).collect();
        Ok(Answer::new(json, text))
    })
}
