//! Keeps messages from those who get nothing: looked up for the recipients alone, however long the lists are.

use std::collections::HashMap;

use super::address::MailAddress;
use super::policy::{ContactPolicy, upwards};
use super::repository as store;
use super::suppression::Suppression;
use crate::communications::check::RefusedRecipient;
use crate::error::{Error, ErrorKind, Result};
use crate::rights::Scope;

/// Passes when nobody is suppressed and the policy allows every domain; what is no address is left to others.
///
/// # Errors
/// `denied` naming the first recipient who gets nothing, and why; storage errors.
pub(crate) async fn ensure_receivable<'a>(
    scope: &Scope,
    recipients: impl Iterator<Item = &'a str>,
) -> Result<()> {
    match refused(scope, recipients).await?.into_iter().next() {
        None => Ok(()),
        Some(RefusedRecipient { address, why }) => Err(Error::new(
            ErrorKind::Denied,
            format!(
                "{address} {why}; take the recipient out, or change suppressions or policy of the contacts"
            ),
        )),
    }
}

/// Returns those of some recipients who get nothing, and why; what is no address is left to others.
///
/// # Errors
/// Storage errors.
pub(crate) async fn refused<'a>(
    scope: &Scope,
    recipients: impl Iterator<Item = &'a str>,
) -> Result<Vec<RefusedRecipient>> {
    let (policy, _) = store::policy(scope).await?;
    let mut domains: HashMap<String, Option<Suppression>> = HashMap::new();
    let mut refused = Vec::new();
    for recipient in recipients {
        let Ok(address) = recipient.parse::<MailAddress>() else { continue };
        if let Some(why) = barred(&policy, address.domain()) {
            refused.push(RefusedRecipient { address: address.to_string(), why: why.to_owned() });
            continue;
        }
        let mut found = store::suppression(scope, &address.key()).await?;
        for domain in upwards(address.domain()) {
            if found.is_some() {
                break;
            }
            found = match domains.get(domain) {
                Some(known) => known.clone(),
                None => {
                    let known = store::suppression(scope, &format!("@{domain}")).await?;
                    domains.insert(domain.to_owned(), known.clone());
                    known
                }
            };
        }
        if let Some(suppression) = found {
            let why = format!("gets nothing: {}", suppression.reason.because());
            refused.push(RefusedRecipient { address: address.to_string(), why });
        }
    }
    Ok(refused)
}

/// Says why the policy keeps messages from a domain, if it does.
fn barred(policy: &ContactPolicy, domain: &str) -> Option<&'static str> {
    let listed = |list: &[String]| {
        upwards(domain).any(|domain| list.binary_search_by(|known| known.as_str().cmp(domain)).is_ok())
    };
    if listed(&policy.blocked_domains) {
        return Some("is at a domain that this workspace does not write to");
    }
    let allowed = policy.allowed_domains.is_empty() || listed(&policy.allowed_domains);
    (!allowed).then_some("is at none of the domains that this workspace writes to")
}
