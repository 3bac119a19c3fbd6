//! Prometheus metrics. Labels are routes, statuses and names of statements: nothing that names a person.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use prometheus::{Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, Opts, Registry, TextEncoder};

use super::{
    http::{App, Problem},
    storage::{Observer, Statement},
};

/// Everything that is counted.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    /// Seconds a request, by method, route and status.
    pub requests: HistogramVec,
    /// Accounts begun.
    pub sign_ups: IntCounter,
    /// Sign-ins that were right.
    pub sign_ins: IntCounter,
    /// Sign-ins that were refused.
    pub sign_ins_refused: IntCounter,
    /// Appends that were written or repeated.
    pub appends: IntCounter,
    /// Bytes of objects received.
    pub uploaded: IntCounter,
    /// Bytes of objects sent.
    pub downloaded: IntCounter,
    /// Sweeps that deleted everything that was due.
    pub sweeps: IntCounter,
    statements: IntCounterVec,
    commits: Histogram,
}

impl Metrics {
    /// A new registry with all of them.
    ///
    /// # Errors
    /// When two have one name, which a test would show.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let counter = |name: &str, help: &str| {
            let counter = IntCounter::new(name, help)?;
            registry.register(Box::new(counter.clone()))?;
            Ok::<_, prometheus::Error>(counter)
        };
        let sign_ups = counter("armoire_sign_ups_total", "Accounts begun")?;
        let sign_ins = counter("armoire_sign_ins_total", "Sign-ins that were right")?;
        let sign_ins_refused = counter("armoire_sign_ins_refused_total", "Sign-ins that were refused")?;
        let appends = counter("armoire_appends_total", "Appends to logs")?;
        let uploaded = counter("armoire_uploaded_bytes_total", "Bytes of objects received")?;
        let downloaded = counter("armoire_downloaded_bytes_total", "Bytes of objects sent")?;
        let sweeps = counter("armoire_sweeps_total", "Sweeps that deleted everything that was due")?;
        let requests = HistogramVec::new(
            HistogramOpts::new("armoire_request_seconds", "Requests")
                .buckets(vec![0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 60.0]),
            &["method", "route", "status"],
        )?;
        let statements = IntCounterVec::new(Opts::new("armoire_statements_total", "SQL statements"), &["statement"])?;
        let commits = Histogram::with_opts(
            HistogramOpts::new("armoire_commit_use_cases", "Use cases that share one flush to disk")
                .buckets(vec![1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]),
        )?;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(statements.clone()))?;
        registry.register(Box::new(commits.clone()))?;
        Ok(Self {
            registry,
            requests,
            sign_ups,
            sign_ins,
            sign_ins_refused,
            appends,
            uploaded,
            downloaded,
            sweeps,
            statements,
            commits,
        })
    }

    /// All of them as Prometheus reads them.
    ///
    /// # Errors
    /// When one can't be written.
    pub fn text(&self) -> Result<String, prometheus::Error> {
        TextEncoder::new().encode_to_string(&self.registry.gather())
    }
}

impl Observer for Metrics {
    fn statement(&self, statement: Statement) {
        self.statements.with_label_values(&[statement.name]).inc();
    }

    #[expect(clippy::cast_precision_loss, reason = "at most 64")]
    fn committed(&self, use_cases: usize) {
        self.commits.observe(use_cases as f64);
    }
}

/// `/metrics` on the main listener: only where nobody else reaches it.
pub async fn show(State(app): State<App>) -> Response {
    if app.policy.metrics_here { answer(&app.metrics) } else { Problem::not_found().into_response() }
}

/// The metrics as an answer.
#[must_use]
pub fn answer(metrics: &Metrics) -> Response {
    match metrics.text() {
        Ok(text) => ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response(),
        Err(_) => Problem::internal().into_response(),
    }
}
