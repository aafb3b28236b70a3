//! `serve` and `api`.

use std::sync::Arc;

use secretariat::clock::SystemClock;
use secretariat::{Error, Result};

use super::interrupted;
use crate::app::App;
use crate::settings::ServerSettings;
use crate::tls::Tls;
use crate::{listen, open, router};

/// What a process does beside serving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Long work too.
    All,
    /// Nothing: other processes work.
    Api,
}

/// Serves until it is interrupted.
pub(crate) async fn serve(mut settings: ServerSettings, role: Role) -> Result<()> {
    let stop = interrupted()?;
    let keys = open::keys(&settings)?;
    let tls = settings.tls.as_ref().map(Tls::open).transpose()?;
    let listener = listen::bind(settings.listen).await?;
    // The port may have been 0, for any that is free.
    let address = listener
        .local_addr()
        .map_err(|error| Error::internal("the address of the server is unknown").with_source(error))?;
    settings.listen = address;
    let workers = (role == Role::Api).then_some(0);
    let office = open::office(&settings, workers).await?;
    let url = settings.url();
    let app = App::new(office, &keys, settings, Arc::new(SystemClock), None)?;
    announce(&app, &url).await?;
    let limits = app.settings.limits;
    let stop = async {
        stop.await;
        app.closing.send_replace(true);
    };
    listen::serve(listener, tls, router::router(&app), limits, stop).await;
    tracing::info!(event.action = "server.stop", "the server ends");
    app.office.clone().close().await
}

/// Says where the server is, and the link of the first owner while there is none.
async fn announce(app: &App, url: &str) -> Result<()> {
    tracing::info!(event.action = "server.start", server.address = url, "the server listens");
    println!("Secretariat serves at {url}");
    if app.office.sessions().is_untouched().await? {
        println!("Begin here, once: {url}/setup?token={}", app.setup.open());
    }
    Ok(())
}
