use armoire::protocol::act::{Act, write_frame};
use ureq::{Agent, http::Request};

/// What the server answers to a request that no client of ours sends.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Sorted; without the time and the request's number, which differ each time.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The problem's code.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// Sends bytes of a media type, in a session or in none.
pub fn ask(method: &str, address: &str, token: Option<&str>, (media_type, body): (&str, &[u8])) -> Answer {
    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
    let mut request = Request::builder().method(method).uri(address).header("content-type", media_type);
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let mut response = agent.run(request.body(body).unwrap()).unwrap();
    let text = |value: &ureq::http::HeaderValue| value.to_str().unwrap().to_owned();
    let mut headers: Vec<(String, String)> =
        response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    headers.retain(|(name, _)| name != "date" && name != "x-request-id");
    headers.sort();
    Answer { status: response.status().as_u16(), headers, body: response.body_mut().read_to_vec().unwrap() }
}

/// Acts as they travel.
pub fn frames(acts: &[Act]) -> Vec<u8> {
    let mut frames = Vec::new();
    for act in acts {
        write_frame(&mut frames, act);
    }
    frames
}
