//! What makes a rendering neutral, by readers of the formats that are not ours where there is one.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// The elements of our pages: none of them runs, loads or sends anything.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "b",
    "blockquote",
    "body",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "li",
    "main",
    "mark",
    "meta",
    "ol",
    "p",
    "pre",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
];
/// Their attributes.
const ATTRIBUTES: &[&str] = &[
    "align",
    "border",
    "cellpadding",
    "cellspacing",
    "charset",
    "class",
    "colspan",
    "content",
    "dir",
    "href",
    "id",
    "lang",
    "name",
    "role",
    "rowspan",
    "scope",
    "start",
    "style",
    "title",
    "valign",
    "width",
];
const SCHEMES: &[&str] = &["http:", "https:", "mailto:", "tel:", "#"];

#[derive(Default)]
struct Sink(RefCell<Vec<Tag>>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token {
            self.0.borrow_mut().push(tag);
        }
        TokenSinkResult::Continue
    }
}

/// Says what is active in a page, as an HTML parser reads it.
pub(super) fn active(page: &str) -> Option<String> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let tags = tokenizer.sink.0.take();
    tags.iter().filter(|tag| tag.kind == TagKind::StartTag).find_map(|tag| {
        let name = &*tag.name;
        if !ELEMENTS.contains(&name) {
            return Some(format!("the element <{name}>"));
        }
        tag.attrs.iter().find_map(|attribute| {
            let (key, value) = (&*attribute.name.local, attribute.value.trim().to_ascii_lowercase());
            let is_wrong = match key {
                "href" => !SCHEMES.iter().any(|scheme| value.starts_with(scheme)),
                "style" => ["url(", "expression", "import", "\\"].iter().any(|word| value.contains(word)),
                "content" => value.contains("url="),
                // Where it stands in the document, which runs nothing.
                key if key.starts_with("data-") => false,
                key => !ATTRIBUTES.contains(&key),
            };
            is_wrong.then(|| format!("the attribute {key}={value:?} of <{name}>"))
        })
    })
}

/// The fields that a message of ours may have.
const FIELDS: &[&str] = &[
    "auto-submitted",
    "cc",
    "content-disposition",
    "content-language",
    "content-transfer-encoding",
    "content-type",
    "date",
    "from",
    "importance",
    "in-reply-to",
    "message-id",
    "mime-version",
    "references",
    "reply-to",
    "sender",
    "sensitivity",
    "subject",
    "to",
    "x-secretariat-draft",
];

/// Says which field of a message's head is none of ours, or stands twice.
pub(super) fn forged_field(message: &str) -> Option<String> {
    let head = message.split("\r\n\r\n").next().unwrap_or_default();
    if head.replace("\r\n", "").contains(['\r', '\n']) {
        return Some("a line that ends by half".to_owned());
    }
    let mut seen = Vec::new();
    head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).find_map(|line| {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let is_wrong = !FIELDS.contains(&name.as_str()) || seen.contains(&name);
        seen.push(name.clone());
        is_wrong.then_some(line.to_owned())
    })
}

/// The properties and components of our calendars.
const PROPERTIES: &[&str] = &[
    "ATTENDEE",
    "BEGIN",
    "CALSCALE",
    "CATEGORIES",
    "CLASS",
    "CREATED",
    "DESCRIPTION",
    "DTEND",
    "DTSTAMP",
    "DTSTART",
    "DURATION",
    "DUE",
    "END",
    "LAST-MODIFIED",
    "LOCATION",
    "METHOD",
    "ORGANIZER",
    "PRODID",
    "PRIORITY",
    "RDATE",
    "RRULE",
    "SEQUENCE",
    "STATUS",
    "SUMMARY",
    "TRANSP",
    "TZID",
    "TZNAME",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "TZURL",
    "UID",
    "URL",
    "VERSION",
    "X-WR-CALNAME",
    "ACTION",
    "TRIGGER",
    "COMMENT",
    "RECURRENCE-ID",
];

/// Says which line of a calendar is none of ours.
pub(super) fn forged_line(calendar: &str) -> Option<String> {
    let unfolded = calendar.replace("\r\n ", "").replace("\r\n\t", "");
    if unfolded.replace("\r\n", "").contains(['\r', '\n']) {
        return Some("a line that ends by half".to_owned());
    }
    for (once, times) in [("BEGIN:VEVENT", 1), ("BEGIN:VCALENDAR", 1), ("ORGANIZER", 1)] {
        if unfolded.split("\r\n").filter(|line| line.starts_with(once)).count() > times {
            return Some(format!("{once} stands twice"));
        }
    }
    unfolded
        .split("\r\n")
        .filter(|line| !line.is_empty())
        .find(|line| !PROPERTIES.contains(&line.split([':', ';']).next().unwrap_or_default()))
        .map(str::to_owned)
}

#[test]
fn what_is_active_or_forged_is_found() {
    for page in [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>x",
        "<img src=x onerror=alert(1)>",
        "<a href=\"JavaScript:alert(1)\">x</a>",
        "<a href=\" data:text/html,x\">x</a>",
        "<p style=\"background:url(//evil.example)\">x",
        "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
        "<svg/onload=alert(1)>",
    ] {
        assert!(active(page).is_some(), "{page}");
    }
    assert_eq!(active("<p class=x>&lt;script&gt; <a href=\"https://them.example\">x</a></p>"), None);
    assert!(forged_field("Subject: x\r\nBcc: y@evil.example\r\n\r\n").is_some());
    assert!(forged_field("Subject: x\nBcc: y@evil.example\r\n\r\n").is_some());
    assert!(forged_field("Subject: x\r\nSubject: y\r\n\r\n").is_some());
    assert_eq!(forged_field("Subject: x\r\n Bcc: y\r\nTo: y@x.example\r\n\r\nBcc: z"), None);
    assert!(forged_line("BEGIN:VEVENT\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n").is_some());
    assert!(forged_line("SUMMARY:x\r\nX-EVIL:1\r\n").is_some());
    assert_eq!(forged_line("SUMMARY:x\r\n X-EVIL:1\r\n"), None);
}
