//! The handle of webhooks: add, look, change, remove, try.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::event::{Event, WebhookEventKind, WebhookTarget};
use super::feed::Feed;
use super::record::{
    NewWebhook, StoredWebhook, Webhook, WebhookDelivery, WebhookDeliveryState, WebhookEdit, WebhookState,
    WebhookWithSecret,
};
use super::repository::{MOST, Place, Repository};
use super::secret::Secret;
use crate::approvals::{Subject, void_with};
use crate::audit::{self, AuditEntry, Guard, Target};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{Randomness, WebhookDeliveryId, WebhookId};
use crate::rights::{Permission, Scope};
use crate::settings::WebhookSettings;
use crate::storage::{Batch, Expect};
use crate::work::Background;

/// The longest name, in bytes.
const NAME: usize = 200;
/// The most days before a deadline, and how many when nobody says.
const DAYS: u32 = 3_650;
const USUAL_DAYS: u32 = 7;
/// How long the secret before the present one signs too.
const ROTATION: SignedDuration = SignedDuration::from_hours(24);
/// How often adding is tried again while the feed moves.
const ATTEMPTS: usize = 32;
/// Deliveries that are removed at once with their webhook; the feed forgets the rest.
const REMOVED: usize = 500;

/// The webhooks of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace and returns storage errors. Reading takes the
/// right `audit.read`, from which webhooks are told, everything else `settings.write`; who lacks them is `denied`.
/// Everything that changes a webhook is in the audit.
#[derive(Debug, Clone)]
pub struct Webhooks {
    guard: Guard,
    randomness: Arc<dyn Randomness>,
    feed: Feed,
    work: Arc<Background>,
    settings: Arc<WebhookSettings>,
}

impl Webhooks {
    pub(crate) fn new(
        guard: Guard,
        randomness: Arc<dyn Randomness>,
        feed: Feed,
        work: Arc<Background>,
        settings: Arc<WebhookSettings>,
    ) -> Self {
        Self { guard, randomness, feed, work, settings }
    }

    /// Adds a webhook that is told what happens from now on, and returns the secret that its receiver verifies by.
    ///
    /// # Errors
    /// `invalid_input` for an address, name or days that cannot be used; `denied` for an address that is not `https`
    /// or is inside the own network, unless the settings name its host; `limit_exceeded` for more than 50 webhooks.
    pub async fn add(&self, new: NewWebhook) -> Result<WebhookWithSecret> {
        let scope = self.guard.enter(Permission::SettingsWrite).await?;
        let days_before = new.days_before.unwrap_or(USUAL_DAYS);
        self.check(&new.url, &new.name, days_before).await?;
        let repository = repository(&scope);
        if repository.all().await?.len() >= MOST {
            let message = format!("a workspace has at most {MOST} webhooks: remove one first");
            return Err(Error::limit_exceeded(message));
        }
        let (now, secret) = (self.guard.now(), Secret::random(self.randomness.as_ref()));
        let shown = secret.reveal();
        let webhook = Webhook {
            id: WebhookId::new(now, self.randomness.as_ref()),
            url: new.url,
            name: new.name.trim().to_owned(),
            kinds: sorted(new.kinds),
            days_before,
            state: WebhookState::Active,
            reason: None,
            failing_since: None,
            old_secret_until: None,
            by: scope.actor().clone(),
            created: now,
        };
        let mut stored = StoredWebhook { webhook, secrets: vec![secret], after: 0 };
        for _ in 0..ATTEMPTS {
            let mut batch = Batch::new(scope.workspace().clone());
            let known = repository.place().await?;
            let from = known.as_ref().map_or(0, |(place, _)| place.sequence);
            stored.after = audit::head(scope.storage().as_ref(), scope.workspace(), from).await?;
            // The feed is written in any case: one that ends just now must not end.
            let (place, expect) = match known {
                Some((place, version)) => (place, Expect::Version(version)),
                None => {
                    self.feed.begin(&mut batch)?;
                    (Place { sequence: stored.after, day: None }, Expect::Absent)
                }
            };
            batch.puts.push(repository.put_place(&place, expect)?);
            batch.puts.push(repository.put(&stored, Expect::Absent)?);
            batch.appends.push(self.entry(&scope, "webhooks.add", &stored.webhook).append()?);
            match scope.storage().commit(batch).await {
                Ok(_) => {
                    self.work.nudge();
                    return Ok(WebhookWithSecret { webhook: stored.webhook, secret: shown });
                }
                // The feed has moved on meanwhile.
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::unavailable("too much happens here to add a webhook now: try again"))
    }

    /// Reads a webhook.
    ///
    /// # Errors
    /// `not_found` when there is none.
    pub async fn get(&self, id: &WebhookId) -> Result<Webhook> {
        let scope = self.guard.enter(Permission::AuditRead).await?;
        Ok(repository(&scope).get(id).await?.0.webhook)
    }

    /// Lists all webhooks, oldest first: at most 50.
    ///
    /// # Errors
    /// As all methods.
    pub async fn list(&self) -> Result<Vec<Webhook>> {
        let scope = self.guard.enter(Permission::AuditRead).await?;
        Ok(repository(&scope).all().await?.into_iter().map(|stored| stored.webhook).collect())
    }

    /// Changes a webhook. Enabling one that was disabled or stopped lets it begin anew with what happens from now on.
    ///
    /// # Errors
    /// As [`Webhooks::add`]; `not_found` when there is none; `conflict` when it is changed at the same time.
    pub async fn change(&self, id: &WebhookId, edit: WebhookEdit) -> Result<Webhook> {
        let scope = self.guard.enter(Permission::SettingsWrite).await?;
        let repository = repository(&scope);
        let (mut stored, version) = repository.get(id).await?;
        let mut batch = Batch::new(scope.workspace().clone());
        let webhook = &mut stored.webhook;
        if let Some(url) = edit.url {
            webhook.url = url;
        }
        if let Some(name) = edit.name {
            webhook.name = name.trim().to_owned();
        }
        if let Some(kinds) = edit.kinds {
            webhook.kinds = sorted(kinds);
        }
        if let Some(days_before) = edit.days_before {
            webhook.days_before = days_before;
        }
        self.check(&webhook.url, &webhook.name, webhook.days_before).await?;
        match edit.enabled {
            Some(true) if webhook.state != WebhookState::Active => {
                webhook.state = WebhookState::Active;
                (webhook.reason, webhook.failing_since) = (None, None);
                let (storage, workspace) = (scope.storage().as_ref(), scope.workspace());
                stored.after = audit::head(storage, workspace, stored.after).await?;
                void_with(&scope, self.guard.now(), &subject(id), &mut batch).await?;
            }
            Some(false) => {
                webhook.state = WebhookState::Disabled;
                void_with(&scope, self.guard.now(), &subject(id), &mut batch).await?;
            }
            _ => {}
        }
        batch.puts.push(repository.put(&stored, Expect::Version(version))?);
        batch.appends.push(self.entry(&scope, "webhooks.change", &stored.webhook).append()?);
        scope.storage().commit(batch).await?;
        Ok(stored.webhook)
    }

    /// Gives a webhook a new secret. The one before signs beside it for another 24 hours, so that the receiver misses
    /// nothing while it changes over.
    ///
    /// # Errors
    /// `not_found` when there is none; `conflict` when it is changed at the same time.
    pub async fn rotate_secret(&self, id: &WebhookId) -> Result<WebhookWithSecret> {
        let scope = self.guard.enter(Permission::SettingsWrite).await?;
        let repository = repository(&scope);
        let (mut stored, version) = repository.get(id).await?;
        let until = self.guard.now().saturating_add(ROTATION).unwrap_or(Timestamp::MAX);
        let secret = Secret::random(self.randomness.as_ref());
        let shown = secret.reveal();
        // Of the older ones only the one that was the present one: who rotates twice wants the first one gone.
        stored.secrets.truncate(1);
        for old in &mut stored.secrets {
            old.until = Some(until);
        }
        stored.secrets.insert(0, secret);
        stored.webhook.old_secret_until = Some(until);
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(repository.put(&stored, Expect::Version(version))?);
        batch.appends.push(self.entry(&scope, "webhooks.rotate_secret", &stored.webhook).append()?);
        scope.storage().commit(batch).await?;
        Ok(WebhookWithSecret { webhook: stored.webhook, secret: shown })
    }

    /// Removes a webhook and what is known of its deliveries. Returns what it was.
    ///
    /// # Errors
    /// `not_found` when there is none; `conflict` when it is changed at the same time.
    pub async fn remove(&self, id: &WebhookId) -> Result<Webhook> {
        let scope = self.guard.enter(Permission::SettingsWrite).await?;
        let repository = repository(&scope);
        let (stored, version) = repository.get(id).await?;
        let mut batch = Batch::new(scope.workspace().clone());
        batch.deletes = repository.of_removed(id, REMOVED).await?;
        batch.deletes.push(repository.delete(id, version));
        void_with(&scope, self.guard.now(), &subject(id), &mut batch).await?;
        batch.appends.push(self.entry(&scope, "webhooks.remove", &stored.webhook).append()?);
        scope.storage().commit(batch).await?;
        Ok(stored.webhook)
    }

    /// Reads one page of what a webhook was told, newest first, and the cursor of the next: all of it, or what is in a
    /// state. What is over is kept for 30 days.
    ///
    /// # Errors
    /// `not_found` when there is no such webhook; `invalid_input` for a foreign cursor.
    pub async fn deliveries(
        &self,
        id: &WebhookId,
        state: Option<WebhookDeliveryState>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<WebhookDelivery>, Option<String>)> {
        let scope = self.guard.enter(Permission::AuditRead).await?;
        let repository = repository(&scope);
        repository.get(id).await?;
        repository.deliveries(id, state, cursor, limit).await
    }

    /// Delivers an event again that is over, under the same event id.
    ///
    /// # Errors
    /// `not_found` when there is no such delivery; `conflict` when it is under way, or its webhook is not active.
    pub async fn redeliver(&self, id: &WebhookDeliveryId) -> Result<WebhookDelivery> {
        let scope = self.guard.enter(Permission::SettingsWrite).await?;
        let repository = repository(&scope);
        let found = repository.find_delivery(id).await?;
        let (mut stored, version) =
            found.ok_or_else(|| Error::not_found(format!("there is no delivery {id} to a webhook")))?;
        if stored.delivery.state == WebhookDeliveryState::Waiting {
            return Err(Error::new(ErrorKind::Conflict, format!("delivery {id} is under way")));
        }
        let (webhook, _) = repository.get(&stored.delivery.webhook).await?;
        ensure_active(&webhook.webhook)?;
        let delivery = &mut stored.delivery;
        delivery.state = WebhookDeliveryState::Waiting;
        (delivery.attempts, delivery.tried) = (Vec::new(), 0);
        (delivery.next, delivery.turn) = (Some(self.guard.now()), delivery.turn + 1);
        let mut batch = Batch::new(scope.workspace().clone());
        self.feed.put(&repository, &stored, Expect::Version(version), &mut batch)?;
        batch.appends.push(self.entry(&scope, "webhooks.redeliver", &webhook.webhook).append()?);
        scope.storage().commit(batch).await?;
        self.work.nudge();
        Ok(stored.delivery)
    }

    /// Tells a webhook an event of the kind `webhook.test`, whatever kinds it is told otherwise. What came of it stands
    /// among its deliveries.
    ///
    /// # Errors
    /// `not_found` when there is none; `conflict` when it is not active.
    pub async fn test(&self, id: &WebhookId) -> Result<WebhookDelivery> {
        let scope = self.guard.enter(Permission::SettingsWrite).await?;
        let repository = repository(&scope);
        let (webhook, _) = repository.get(id).await?;
        ensure_active(&webhook.webhook)?;
        let now = self.guard.now();
        // Any id that nobody else makes: each test is an event of its own.
        let key = WebhookDeliveryId::new(now, self.randomness.as_ref());
        let target = WebhookTarget { kind: "webhook".to_owned(), id: id.to_string() };
        let kind = WebhookEventKind::WebhookTest;
        let event = Event::new(scope.workspace(), key.as_str(), kind, now, target)?;
        let stored = self.feed.delivery(scope.workspace(), &webhook, &event)?;
        let mut batch = Batch::new(scope.workspace().clone());
        self.feed.put(&repository, &stored, Expect::Absent, &mut batch)?;
        batch.appends.push(self.entry(&scope, "webhooks.test", &webhook.webhook).append()?);
        scope.storage().commit(batch).await?;
        self.work.nudge();
        Ok(stored.delivery)
    }

    async fn check(&self, url: &str, name: &str, days_before: u32) -> Result<()> {
        if name.len() > NAME || name.chars().any(char::is_control) {
            return Err(Error::invalid_input(format!(
                "`name` has at most {NAME} bytes and no control characters"
            )));
        }
        if days_before > DAYS {
            return Err(Error::invalid_input(format!("`days_before` is at most {DAYS}")));
        }
        self.check_address(url).await
    }

    #[cfg(feature = "fetch")]
    async fn check_address(&self, url: &str) -> Result<()> {
        super::line::check(url, &self.settings).await
    }

    #[cfg(not(feature = "fetch"))]
    async fn check_address(&self, _url: &str) -> Result<()> {
        let _ = &self.settings;
        Err(Error::unsupported("this build tells no webhooks: enable the feature `fetch`"))
    }

    fn entry(&self, scope: &Scope, action: &str, webhook: &Webhook) -> AuditEntry {
        let entry = AuditEntry::new(scope, self.guard.now(), action, Target::new("webhook", &webhook.id));
        entry.with("state", webhook.state.name())
    }
}

/// What an approval is about that asks whether a webhook is to go on.
fn subject(id: &WebhookId) -> Subject {
    Subject::new(super::deliver::SUBJECT, id)
}

fn ensure_active(webhook: &Webhook) -> Result<()> {
    match webhook.state {
        WebhookState::Active => Ok(()),
        state => Err(Error::new(
            ErrorKind::Conflict,
            format!("webhook {} is {}: enable it first", webhook.id, state.name()),
        )),
    }
}

fn sorted(mut kinds: Vec<WebhookEventKind>) -> Vec<WebhookEventKind> {
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn repository(scope: &Scope) -> Repository {
    Repository::new(Arc::clone(scope.storage()), scope.workspace().clone())
}
