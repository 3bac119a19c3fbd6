use std::process::Output;

use serde_json::Value;

/// What a command came to.
#[derive(Debug)]
pub struct Outcome {
    pub code: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("it ended by itself"),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

impl Outcome {
    /// The text of a command that went well.
    #[track_caller]
    pub fn text(&self) -> String {
        assert_eq!(self.code, 0, "{}", self.stderr);
        String::from_utf8(self.stdout.clone()).expect("text")
    }

    /// The one JSON document of a command that went well and had nothing else to say.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""));
        self.document()
    }

    /// The one JSON document on standard output.
    #[track_caller]
    pub fn document(&self) -> Value {
        serde_json::from_slice(&self.stdout).expect("one JSON document")
    }

    /// The problem document of a command that failed with `exit`; gives it when its code is `code`.
    #[track_caller]
    pub fn problem(&self, exit: i32, code: &str) -> Value {
        let problem: Value =
            self.stderr.lines().last().and_then(|line| serde_json::from_str(line).ok()).unwrap_or_default();
        assert_eq!((self.code, problem["code"].as_str()), (exit, Some(code)), "{}", self.stderr);
        assert_eq!(problem["type"], "about:blank");
        assert!(!problem["title"].as_str().unwrap().is_empty());
        assert!(problem["detail"].as_str().unwrap().ends_with(['.', '?']), "a whole sentence: {problem}");
        problem
    }
}
