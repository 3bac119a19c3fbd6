//! What a store may answer instead, each as a sentence for an operator.

use std::{fmt, io};

use aws_sdk_s3::{
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
};

use crate::server::objects::ObjectError;

/// Characters of the store's own words that are passed on.
const SAID: usize = 200;

/// Why a request to the store failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No connection.
    Unreachable,
    /// A connection, but no answer in time.
    Slow,
    /// It says that it can't now.
    Busy,
    /// We don't ask: it failed too often just now.
    Away,
    /// It doesn't know the access key.
    UnknownKey,
    /// The signature isn't right.
    WrongSecret,
    /// The signature's time isn't right.
    Clock,
    /// The signature's region isn't right, or the bucket is elsewhere.
    Region,
    /// No such bucket.
    NoBucket,
    /// A policy forbids it.
    Forbidden,
    /// No such object.
    Missing,
    /// No room is left.
    Full,
    /// It received other bytes than were sent.
    Damaged,
    /// It doesn't have this function.
    Unknown,
    /// Anything else.
    Other,
}

/// A failed request.
#[derive(Clone, Debug, thiserror::Error)]
pub struct Fault {
    /// Why.
    pub kind: Kind,
    /// What the store itself says: for an operator who asks, not for logs, since it may name objects.
    pub said: Option<String>,
}

impl Fault {
    /// Reads an answer of the store, or why there was none.
    pub fn of<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Self {
        match error {
            SdkError::TimeoutError(_) => Kind::Slow.into(),
            SdkError::DispatchFailure(failure) if failure.is_timeout() => Kind::Slow.into(),
            SdkError::DispatchFailure(_) => Kind::Unreachable.into(),
            SdkError::ServiceError(answered) => {
                let (code, said) = (answered.err().code(), answered.err().message());
                Self::answered(answered.raw().status().as_u16(), code, said)
            }
            // An answer that can't be read, such as one cut in the middle or a proxy's page.
            SdkError::ResponseError(answered) => Self::answered(answered.raw().status().as_u16(), None, None),
            _ => Kind::Other.into(),
        }
    }

    /// Reads a status with the code and the sentence that came with it. Answers to HEAD have neither.
    fn answered(status: u16, code: Option<&str>, said: Option<&str>) -> Self {
        let says = |part: &str| said.is_some_and(|said| said.to_ascii_lowercase().contains(part));
        let kind = match (code.unwrap_or_default(), status) {
            ("InvalidAccessKeyId" | "NotSignedUp", _) => Kind::UnknownKey,
            ("SignatureDoesNotMatch", _) => Kind::WrongSecret,
            ("RequestTimeTooSkewed" | "RequestExpired", _) => Kind::Clock,
            ("AuthorizationHeaderMalformed" | "PermanentRedirect" | "TemporaryRedirect", _) | (_, 301 | 307) => {
                Kind::Region
            }
            // Garage has one code for all of these.
            ("AccessDenied" | "Forbidden", _) if says("no such key") => Kind::UnknownKey,
            ("AccessDenied" | "Forbidden", _) if says("invalid signature") => Kind::WrongSecret,
            (_, 400 | 403) if says("date is too old") => Kind::Clock,
            ("NoSuchBucket", _) => Kind::NoBucket,
            ("NoSuchKey" | "NoSuchUpload" | "NotFound", _) | (_, 404) => Kind::Missing,
            ("QuotaExceeded" | "XMinioStorageFull" | "StorageFull", _) | (_, 507) => Kind::Full,
            ("BadDigest" | "InvalidDigest" | "XAmzContentChecksumMismatch", _) => Kind::Damaged,
            ("NotImplemented" | "MethodNotAllowed", _) | (_, 405 | 501) => Kind::Unknown,
            (_, 401 | 403) => Kind::Forbidden,
            (_, 429 | 500..) => Kind::Busy,
            _ => Kind::Other,
        };
        let text = [code, said].into_iter().flatten().collect::<Vec<_>>().join(": ");
        let text: String = text.chars().filter(|character| !character.is_control()).take(SAID).collect();
        Self { kind, said: Some(text).filter(|text| !text.is_empty()) }
    }

    /// Whether the store is away, as against an answer that says what is wrong.
    pub fn is_away(&self) -> bool {
        matches!(self.kind, Kind::Unreachable | Kind::Slow | Kind::Busy)
    }
}

impl From<Kind> for Fault {
    fn from(kind: Kind) -> Self {
        Self { kind, said: None }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            Kind::Unreachable => "nothing answers at s3_endpoint",
            Kind::Slow => "it doesn't answer within s3_timeout_seconds",
            Kind::Busy => "it says that it can't answer right now",
            Kind::Away => "it failed several times just now, and is asked again in a moment",
            Kind::UnknownKey => "it doesn't know s3_access_key",
            Kind::WrongSecret => "s3_secret_key isn't the secret of s3_access_key",
            Kind::Clock => "its clock and this machine's differ by minutes; set the clock",
            Kind::Region => "s3_region isn't the bucket's region",
            Kind::NoBucket => "there is no bucket of this name",
            Kind::Forbidden => "a policy forbids it to this key",
            Kind::Missing => "there is no such object",
            Kind::Full => "it has no room left",
            Kind::Damaged => "it received other bytes than were sent",
            Kind::Unknown => "it doesn't have this function",
            Kind::Other => "it answered in a way that isn't S3's",
        })
    }
}

impl From<Fault> for ObjectError {
    fn from(fault: Fault) -> Self {
        match fault.kind {
            Kind::Missing => Self::Missing,
            Kind::Full => Self::DiskFull,
            _ => Self::Failed(io::Error::other(fault)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_has_its_reason() {
        for (status, code, said, kind) in [
            (403, Some("InvalidAccessKeyId"), None, Kind::UnknownKey),
            (403, Some("AccessDenied"), Some("Forbidden: No such key: GK31c2f218a2e44f485b94239e"), Kind::UnknownKey),
            (403, Some("SignatureDoesNotMatch"), None, Kind::WrongSecret),
            (403, Some("RequestTimeTooSkewed"), None, Kind::Clock),
            (400, Some("AuthorizationHeaderMalformed"), None, Kind::Region),
            (301, None, None, Kind::Region),
            (404, Some("NoSuchBucket"), None, Kind::NoBucket),
            (404, None, None, Kind::Missing),
            (403, Some("AccessDenied"), None, Kind::Forbidden),
            (503, Some("SlowDown"), None, Kind::Busy),
            (500, None, None, Kind::Busy),
            (501, Some("NotImplemented"), None, Kind::Unknown),
            (507, None, None, Kind::Full),
            (418, None, None, Kind::Other),
        ] {
            assert_eq!(Fault::answered(status, code, said).kind, kind, "{status} {code:?}");
        }
    }

    #[test]
    fn what_a_store_says_is_bounded_and_never_in_the_sentence() {
        let fault = Fault::answered(403, Some("AccessDenied"), Some(&"\u{1b}[2J".repeat(500)));
        let said = fault.said.clone().unwrap_or_default();
        assert!(said.chars().count() <= SAID && !said.contains('\u{1b}'), "{said}");
        assert_eq!(fault.to_string(), "a policy forbids it to this key");
    }
}
