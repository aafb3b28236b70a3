//! The form in which the public test specifications of Microsoft's Recognizers-Text state values, so that
//! this engine can be scored against them.

use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value as Json, json};

use super::find::{Selection, find_selected};
use super::value::{OrdinalBase, Reading, Value};
use super::{Language, ValueOptions};

/// Answers one case: in `{"id", "language", "text", "reference"}`, out `{"id", "entities": […]}`.
///
/// A case may name a `model` of the specifications (`DateTimeModel`, `CurrencyModel`, …): then only the types
/// which that model covers are looked for.
pub fn judge_line(case: &Json) -> Json {
    let id = case.get("id").cloned().unwrap_or(Json::Null);
    let text = case.get("text").and_then(Json::as_str).unwrap_or_default();
    let language = case.get("language").and_then(Json::as_str).unwrap_or("en").parse::<Language>();
    let Ok(language) = language else { return json!({ "id": id, "entities": [] }) };
    let reference =
        case.get("reference").and_then(Json::as_str).and_then(|text| text.parse::<DateTime>().ok());
    // The English specifications are written in the United States.
    let region = (language == Language::En).then(|| "US".to_owned());
    let options = ValueOptions { language, reference, region };
    let selection = case.get("model").and_then(Json::as_str).map_or(Selection::ALL, selection);
    let values = find_selected(text, &options, selection);
    let suppressed =
        case.get("model").and_then(Json::as_str).is_some_and(|model| model.contains("SuppressExtended"));
    let relative =
        |value: &&Value| matches!(value.best(), Reading::Ordinal { from, .. } if *from != OrdinalBase::Start);
    let entities: Vec<Json> = values
        .iter()
        .filter(|value| !suppressed || !relative(value))
        .map(|value| entity(value, language))
        .collect();
    json!({ "id": id, "entities": entities })
}

/// Writes a value as the specifications do, with an English decimal sign.
pub fn recognizers_entity(value: &Value) -> Json {
    entity(value, Language::En)
}

fn selection(model: &str) -> Selection {
    let of = [
        ("DateTimeModel", Selection::TIME),
        ("NumberRangeModel", Selection::NUMBER_RANGE),
        ("NumberModel", Selection::NUMBER),
        ("OrdinalModel", Selection::ORDINAL),
        ("CurrencyModel", Selection::AMOUNT),
        ("PercentModel", Selection::PERCENTAGE),
        ("DimensionModel", Selection::DIMENSION),
        ("TemperatureModel", Selection::TEMPERATURE),
        ("AgeModel", Selection::AGE),
        ("PhoneNumberModel", Selection::PHONE),
        ("EmailModel", Selection::EMAIL),
        ("URLModel", Selection::URL),
        ("IpAddressModel", Selection::IP),
        ("GUIDModel", Selection::GUID),
        ("HashtagModel", Selection::HASHTAG),
        ("MentionModel", Selection::MENTION),
    ];
    of.iter()
        .find(|(name, _)| model.starts_with(name))
        .map_or(Selection::NOTHING, |&(_, selection)| selection)
}

fn entity(value: &Value, language: Language) -> Json {
    let comma = language == Language::De;
    let values: Vec<Json> =
        value.readings.iter().map(|reading| resolution(reading, &value.text, comma)).collect();
    json!({
        "start": value.span.start,
        "end": value.span.end.saturating_sub(1),
        "type": type_name(value.best()),
        "values": values,
    })
}

fn type_name(reading: &Reading) -> &'static str {
    match reading {
        Reading::Date { .. } => "datetimeV2.date",
        Reading::Time { .. } => "datetimeV2.time",
        Reading::DateTime { .. } => "datetimeV2.datetime",
        Reading::DateRange { .. } => "datetimeV2.daterange",
        Reading::TimeRange { .. } => "datetimeV2.timerange",
        Reading::DateTimeRange { .. } => "datetimeV2.datetimerange",
        Reading::Duration { .. } => "datetimeV2.duration",
        Reading::Recurrence { .. } => "datetimeV2.set",
        Reading::Number { .. } => "number",
        Reading::Ordinal { from: OrdinalBase::Start, .. } => "ordinal",
        Reading::Ordinal { .. } => "ordinal.relative",
        Reading::NumberRange { .. } => "numberrange",
        Reading::Amount { .. } => "currency",
        Reading::Percentage { .. } => "percentage",
        Reading::Quantity { dimension, .. } if dimension == "temperature" => "temperature",
        Reading::Quantity { dimension, .. } if dimension == "age" => "age",
        Reading::Quantity { .. } => "dimension",
        Reading::Phone { .. } => "phonenumber",
        Reading::Email { .. } => "email",
        Reading::Url { .. } => "url",
        Reading::Iban { .. } => "iban",
        Reading::Ip { .. } => "ip",
        Reading::Guid { .. } => "guid",
        Reading::Hashtag { .. } => "hashtag",
        Reading::Mention { .. } => "mention",
    }
}

fn resolution(reading: &Reading, text: &str, comma: bool) -> Json {
    let stamp = |at: &DateTime| at.strftime("%Y-%m-%d %H:%M:%S").to_string();
    let day = |date: &Date| date.to_string();
    let clock = |time: &Time| time.strftime("%H:%M:%S").to_string();
    match reading {
        Reading::Date { timex, date } => point(timex, date.as_ref().map(day)),
        Reading::Time { timex, time } => point(timex, Some(clock(time))),
        Reading::DateTime { timex, at } => point(timex, at.as_ref().map(stamp)),
        Reading::DateRange { timex, start, end, through } => {
            range(timex, start.as_ref().map(day), through.or(*end).as_ref().map(day))
        }
        Reading::TimeRange { timex, start, end } => {
            range(timex, start.as_ref().map(clock), end.as_ref().map(clock))
        }
        Reading::DateTimeRange { timex, start, end } => {
            range(timex, start.as_ref().map(stamp), end.as_ref().map(stamp))
        }
        Reading::Duration { timex, seconds } => {
            json!({ "timex": timex, "value": fraction_of_seconds(timex, *seconds) })
        }
        Reading::Recurrence { timex } => json!({ "timex": timex, "value": "not resolved" }),
        Reading::Number { number } => json!({ "value": shown(*number, comma) }),
        Reading::Ordinal { number, from } => json!({ "value": ordinal(*number, *from) }),
        Reading::NumberRange { low, high, low_included, high_included } => {
            let bound = |bound: &Option<Decimal>| bound.map_or(String::new(), |number| shown(number, comma));
            let (open, close) =
                (if *low_included { '[' } else { '(' }, if *high_included { ']' } else { ')' });
            json!({ "value": format!("{open}{},{}{close}", bound(low), bound(high)) })
        }
        Reading::Amount { number, unit, .. } => json!({ "value": shown(*number, comma), "unit": unit }),
        Reading::Percentage { number } => json!({ "value": format!("{}%", shown(*number, comma)) }),
        Reading::Quantity { number, unit, .. } => json!({ "value": shown(*number, comma), "unit": unit }),
        Reading::Phone { .. } => json!({ "value": text }),
        Reading::Email { address } => json!({ "value": address.to_lowercase() }),
        Reading::Url { url } => json!({ "value": url.to_lowercase() }),
        Reading::Iban { iban } => json!({ "value": iban }),
        Reading::Ip { ip } => json!({ "value": ip }),
        Reading::Guid { guid } => json!({ "value": guid.to_lowercase() }),
        Reading::Hashtag { tag } => json!({ "value": tag.to_lowercase() }),
        Reading::Mention { name } => json!({ "value": name.to_lowercase() }),
    }
}

fn point(timex: &str, value: Option<String>) -> Json {
    json!({ "timex": timex, "value": value.unwrap_or_else(|| "not resolved".to_owned()) })
}

fn range(timex: &str, start: Option<String>, end: Option<String>) -> Json {
    match (start, end) {
        (Some(start), Some(end)) => json!({ "timex": timex, "start": start, "end": end }),
        (Some(start), None) => json!({ "timex": timex, "start": start }),
        (None, Some(end)) => json!({ "timex": timex, "end": end }),
        (None, None) => point(timex, None),
    }
}

fn ordinal(number: i64, from: OrdinalBase) -> String {
    match from {
        OrdinalBase::Start => number.to_string(),
        OrdinalBase::Current => format!("current{number:+}"),
        OrdinalBase::End => format!("end{number:+}"),
    }
}

/// Seconds as the specifications show them: with the fraction that the TIMEX keeps.
fn fraction_of_seconds(timex: &str, seconds: i64) -> String {
    let exact = timex.strip_prefix("PT").and_then(|rest| rest.strip_suffix('S'));
    match exact.filter(|text| text.contains('.')).and_then(|text| text.parse::<f64>().ok()) {
        Some(exact) => exact.to_string(),
        None => seconds.to_string(),
    }
}

/// A number with up to 15 significant digits; large and small ones in powers of ten.
fn shown(number: Decimal, comma: bool) -> String {
    let rounded = number.round_sf(15).unwrap_or(number).normalize();
    let magnitude = rounded.abs().to_f64().unwrap_or(0.0);
    let text = if magnitude >= 1e15 {
        let digits = rounded.trunc().abs().to_string();
        let exponent = digits.len() - 1;
        let (head, tail) = digits.split_at(1);
        let tail = tail.trim_end_matches('0');
        let sign = if rounded.is_sign_negative() { "-" } else { "" };
        let point = if tail.is_empty() { "" } else { "." };
        format!("{sign}{head}{point}{tail}E+{exponent:02}")
    } else if magnitude > 0.0 && magnitude < 1e-4 {
        let text = format!("{:E}", rounded.to_f64().unwrap_or(0.0));
        text.split_once("E-").map_or(text.clone(), |(head, exponent)| format!("{head}E-{exponent:0>2}"))
    } else {
        rounded.to_string()
    };
    if comma { text.replace('.', ",") } else { text }
}
