//! What every request shares.

use std::sync::Arc;
use std::time::Duration;

use secretariat::clock::Clock;
use secretariat::id::SystemRandomness;
use secretariat::{Office, Result};
use tokio::sync::{Semaphore, watch};

use crate::access::{AccessTokens, Door, OwnDoor, Seal, ServerKeys, Setup};
use crate::handlers::page::Packed;
use crate::idempotency::Replies;
use crate::layers::rate::{Limiter, Rate};
use crate::metrics::Metrics;
use crate::oidc::{self, Provider, journey};
use crate::settings::ServerSettings;
use crate::shared::Shared;

/// How often one feed of the agenda may be read in a minute.
const FEED_PER_MINUTE: u32 = 30;

/// The parts of a running server.
#[derive(Debug)]
pub(crate) struct App {
    /// The office, as its owner sees it: only access is decided with it, everything else acts as the caller.
    pub(crate) office: Office,
    pub(crate) door: Arc<dyn Door>,
    pub(crate) tokens: Arc<AccessTokens>,
    pub(crate) setup: Setup,
    /// The OpenID providers of the settings.
    pub(crate) providers: Vec<Provider>,
    /// Seals what browsers keep while their users are at a provider.
    pub(crate) seal: Seal,
    pub(crate) settings: ServerSettings,
    pub(crate) limits: Limits,
    pub(crate) replies: Replies,
    pub(crate) metrics: Metrics,
    pub(crate) packed: Packed,
    pub(crate) clock: Arc<dyn Clock>,
    /// How many requests are answered at the same time; more are turned away at once.
    pub(crate) places: Semaphore,
    /// How many live streams are open at the same time.
    pub(crate) streams: Arc<Semaphore>,
    /// Whether the server ends: live streams end then.
    pub(crate) closing: watch::Sender<bool>,
}

/// How often somebody may ask.
#[derive(Debug)]
pub(crate) struct Limits {
    /// From one address.
    pub(crate) address: Limiter,
    /// By one member or service account.
    pub(crate) member: Limiter,
    /// Passwords and links tried from one address.
    pub(crate) tries: Limiter,
    /// Passwords tried for one account.
    pub(crate) account: Limiter,
    /// Calendars read by one feed.
    pub(crate) feed: Limiter,
}

impl App {
    /// Joins the parts; without a door, members sign in here.
    ///
    /// # Errors
    /// `internal` when access tokens cannot be signed; `invalid_input` for a provider that is none.
    pub(crate) fn new(
        office: Office,
        keys: &ServerKeys,
        settings: ServerSettings,
        clock: Arc<dyn Clock>,
        door: Option<Arc<dyn Door>>,
    ) -> Result<Arc<Self>> {
        // Processes that share an office share the name: one that knows its port would not.
        let issuer = settings.public_url.clone().unwrap_or_else(|| "secretariat".to_owned());
        let (providers, seal) = (oidc::open(&settings.oidc)?, Seal::new(keys, journey::PURPOSE)?);
        let tokens = AccessTokens::new(keys, issuer, Arc::clone(&clock), Arc::new(SystemRandomness))?;
        let tokens = Arc::new(tokens);
        let door = door.unwrap_or_else(|| {
            Arc::new(OwnDoor::new(office.clone(), Arc::clone(&tokens), Arc::clone(&clock)))
        });
        let shared = Shared::open(&settings.settings, keys, &clock)?.map(Arc::new);
        let limits = &settings.limits;
        let minute = Duration::from_secs(60);
        let limiter = |name, burst| Limiter::new(name, Rate { burst, per: minute }, shared.clone());
        let limits = Limits {
            address: limiter("address", limits.address_per_minute),
            member: limiter("member", limits.member_per_minute),
            tries: limiter("tries", limits.tries_per_minute),
            // Many addresses may try one account: it has a slower limit of its own.
            account: Limiter::new(
                "account",
                Rate { burst: limits.tries_per_minute, per: Duration::from_secs(600) },
                shared.clone(),
            ),
            // Programs look every few minutes at most.
            feed: limiter("feed", FEED_PER_MINUTE),
        };
        Ok(Arc::new(Self {
            office,
            door,
            tokens,
            setup: Setup::default(),
            providers,
            seal,
            limits,
            replies: Replies::new(shared),
            metrics: Metrics::default(),
            packed: Packed::default(),
            clock,
            places: Semaphore::new(settings.limits.requests),
            streams: Arc::new(Semaphore::new(settings.limits.streams)),
            closing: watch::Sender::new(false),
            settings,
        }))
    }
}
