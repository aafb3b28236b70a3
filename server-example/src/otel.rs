//! Traces to a collector of OpenTelemetry, by OTLP over HTTP.
//!
//! Spans of our own targets go out, in batches and by a thread of their own; nothing waits for it. When the collector is
//! away, as many spans as the queue holds are kept, and the others are lost.

use std::time::Duration;

use async_trait::async_trait;
use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use secretariat::{Error, Result};
use tokio::runtime::Handle;
use tracing::Subscriber;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::log::{self, Log};
use crate::settings::TraceSettings;
use crate::{telemetry, tls};

/// How long a collector may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the last spans may take when the program ends.
const LAST: Duration = Duration::from_secs(5);
/// The largest answer of a collector that is read, in bytes.
const ANSWER: usize = 64 << 10;
/// The spans of agents, which the core makes.
const AGENTS: &str = "secretariat::gen_ai";

/// The way to the collector, until the program ends.
#[derive(Debug)]
pub(crate) struct Traces(SdkTracerProvider);

/// Opens the way to the collector, and returns what takes spans and writes the log.
///
/// # Errors
/// `invalid_input` for an endpoint that is none.
pub(crate) fn open(settings: &TraceSettings, log: Log) -> Result<(Traces, impl Subscriber + Send + Sync)> {
    let detail =
        "the endpoint of traces must be a URL such as http://127.0.0.1:4318 (OTEL_EXPORTER_OTLP_ENDPOINT)";
    if !["http://", "https://"].iter().any(|scheme| settings.endpoint.starts_with(scheme)) {
        return Err(Error::invalid_input(detail));
    }
    let client = Sending { http: tls::outgoing(PATIENCE)?, runtime: Handle::current() };
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(client)
        .with_endpoint(format!("{}/v1/traces", settings.endpoint.trim_end_matches('/')))
        .with_timeout(PATIENCE)
        .build()
        .map_err(|error| Error::invalid_input(detail).with_source(error))?;
    let resource = Resource::builder()
        .with_service_name(settings.service.clone())
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
    let spans = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("secretariat-server"))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_tracked_inactivity(false)
        // Spans of libraries may hold anything, and events are for the log.
        .with_filter(filter_fn(|metadata| {
            metadata.is_span() && [telemetry::TARGET, AGENTS].contains(&metadata.target())
        }));
    let most = log.most();
    let log = log.with_filter(filter_fn(move |metadata| log::takes(most, metadata)));
    Ok((Traces(provider), tracing_subscriber::registry().with(spans).with(log)))
}

impl Traces {
    /// Sends what is left, and ends.
    pub(crate) async fn close(self) {
        let ending = tokio::task::spawn_blocking(move || self.0.shutdown_with_timeout(LAST));
        if !matches!(ending.await, Ok(Ok(()))) {
            tracing::warn!("the last traces could not be sent");
        }
    }
}

/// Sends requests on the runtime of the server: the thread of the exporter has none.
#[derive(Debug)]
struct Sending {
    http: reqwest::Client,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for Sending {
    async fn send_bytes(&self, request: Request<Bytes>) -> std::result::Result<Response<Bytes>, HttpError> {
        let (http, request) = (self.http.clone(), reqwest::Request::try_from(request)?);
        let work = self.runtime.spawn(async move {
            let mut response = http.execute(request).await?;
            let (status, headers) = (response.status(), response.headers().clone());
            let mut body = Vec::new();
            while let Some(piece) = response.chunk().await? {
                if body.len() + piece.len() > ANSWER {
                    break;
                }
                body.extend_from_slice(&piece);
            }
            let mut answer = Response::new(Bytes::from(body));
            *answer.status_mut() = status;
            *answer.headers_mut() = headers;
            Ok::<_, HttpError>(answer)
        });
        work.await?
    }
}
