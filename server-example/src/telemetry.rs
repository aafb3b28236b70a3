//! The span of each request, by the names of OpenTelemetry's semantic conventions for HTTP.
//!
//! It is a span of `tracing`: with the feature `otel` it goes to a collector, and an application that serves an office
//! with a subscriber of its own has it there. It holds the method, the template of the route and the status: no path,
//! query, header, body, address or name. What agents do in a request lies below it (`secretariat::gen_ai`).

use axum::http::{HeaderMap, Method};
use tracing::{Span, field};

/// The target of requests, for filters.
pub(crate) const TARGET: &str = "secretariat::http";

/// A request on its way, below the span of who asked, where that is told.
pub(crate) fn request(method: &Method, route: &str, headers: &HeaderMap) -> Span {
    // Methods are whatever a client writes: the unknown ones share a name.
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let known = known.into_iter().find(|known| *known == method.as_str());
    let span = tracing::info_span!(
        target: TARGET,
        "request",
        otel.name = format!("{} {route}", known.unwrap_or("HTTP")),
        otel.kind = "server",
        otel.status_code = field::Empty,
        http.request.method = known.unwrap_or("_OTHER"),
        http.route = route,
        http.response.status_code = field::Empty,
        error.r#type = field::Empty,
    );
    adopt(&span, headers);
    span
}

/// Says how a request ended. What the client did wrong is no error of the server.
pub(crate) fn answered(span: &Span, status: u16) {
    span.record("http.response.status_code", i64::from(status));
    if status >= 500 {
        span.record("error.type", status.to_string());
        span.record("otel.status_code", "ERROR");
    }
}

/// Puts a span below the one that `traceparent` names (W3C Trace Context).
#[cfg(feature = "otel")]
fn adopt(span: &Span, headers: &HeaderMap) {
    use opentelemetry::propagation::TextMapPropagator as _;
    use opentelemetry::trace::TraceContextExt as _;
    use tracing_opentelemetry::OpenTelemetrySpanExt as _;

    if span.is_disabled() || !headers.contains_key("traceparent") {
        return;
    }
    let propagator = opentelemetry_sdk::propagation::TraceContextPropagator::new();
    let parent = propagator.extract(&opentelemetry_http::HeaderExtractor(headers));
    if parent.span().span_context().is_valid() {
        // A subscriber of the application may know nothing of OpenTelemetry.
        let _ = span.set_parent(parent);
    }
}

#[cfg(not(feature = "otel"))]
fn adopt(_: &Span, _: &HeaderMap) {}
