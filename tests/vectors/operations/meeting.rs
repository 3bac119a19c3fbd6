use armoire::{
    client::calendar::Event,
    protocol::{Refusal, bytes::encode},
};
use serde_json::{Value, json};

use super::Input;

pub fn calendar(input: &Input<'_>) -> Result<Value, Refusal> {
    let event = Event {
        meeting: input.parsed("meeting"),
        account: input.parsed("account"),
        sequence: input.number("sequence"),
        written: input.number("written"),
        start: input.number("start"),
        end: input.number("end"),
        title: input.text("title"),
        place: input.has("place").then(|| input.text("place")),
        off: input.text("off") == "yes",
    };
    Ok(json!({"file": encode(event.to_file().as_bytes())}))
}
