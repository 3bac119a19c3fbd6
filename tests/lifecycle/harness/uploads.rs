use armoire::{
    client::{account::RecoverySecret, document::payload},
    protocol::id::ObjectId,
};
use data_encoding::BASE64;
use ureq::{
    Agent,
    http::{Request, Response, StatusCode, request::Builder},
};

use super::CommandLine;

/// Bytes of a part.
const PART: usize = 48 * 1024;

/// A sealed file on its way, as its sender knows it.
pub struct Upload {
    object: ObjectId,
    pub bytes: Vec<u8>,
    /// Where the server takes it, once it has said so.
    address: Option<String>,
    /// Bytes that the server said it has.
    acknowledged: usize,
}

impl Upload {
    /// A file, sealed to nobody that is kept; `number` tells its object from others.
    pub fn new(number: usize, file: &[u8]) -> Self {
        let mut bytes = Vec::new();
        let recipient = RecoverySecret::generate().identity().to_recipient();
        payload::seal(&recipient, file, file.len() as u64, &mut bytes).unwrap();
        let mut id = [7; 20];
        id[..8].copy_from_slice(&(number as u64).to_be_bytes());
        Self { object: ObjectId(id), bytes, address: None, acknowledged: 0 }
    }
}

/// A sender that speaks tus 1.0.
pub struct Uploads {
    agent: Agent,
    token: String,
    /// Where uploads begin.
    address: String,
}

impl Uploads {
    /// As the command line is signed in.
    pub fn of(line: &CommandLine) -> Self {
        let said = line.json(&["token"]);
        let text = |name: &str| said[name].as_str().unwrap().to_owned();
        // Each request has its own connection: one that was kept open would know of the power cut before the next request does.
        let agent = Agent::config_builder().http_status_as_error(false).max_idle_connections(0).build().into();
        Self { agent, token: text("token"), address: text("tus") }
    }

    /// Sends what the server doesn't have yet.
    pub fn go_on(&self, upload: &mut Upload) -> Result<(), ureq::Error> {
        while upload.acknowledged < upload.bytes.len() {
            self.send_part(upload)?;
        }
        Ok(())
    }

    /// One part; the first one begins the upload.
    pub fn send_part(&self, upload: &mut Upload) -> Result<(), ureq::Error> {
        let address = match upload.address.clone() {
            Some(address) => address,
            None => self.begin(upload)?,
        };
        let end = upload.bytes.len().min(upload.acknowledged + PART);
        let request = self
            .request("PATCH", &address)
            .header("upload-offset", upload.acknowledged)
            .header("content-type", "application/offset+octet-stream");
        let answer = self.agent.run(request.body(&upload.bytes[upload.acknowledged..end]).unwrap())?;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
        upload.acknowledged = offset(&answer);
        Ok(())
    }

    fn begin(&self, upload: &mut Upload) -> Result<String, ureq::Error> {
        let object = BASE64.encode(upload.object.to_string().as_bytes());
        let request = self
            .request("POST", &self.address)
            .header("upload-length", upload.bytes.len())
            .header("upload-metadata", format!("object {object}"));
        let answer = self.agent.run(request.body(()).unwrap())?;
        assert_eq!(answer.status(), StatusCode::CREATED);
        let place = answer.headers()["location"].to_str().unwrap();
        let begins: url::Url = self.address.parse().unwrap();
        let address = begins.join(place).unwrap().to_string();
        upload.address = Some(address.clone());
        Ok(address)
    }

    /// Goes on after a cut where the server is: at least where it said it was, and not beyond what there is.
    pub fn look_after_cut(&self, upload: &mut Upload) {
        let Some(address) = &upload.address else { return };
        let answer = self.agent.run(self.request("HEAD", address).body(()).unwrap()).unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let there = offset(&answer);
        assert!(there >= upload.acknowledged, "acknowledged {}, has {there}", upload.acknowledged);
        assert!(there <= upload.bytes.len(), "has {there}, more than there is");
        upload.acknowledged = there;
    }

    /// The object as it is given out.
    pub fn object(&self, upload: &Upload) -> Vec<u8> {
        let address = self.address.replace("/uploads", &format!("/objects/{}", upload.object));
        let mut answer = self.agent.run(self.request("GET", &address).body(()).unwrap()).unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.body_mut().read_to_vec().unwrap()
    }

    fn request(&self, method: &str, address: &str) -> Builder {
        Request::builder()
            .method(method)
            .uri(address)
            .header("tus-resumable", "1.0.0")
            .header("authorization", format!("Bearer {}", self.token))
    }
}

fn offset(answer: &Response<ureq::Body>) -> usize {
    answer.headers()["upload-offset"].to_str().unwrap().parse().unwrap()
}
