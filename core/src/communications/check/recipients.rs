//! V9: who receives a message, before it is too late: look-alikes, strangers, wrong greetings, answers to all.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::context::{CheckContext, domain};
use super::lookalike::looks_like;
use super::rule::{At, Check};
use crate::communications::draft::Recipient;
use crate::documents::facts::Finding;
use crate::evidence::{Provenance, TextIndex};

/// More open recipients than these should not see each other's addresses, unless they belong to one house.
const MANY: usize = 20;
/// From here on it must be put right first.
const FAR_TOO_MANY: usize = 50;
/// An answer to more people than these is asked about.
const LARGE_ROUND: usize = 10;

/// A greeting with the name that it greets.
static GREETING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?mi)\A\s*(?:dear|hello|hi|hey|good (?:morning|afternoon|evening)|sehr geehrte[rs]?|liebe[rs]?|guten (?:tag|morgen|abend)|hallo|moin|bonjour|bonsoir|cher|chère|chers|estimad[oa]s?|querid[oa]s?|hola|buenos días|gentile|egregi[oa]|car[oa]|buongiorno|ciao|geachte|beste|goedemorgen|goedendag)[ \t]+([^\n,;:!–]{2,60})",
    )
    .ok()
});

/// Words in a greeting that are nobody's name.
const TITLES: [&str; 56] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "madam",
    "herr",
    "herrn",
    "frau",
    "damen",
    "herren",
    "und",
    "and",
    "or",
    "all",
    "everyone",
    "everybody",
    "team",
    "colleagues",
    "colleague",
    "friends",
    "customer",
    "alle",
    "zusammen",
    "kollegen",
    "kolleginnen",
    "monsieur",
    "madame",
    "messieurs",
    "mesdames",
    "à",
    "tous",
    "señor",
    "señora",
    "señores",
    "sr",
    "sra",
    "todos",
    "signor",
    "signora",
    "signore",
    "a",
    "tutti",
    "heer",
    "mevrouw",
    "allemaal",
    "there",
    "the",
    "dott",
    "ing",
    "hiring",
    "manager",
    "again",
];

/// Checks recipients, and the greeting of the text against them.
pub(crate) fn check(text: &str, index: &TextIndex<'_>, context: &CheckContext) -> Vec<Finding> {
    let mut found = Vec::new();
    let known: BTreeSet<String> = context
        .known()
        .filter_map(|mailbox| domain(&mailbox.address))
        .chain(context.own_domains.iter().map(|own| own.trim_start_matches('@').to_lowercase()))
        .collect();
    for recipient in &context.recipients {
        found.extend(stranger(recipient, &known, context));
    }
    let refused = context.refused.iter().map(|refused| format!("{} {}", refused.address, refused.why));
    found.extend(refused.map(|message| Check::RecipientDoubtful.block(message)));
    found.extend(circle(context));
    found.extend(greeted(text, index, context));
    found
}

/// A recipient that nobody knows, or whose address is made to look like one that is known.
fn stranger(recipient: &Recipient, known: &BTreeSet<String>, context: &CheckContext) -> Option<Finding> {
    let address = recipient.mailbox.address.trim().to_lowercase();
    let domain = domain(&address)?;
    if known.is_empty() || context.is_own(&address) {
        return None;
    }
    if context.known().any(|mailbox| mailbox.address.trim().eq_ignore_ascii_case(&address)) {
        return None;
    }
    if known.contains(&domain) {
        let others = context.known().map(|mailbox| mailbox.address.trim().to_lowercase());
        let near = others
            .filter(|other| other.ends_with(&format!("@{domain}")) && other.len() > domain.len() + 5)
            .find(|other| strsim::osa_distance(other, &address) == 1);
        return near
            .map(|other| Check::RecipientDoubtful.warn(format!("{address} looks like a slip of {other}")));
    }
    if let Some(other) = looks_like(&domain, known) {
        let message = format!("{address} is at {domain}, which looks like {other} and is another house");
        return Some(Check::RecipientDoubtful.block(message));
    }
    if !context.knows_others() {
        return None;
    }
    let untrusted = recipient.provenance == Provenance::Document && !context.participants.is_empty();
    let whence = if untrusted { ", and the address was read from a document" } else { "" };
    Some(Check::RecipientDoubtful.warn(format!("nobody wrote to {domain} before{whence}: {address}")))
}

/// Who sees whom: answers to all, blind copies, long lists.
fn circle(context: &CheckContext) -> Vec<Finding> {
    let mut found = Vec::new();
    let check = Check::RecipientDoubtful;
    if context.to_all && context.got_blind_copy {
        found.push(
            check.block("this was received as a blind copy: an answer to all shows everybody that it was"),
        );
    } else if context.to_all && context.recipients.len() > LARGE_ROUND {
        found.push(check.warn(format!("this answers all {} who got the message", context.recipients.len())));
    }
    let blind: Vec<&Recipient> =
        context.recipients.iter().filter(|recipient| recipient.role == "bcc").collect();
    if !context.participants.is_empty() && !blind.is_empty() {
        let message =
            "this answer has a blind copy: whoever gets it may answer all and show it; forward it instead";
        found.push(check.warn(message));
    }
    let open = || context.recipients.iter().filter(|recipient| recipient.role != "bcc");
    let houses: BTreeSet<String> = open()
        .filter(|recipient| !context.is_own(&recipient.mailbox.address))
        .filter_map(|recipient| domain(&recipient.mailbox.address))
        .collect();
    let count = open().count();
    if count > MANY && houses.len() > 2 {
        let message =
            format!("{count} people of {} houses see each other's addresses: use blind copies", houses.len());
        found.push(if count > FAR_TOO_MANY { check.block(message) } else { check.warn(message) });
    }
    let mut seen = BTreeSet::new();
    for recipient in &context.recipients {
        let address = recipient.mailbox.address.trim().to_lowercase();
        if !address.is_empty() && !seen.insert(address.clone()) {
            found.push(check.note(format!("{address} stands here twice")));
        }
    }
    found
}

/// A greeting that names none of those it goes to.
fn greeted(text: &str, index: &TextIndex<'_>, context: &CheckContext) -> Option<Finding> {
    let to: Vec<&Recipient> = context.recipients.iter().filter(|recipient| recipient.role == "to").collect();
    let greeting = GREETING.as_ref()?.captures(text)?;
    let name = greeting.get(1)?;
    let said: Vec<String> = words(name.as_str())
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() > 1 && !TITLES.contains(&word.as_str()))
        .collect();
    if said.is_empty() || to.is_empty() {
        return None;
    }
    let names = |recipient: &Recipient| -> Vec<String> {
        let name = recipient.mailbox.name.as_deref().unwrap_or_default();
        // "Dear Thornbury team" greets the house of the address.
        words(name).chain(words(&recipient.mailbox.address)).map(str::to_lowercase).collect()
    };
    let bears = |recipient: &&Recipient| {
        let names = names(recipient);
        let local = recipient.mailbox.address.split('@').next().unwrap_or_default().to_lowercase();
        // "fashcroft" greets Ashcroft; "Fi" greets Fiona.
        said.iter().any(|said| {
            names.contains(said)
                || (said.chars().count() > 3 && local.contains(said.as_str()))
                || (said.chars().count() > 1 && names.iter().any(|name| name.starts_with(said.as_str())))
        })
    };
    if to.iter().any(bears) {
        return None;
    }
    let message = format!("“{}” is greeted, but receives nothing of this", name.as_str().trim());
    // An address such as info@ tells nobody's name.
    let named = to
        .iter()
        .all(|recipient| recipient.mailbox.name.as_deref().is_some_and(|name| words(name).count() > 1));
    let finding =
        if named { Check::RecipientDoubtful.block(message) } else { Check::RecipientDoubtful.note(message) };
    Some(finding.at(index.span(name.range())))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::facts::Severity;
    use crate::documents::model::Mailbox;

    fn mailbox(name: &str, address: &str) -> Mailbox {
        Mailbox { name: (!name.is_empty()).then(|| name.to_owned()), address: address.to_owned() }
    }

    fn to(name: &str, address: &str, role: &str) -> Recipient {
        Recipient { mailbox: mailbox(name, address), role: role.to_owned(), provenance: Provenance::User }
    }

    fn severities(
        text: &str,
        recipients: Vec<Recipient>,
        change: impl Fn(&mut CheckContext),
    ) -> Vec<Severity> {
        let mut context = CheckContext {
            recipients,
            participants: vec![mailbox("Fiona Ashcroft", "fiona@thornbury.example")],
            own_domains: vec!["ours.example".to_owned()],
            ..CheckContext::default()
        };
        change(&mut context);
        check(text, &TextIndex::new(text), &context).into_iter().map(|finding| finding.severity).collect()
    }

    #[test]
    fn strangers_are_pointed_out_and_likenesses_blocked() {
        let found = |address: &str| severities("", vec![to("", address, "to")], |_| ());
        assert_eq!(found("fiona@thornbury.example"), []);
        assert_eq!(found("ann@ours.example"), []);
        assert_eq!(found("ben@thornbury.example"), [], "a colleague");
        assert_eq!(found("fionna@thornbury.example"), [Severity::Warning]);
        assert_eq!(found("fiona@elsewhere.test"), [Severity::Warning]);
        assert_eq!(found("fiona@thornburry.example"), [Severity::Block]);
    }

    #[test]
    fn the_greeting_names_somebody_who_gets_it() {
        let fiona = || vec![to("Fiona Ashcroft", "fiona@thornbury.example", "to")];
        for text in [
            "Dear Fiona,",
            "Dear Ms Ashcroft,",
            "Dear all,",
            "Sehr geehrte Frau Ashcroft,",
            "Hello,",
            "Thanks!",
            "Hi Fi,",
        ] {
            assert_eq!(severities(text, fiona(), |_| ()), [], "{text}");
        }
        for text in
            ["Dear Ben,", "Sehr geehrter Herr Miller,", "Bonjour Monsieur Dupont,", "Gentile Signora Rossi,"]
        {
            assert_eq!(severities(text, fiona(), |_| ()), [Severity::Block], "{text}");
        }
    }

    #[test]
    fn answers_to_all_and_blind_copies_are_thought_over() {
        let fiona = || to("Fiona Ashcroft", "fiona@thornbury.example", "to");
        let blind = |context: &mut CheckContext| (context.to_all, context.got_blind_copy) = (true, true);
        assert_eq!(severities("", vec![fiona()], blind), [Severity::Block]);
        assert_eq!(
            severities("", vec![fiona(), to("", "ann@ours.example", "bcc")], |_| ()),
            [Severity::Warning]
        );
        let crowd = |count: usize| {
            (0..count).map(|at| to("", &format!("a@house{at}xyz.test"), "to")).collect::<Vec<_>>()
        };
        let strangers = |context: &mut CheckContext| {
            context.participants.clear();
            context.own_domains.clear();
        };
        assert_eq!(severities("", crowd(20), strangers), []);
        assert_eq!(severities("", crowd(30), strangers), [Severity::Warning]);
        assert_eq!(severities("", crowd(60), strangers), [Severity::Block]);
    }
}
