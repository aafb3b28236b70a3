//! The uniform operations: one row per call of the SDK. Routes, the OpenAPI document, the access matrix and the
//! conformance runner all come from these tables.

mod answer;
mod arguments;
pub(crate) mod calls;
pub(crate) mod handler;
mod house;
mod pillars;
mod typed;

use secretariat::rights::Permission;

pub use typed::{Access, OPERATIONS as TYPED, Typed};

/// An operation that is one call of the SDK.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// The method.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// The call, by its name in `conformance/surface.json`.
    pub call: &'static str,
    /// The call whose result is the argument `this`, for functions of a stored thing.
    pub of: Option<&'static str>,
    /// Parameters of path and query, and the arguments they stand for; `query/text` is a field of an argument.
    pub parameters: &'static [(&'static str, &'static str)],
    /// What the body is.
    pub body: Body,
    /// The status of success.
    pub status: u16,
    /// The media type of an answer that is not JSON.
    pub media: Option<&'static str>,
    /// Where in the body the id of the path must stand too.
    pub same: Option<&'static str>,
    /// The rights it takes; none for what everybody of a workspace may.
    pub takes: &'static [Permission],
}

/// What the body of a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// There is none.
    None,
    /// One argument.
    Whole(&'static str),
    /// One argument that may be left out.
    Optional(&'static str),
    /// An object whose fields are the arguments that are not in the path.
    Fields,
    /// The bytes of one argument.
    Bytes(&'static str),
}

const fn operation(method: &'static str, path: &'static str, call: &'static str) -> Operation {
    Operation {
        method,
        path,
        call,
        of: None,
        parameters: &[],
        body: Body::None,
        status: 200,
        media: None,
        same: None,
        takes: &[],
    }
}

const fn get(path: &'static str, call: &'static str) -> Operation {
    operation("GET", path, call)
}

const fn post(path: &'static str, call: &'static str) -> Operation {
    Operation { body: Body::Fields, ..operation("POST", path, call) }
}

const fn put(path: &'static str, call: &'static str) -> Operation {
    operation("PUT", path, call)
}

const fn patch(path: &'static str, call: &'static str) -> Operation {
    operation("PATCH", path, call)
}

const fn delete(path: &'static str, call: &'static str) -> Operation {
    operation("DELETE", path, call)
}

impl Operation {
    const fn query(self, parameters: &'static [(&'static str, &'static str)]) -> Self {
        Self { parameters, ..self }
    }

    const fn whole(self, argument: &'static str) -> Self {
        Self { body: Body::Whole(argument), ..self }
    }

    const fn optional(self, argument: &'static str) -> Self {
        Self { body: Body::Optional(argument), ..self }
    }

    const fn bytes(self, argument: &'static str) -> Self {
        Self { body: Body::Bytes(argument), ..self }
    }

    const fn fields(self) -> Self {
        Self { body: Body::Fields, ..self }
    }

    const fn bare(self) -> Self {
        Self { body: Body::None, ..self }
    }

    const fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    const fn media(self, media: &'static str) -> Self {
        Self { media: Some(media), ..self }
    }

    const fn of(self, call: &'static str) -> Self {
        Self { of: Some(call), ..self }
    }

    const fn same(self, pointer: &'static str) -> Self {
        Self { same: Some(pointer), ..self }
    }

    const fn takes(self, takes: &'static [Permission]) -> Self {
        Self { takes, ..self }
    }

    /// Returns the parameters of the path with their arguments.
    pub(crate) fn in_path(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let (path, known) = (self.path, self.parameters);
        path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).map(move |name| {
            let argument = known.iter().find(|(parameter, _)| *parameter == name);
            (name, argument.map_or(name, |(_, argument)| *argument))
        })
    }

    /// Returns the parameters of the query with their arguments.
    pub(crate) fn in_query(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let (path, known) = (self.path, self.parameters);
        known.iter().copied().filter(move |(name, _)| !path.contains(&format!("{{{name}}}")))
    }
}

/// Returns every uniform operation.
pub fn all() -> impl Iterator<Item = &'static Operation> {
    pillars::OPERATIONS.iter().chain(house::OPERATIONS)
}

/// The calls that have no uniform route, and why.
pub const APART: &[(&str, &str)] = &[
    (
        "documents.add",
        "`POST /v1/documents` with `Prefer: wait` streams the file instead of taking it as an argument",
    ),
    ("documents.submit", "`POST /v1/documents`, streamed"),
    ("documents.job", "`GET /v1/jobs/{id}` and its events"),
    ("documents.all", "lists come in pages: `GET /v1/documents`"),
    ("documents.original", "`GET /v1/documents/{id}/original`, with the headers of a download"),
    ("privacy.export", "`POST /v1/privacy/export` streams the archive instead of writing a file"),
    ("agents.start", "`POST /v1/runs` with `agent`"),
    ("agents.play", "`POST /v1/runs` with `playbook`"),
    ("agents.follow", "`GET /v1/runs/{id}/events`, as a live stream"),
    (
        "workspaces.found",
        "only the application itself founds organisations; nobody signs in as the application",
    ),
    ("doctor", "looks at folders of the machine: `secretariat-server doctor`, for its operator"),
    ("verify_audit", "takes the audit key, which must not travel: `secretariat-server verify-audit`"),
    ("Draft.eml_with", "`GET /v1/drafts/{id}/render/eml`; files are attached when a draft is sent"),
    ("Draft.render", "`GET /v1/drafts/{id}/render/…` has a path for each form"),
    ("Draft.diff", "`GET /v1/drafts/{id}/diff` compares stored versions"),
    ("Draft.is_sendable", "`findings` of the draft say so"),
    ("Draft.ensure_sendable", "`POST /v1/drafts/{id}/send` says so"),
    ("Place.label", "a place is shown by whoever has it; nothing is asked of an office"),
    ("Value.equals", "values are compared by whoever has them"),
    ("CheckReport.is_supported", "the report says so: every value is supported"),
    ("AuditReport.is_whole", "the report says so: it has no faults"),
    ("AuditReport.ensure_whole", "the report says so: it has no faults"),
];
