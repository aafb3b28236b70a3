//! The operations of the OpenAPI document, and requests that fit them.

use secretariat_server::openapi::document;
use serde_json::{Map, Value, json};

/// An operation of the document.
#[derive(Debug, Clone)]
pub(crate) struct Described {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) operation: Value,
}

impl Described {
    /// Returns the name in the document.
    pub(crate) fn id(&self) -> &str {
        self.operation["operationId"].as_str().unwrap()
    }

    /// Returns the codes of the rights that it takes.
    pub(crate) fn permissions(&self) -> Vec<&str> {
        self.operation["x-permissions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|code| code.as_str().unwrap())
            .collect()
    }

    /// Says whether it asks nobody for a token.
    pub(crate) fn is_open(&self) -> bool {
        self.operation.get("security").is_some()
    }

    /// Returns the media types of its body.
    pub(crate) fn media(&self) -> Option<&str> {
        self.operation["requestBody"]["content"].as_object()?.keys().next().map(String::as_str)
    }
}

/// Returns every operation.
pub(crate) fn all(document: &Value) -> Vec<Described> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let method = method.to_ascii_uppercase();
            found.push(Described { method, path: path.clone(), operation: operation.clone() });
        }
    }
    found
}

/// Makes requests that fit their schemas.
#[derive(Debug)]
pub(crate) struct Fitting {
    pub(crate) document: Value,
}

impl Fitting {
    pub(crate) fn new() -> Self {
        Self { document: document() }
    }

    /// Returns the path with these ids, and the parameters of the query that are needed.
    pub(crate) fn path(&self, operation: &Described, id: &str) -> String {
        let mut path = operation.path.clone();
        let mut query = Vec::new();
        for (name, value, _) in self.parameters(operation, id) {
            match path.contains(&format!("{{{name}}}")) {
                true => path = path.replace(&format!("{{{name}}}"), &value),
                false => query.push(format!("{name}={value}")),
            }
        }
        if !query.is_empty() {
            path = format!("{path}?{}", query.join("&"));
        }
        path
    }

    /// Returns the parameters that are needed, with values and their schemas.
    pub(crate) fn parameters(&self, operation: &Described, id: &str) -> Vec<(String, String, Value)> {
        let given = operation.operation["parameters"].as_array().into_iter().flatten();
        let needed = given.filter_map(|parameter| {
            let (name, place) = (parameter["name"].as_str()?, parameter["in"].as_str()?);
            let value = match (place, name) {
                ("path", "id") => id.to_owned(),
                ("path", "token") => "tok_missing".to_owned(),
                ("path", "address_or_domain") => "a@b.example".to_owned(),
                // Which is needed of several is known by the call alone.
                ("path", _) | ("query", "q") => self.text(&parameter["schema"]),
                ("query", _) if parameter["required"] == true || operation.path.ends_with("/find") => {
                    self.text(&parameter["schema"])
                }
                _ => return None,
            };
            Some((name.to_owned(), value, parameter["schema"].clone()))
        });
        needed.collect()
    }

    fn text(&self, schema: &Value) -> String {
        match self.value(schema, 0) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    /// Returns a body with what is needed.
    pub(crate) fn body(&self, operation: &Described, id: &str) -> Option<Value> {
        let schema = &operation.operation["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            return None;
        }
        let mut body = self.value(schema, 0);
        // What no schema says: which fields belong together.
        match operation.id() {
            "communications.draft" | "communications.variants" | "communications.draft_each" => {
                body["subject"] = json!("Chairs");
                body["say"] = json!("We come on Monday.");
            }
            "communications.save_template" => body["name"] = json!("x"),
            "approvals.request" | "approvals.decide" => body["payload_hash"] = json!("0".repeat(64)),
            "approvals.approve" | "approvals.reject" => {
                body["approval"]["id"] = json!(id);
                body["approval"]["requested_by"] = json!("owner");
                body["approval"]["payload_hash"] = json!("0".repeat(64));
            }
            "privacy.request" => body["report_hash"] = json!("0".repeat(64)),
            "agents.start" => {
                body = json!({ "playbook": "weekly_report", "input": { "today": "2027-03-02" } })
            }
            _ => {}
        }
        Some(body)
    }

    /// Returns a small value of a schema.
    fn value(&self, schema: &Value, depth: usize) -> Value {
        assert!(depth < 32, "a schema without an end: {schema}");
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap();
            if let Some(id) = id_of(name) {
                return json!(id);
            }
            let resolved = &self.document["components"]["schemas"][name];
            assert!(!resolved.is_null(), "there is no schema {name}");
            return known(name).unwrap_or_else(|| self.value(resolved, depth + 1));
        }
        for default in ["const", "default"] {
            if let Some(value) = schema.get(default).filter(|value| !value.is_null()) {
                return value.clone();
            }
        }
        if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
            return first.clone();
        }
        for choice in ["oneOf", "anyOf"] {
            if let Some(first) = schema[choice].as_array().and_then(|choices| choices.first()) {
                return self.value(first, depth + 1);
            }
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds[0].as_str().unwrap_or_default(),
            kind => kind.as_str().unwrap_or_default(),
        };
        match kind {
            "string" => json!(match schema["format"].as_str() {
                Some("date-time") => "2027-03-02T09:00:00Z",
                Some("date") => "2027-03-02",
                Some("partial-date-time") => "2027-03-02T09:00:00",
                _ => "x",
            }),
            "integer" | "number" => json!(1),
            "boolean" => json!(false),
            "array" => json!([]),
            "object" => {
                let needed = schema["required"].as_array().cloned().unwrap_or_default();
                let fields: Map<String, Value> = needed
                    .iter()
                    .map(|name| {
                        let name = name.as_str().unwrap();
                        (name.to_owned(), self.value(&schema["properties"][name], depth + 1))
                    })
                    .collect();
                Value::Object(fields)
            }
            _ => json!({}),
        }
    }
}

/// Values of types that are texts with a form of their own.
fn known(name: &str) -> Option<Value> {
    Some(match name {
        "Actor" => json!("owner"),
        "BlobId" => json!("0".repeat(64)),
        _ => return None,
    })
}

/// Returns an id that is nowhere, of a type of ids.
fn id_of(name: &str) -> Option<String> {
    let prefix = match name {
        "DocumentId" => "doc",
        "DraftId" => "dft",
        "DeliveryId" => "dlv",
        "FollowUpId" => "fup",
        "ContactId" => "con",
        "MemberId" => "mem",
        "ServiceAccountId" => "sa",
        "ServiceTokenId" => "tok",
        "ApprovalId" => "apr",
        "WorkspaceId" => "ws",
        "OrganisationId" => "org",
        "JobId" => "job",
        "RunId" => "run",
        "SessionId" => "ses",
        "WorkId" => "wrk",
        "ScheduleId" => "sch",
        "FactId" => "fct",
        "ErasureId" => "ers",
        "LegalHoldId" => "hld",
        "WebhookId" => "whk",
        "WebhookEventId" => "evt",
        "WebhookDeliveryId" => "whd",
        _ => return None,
    };
    Some(format!("{prefix}_missing"))
}

/// Returns an id that is nowhere, of the things under a path.
pub(crate) fn missing(path: &str) -> &'static str {
    match path.trim_start_matches("/v1/").split('/').next().unwrap_or_default() {
        "documents" => "doc_missing",
        "drafts" => "dft_missing",
        "outbox" => "dlv_missing",
        "follow-ups" => "fup_missing",
        "contacts" => "con_missing",
        "approvals" => "apr_missing",
        "members" => "mem_missing",
        "service-accounts" => "sa_missing",
        "runs" => "run_missing",
        "schedules" => "sch_missing",
        "memory" => "fct_missing",
        "webhooks" => "whk_missing",
        "webhook-deliveries" => "whd_missing",
        "jobs" => "job_missing",
        "privacy" if path.contains("/holds/") => "hld_missing",
        "privacy" => "ers_missing",
        _ => "missing",
    }
}
