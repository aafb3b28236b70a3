//! Keeps messages from those who get nothing: looked up for the recipients alone, however long the lists are.

use super::address::MailAddress;
use super::policy::upwards;
use super::repository as store;
use crate::error::{Error, ErrorKind, Result};
use crate::rights::Scope;

/// Passes when nobody is suppressed and the policy allows every domain.
///
/// # Errors
/// `denied` naming the first recipient who gets nothing, and why; storage errors.
pub(crate) async fn ensure_receivable(scope: &Scope, recipients: &[String]) -> Result<()> {
    let (policy, _) = store::policy(scope).await?;
    let listed = |list: &[String], domain: &str| {
        upwards(domain).any(|domain| list.binary_search_by(|known| known.as_str().cmp(domain)).is_ok())
    };
    let denied = |address: &MailAddress, why: &str, remedy: &str| {
        Error::new(ErrorKind::Denied, format!("{address} {why}; {remedy}"))
    };
    for recipient in recipients {
        let address: MailAddress = recipient.parse()?;
        let domain = address.domain();
        if listed(&policy.blocked_domains, domain) {
            let why = "is at a domain that this workspace does not write to";
            return Err(denied(&address, why, "take the recipient out, or change the policy of contacts"));
        }
        if !policy.allowed_domains.is_empty() && !listed(&policy.allowed_domains, domain) {
            let why = "is at none of the domains that this workspace writes to";
            return Err(denied(&address, why, "take the recipient out, or change the policy of contacts"));
        }
        let targets =
            std::iter::once(address.key()).chain(upwards(domain).map(|domain| format!("@{domain}")));
        for target in targets {
            if let Some(suppression) = store::suppression(scope, &target).await? {
                let why = format!("gets nothing: {}", suppression.reason.because());
                return Err(denied(&address, &why, "take the recipient out, or unsuppress the address"));
            }
        }
    }
    Ok(())
}
