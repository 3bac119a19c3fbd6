use armoire::{
    client::{
        document::{
            HandedIn, Letter,
            handed_in::{self, DepositPlace},
        },
        people::{
            Carrier, Introduction, Invitation, Person, Referent, Vouch, find, greeting as greetings, reply as replies,
        },
    },
    protocol::{Refusal, bytes::encode, card::CardChain},
};
use serde_json::{Value, json};

use super::Input;

pub fn invitation(input: &Input<'_>) -> Result<Value, Refusal> {
    let Invitation { inviter, card, secret, origin, carrier } = Invitation::parse(input.text("text"))?;
    Ok(json!({
        "inviter": inviter,
        "card": card,
        "secret": encode(secret.expose_secret_bytes()),
        "origin": origin,
        "carrier": carrier.name(),
    }))
}

pub fn invitation_texts(input: &Input<'_>) -> Result<Value, Refusal> {
    let text = |carrier| {
        let (inviter, card, secret) = (input.parsed("inviter"), input.hash("card"), input.key("secret"));
        let invitation = Invitation { inviter, card, secret, origin: input.text("origin").to_owned(), carrier };
        invitation.expose_secret_text().to_string()
    };
    Ok(json!({"qr": text(Carrier::Qr), "link": text(Carrier::Link), "find": find(&input.key("secret"))}))
}

pub fn greeting(input: &Input<'_>) -> Result<Value, Refusal> {
    let (who, vouch) = greetings::open(&input.key("secret"), input.parsed("inviter"), &input.bytes("sealed"))?;
    Ok(introduction(&who, vouch.as_ref()))
}

pub fn reply(input: &Input<'_>) -> Result<Value, Refusal> {
    let secret = input.key("secret");
    let to = replies::Answered { secret: &secret, inviter: input.parsed("inviter"), card: input.hash("card") };
    let invitee = input.parsed("invitee");
    let reply = replies::open(to, invitee, &input.bytes("sealed"))?;
    let chain = CardChain::verify(invitee, &input.cards("cards"))?;
    let card = reply.verify(&chain)?;
    let mut ok = introduction(&reply.introduction(), reply.vouch());
    ok["number"] = card.content.number.into();
    Ok(ok)
}

pub fn letter(input: &Input<'_>) -> Result<Value, Refusal> {
    let objects = serde_json::from_value(input.value("objects").clone()).expect("objects as acts name them");
    let place = DepositPlace {
        author: input.parsed("author"),
        locker: input.parsed("locker"),
        node: input.parsed("node"),
        objects,
    };
    let (inbox, epoch, time) = (input.identity("identity"), input.number("epoch"), input.number("time"));
    let (what, heads) = handed_in::open(&inbox, epoch, &place, time, &input.bytes("file"))?;
    let mut ok = match what {
        HandedIn::Paper(label) => json!({"form": "paper", "label": {"name": label.name}}),
        HandedIn::Letter(letter) => json!({"form": letter.form(), "label": letter}),
    };
    for (key, head) in [("own", heads.own), ("seen", heads.seen)] {
        if let Some(head) = head {
            ok[key] = json!([head.seq, head.hash]);
        }
    }
    Ok(ok)
}

pub fn referent(input: &Input<'_>) -> Result<Value, Refusal> {
    let steps = serde_json::from_value(input.value("steps").clone()).map_err(|_| Refusal::Malformed)?;
    let referent = Referent::read(steps)?;
    let taken = if input.has("letter") {
        let (form, label) = (input.text("form"), input.value("letter").clone());
        let letter = Letter::from_value(form, label)?;
        referent.taken_from(&letter, input.hash("act"), input.number("time"))
    } else {
        None
    };
    let mut ok = json!({"state": referent.newest().map_or("none", |step| step.state.name())});
    if let Some(step) = taken {
        ok["taken"] = serde_json::to_value(step).expect("plain data");
    }
    Ok(ok)
}

pub fn vouch(input: &Input<'_>) -> Result<Value, Refusal> {
    let vouch = Vouch::read(&input.bytes("vouch"))?;
    let mut pinned = input.value("pin").clone();
    for (key, value) in [("trust", json!("scanned")), ("name", json!("CCAS")), ("since", json!(0))] {
        pinned[key] = value;
    }
    let organisation = Person::read(&pinned).expect("a person");
    // What isn't this account's chain is refused before anything is compared with it.
    let cards = input.cards("cards");
    let chain = CardChain::verify(organisation.account, &cards)?;
    vouch.check(input.parsed("member"), &organisation, &chain, input.number("now"))?;
    let kept = vouch.kept();
    let mut ok = json!({"organisation": kept.organisation, "role": kept.role, "until": kept.until});
    if let Some(site) = kept.site {
        ok["site"] = site.into();
    }
    Ok(ok)
}

pub fn trust(input: &Input<'_>) -> Result<Value, Refusal> {
    let read = |value: &Value| Person::read(value).expect("a person");
    let people: Vec<Person> = input.items("people").iter().map(|person| read(person.0)).collect();
    let person = read(input.value("person")).among(&people, input.number("now"));
    let mut ok = json!({"trust": person.trust.name()});
    if let Some(vouch) = person.vouched_by() {
        ok["by"] = json!(vouch.organisation);
    }
    Ok(ok)
}

fn introduction(who: &Introduction, vouch: Option<&Vouch>) -> Value {
    let mut introduction = serde_json::to_value(who).expect("plain data");
    if let Some(vouch) = vouch {
        introduction["vouch"] = json!(vouch);
    }
    introduction
}
