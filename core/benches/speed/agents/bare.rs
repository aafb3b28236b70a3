//! The bare client: the same requests without an engine.

use std::sync::Arc;
use std::time::Instant;

use futures::stream::{self, StreamExt, TryStreamExt};
use reqwest::Client;
use serde_json::{Value, json};

use super::{IN_FLIGHT, TURNS};
use crate::Outcome;
use crate::measure::processor_seconds;

/// Asks as many runs would.
pub(super) async fn measured(port: &str, runs: usize) -> Outcome<Value> {
    let client = client()?;
    let url = format!("http://127.0.0.1:{port}/v1/chat/completions");
    let bodies: Vec<Vec<u8>> = (0..=TURNS).map(body).collect::<Outcome<_>>()?;
    let (client, url, bodies) = (&client, url.as_str(), &bodies);
    let (start, cpu) = (Instant::now(), processor_seconds(std::process::id()));
    stream::iter(0..runs)
        .map(|_| async move {
            for body in bodies {
                let request = client.post(url).header("Content-Type", "application/json").body(body.clone());
                let answer = request.send().await?.error_for_status()?.bytes().await?;
                if answer.is_empty() {
                    return Err("the stand-in said nothing".into());
                }
            }
            Outcome::Ok(())
        })
        .buffer_unordered(IN_FLIGHT)
        .try_collect::<()>()
        .await?;
    let turns = runs as f64 * (TURNS + 1) as f64;
    let spent =
        processor_seconds(std::process::id()).zip(cpu).map(|(after, before)| (after - before) * 1e6 / turns);
    Ok(json!({
        "turns": turns,
        "cpu_us_per_turn": spent,
        "runs_per_second": runs as f64 / start.elapsed().as_secs_f64(),
    }))
}

/// A client that reaches this machine only.
pub(super) fn client() -> Outcome<Client> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    Ok(Client::builder().tls_backend_preconfigured(tls).tcp_nodelay(true).no_proxy().build()?)
}

/// The request of a turn, as a run sends it.
fn body(turn: u64) -> Outcome<Vec<u8>> {
    let mut messages = vec![
        json!({"role": "system", "content": "Do the steps."}),
        json!({"role": "user", "content": "go run=r12345678"}),
    ];
    for step in 0..turn {
        messages.extend(super::stored::spoken(step, "ok"));
    }
    let parameters =
        json!({"type": "object", "properties": {"i": {"type": "integer"}, "run": {"type": "string"}}});
    let function = json!({"name": "do_step", "description": "Does a step.", "parameters": parameters});
    let model = format!("stub-n{TURNS}-p1-l0");
    let request =
        json!({"model": model, "messages": messages, "tools": [{"type": "function", "function": function}]});
    Ok(serde_json::to_vec(&request)?)
}
